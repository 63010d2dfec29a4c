internal import Platform

/// The groups of a journal in order, asked for one by one.
///
/// The group is the same value all along: as long as nobody keeps a copy of its fills, nothing is
/// allocated per group. Every record's checksum is verified when it is read.
public struct JournalGroupStream: ~Copyable {
  /// The group that the last `next` found.
  public private(set) var group = JournalGroup(
    fills: [], outcome: OutcomeRecord(slot: 0, frontier: 0, state: 0), ordinal: 0)
  private let recovery: JournalRecovery
  private let checksum: RecordChecksum
  private var stream: RecordStream

  init(
    _ recovery: JournalRecovery, from start: UInt64
  ) throws(JournalError) {
    self.recovery = recovery
    checksum = RecordChecksum(journalID: recovery.header.journalID)
    stream = RecordStream(
      file: try .openJournal(recovery.path, on: recovery.volume), from: start)
  }

  /// Goes on to the next group.
  ///
  /// - Parameter transfer: told the transfers before it.
  /// - Returns: false behind the last record that counts.
  public mutating func next(
    transfer: (TransferRecord) -> Void = { _ in }
  ) throws(JournalError) -> Bool {
    group.fills.removeAll(keepingCapacity: true)
    while stream.ordinal < recovery.recordCount, let line = try stream.next() {
      let ordinal = stream.ordinal - 1
      guard checksum.isValid(line, ordinal: ordinal) else {
        throw .damaged(
          path: recovery.path, ordinal: ordinal,
          byteOffset: JournalFormat.byteOffset(ofRecord: ordinal), what: .checksum)
      }
      switch line.kind {
      case JournalFormat.fillKind: group.fills.append(FillRecord(decoding: line))
      case JournalFormat.transferKind: transfer(TransferRecord(decoding: line))
      default:
        group.outcome = OutcomeRecord(decoding: line)
        group.ordinal = ordinal
        return true
      }
    }
    return false
  }
}
