public import Platform

/// Reads a journal's groups while its writer is at work: each group once, as soon as it is whole.
///
/// Stores of the writer become visible in order, a record's first word last, so whatever looks whole is;
/// what does not is looked at again later. Every record's checksum is verified.
public struct JournalFollower: Sendable {
  /// The journal's path.
  public let path: String
  /// Records of groups and transfers that were handed out.
  public private(set) var position: UInt64 = 0
  private let volume: Volume
  private var header: JournalHeader?
  private var group = JournalGroup(
    fills: [], outcome: OutcomeRecord(slot: 0, frontier: 0, state: 0), ordinal: 0)

  /// Follows the journal at `path`, which may not exist yet.
  public init(path: String, on volume: Volume = .system) {
    self.path = path
    self.volume = volume
  }

  /// The plan that the journal belongs to; nil as long as there is no header.
  public var planHash: UInt128? { header?.planHash }

  /// Hands out what is there and whole, at most about so many records.
  ///
  /// - Returns: the number of records handed out; 0 when there is nothing new.
  public mutating func take(
    atMost limit: UInt64, transfer: (TransferRecord) -> Void,
    _ visit: (borrowing JournalGroup) -> Void
  ) throws(JournalError) -> UInt64 {
    guard try readHeader(), let header else { return 0 }
    let checksum = RecordChecksum(journalID: header.journalID)
    var stream = try RecordStream(file: .openJournal(path, on: volume), from: position)
    let start = position
    group.fills.removeAll(keepingCapacity: true)
    while position - start < limit, let line = try stream.next() {
      let ordinal = stream.ordinal - 1
      guard !line.isZero, !stream.isCut, checksum.isValid(line, ordinal: ordinal) else { break }
      switch line.kind {
      case JournalFormat.fillKind: group.fills.append(FillRecord(decoding: line))
      case JournalFormat.outcomeKind:
        group.outcome = OutcomeRecord(decoding: line)
        group.ordinal = ordinal
        guard Int(group.outcome.fillCount) == group.fills.count else {
          throw damage(
            ordinal,
            .fillCount(found: group.outcome.fillCount, expected: UInt32(group.fills.count)))
        }
        position = ordinal + 1
        visit(group)
        group.fills.removeAll(keepingCapacity: true)
      case JournalFormat.transferKind:
        position = ordinal + 1
        transfer(TransferRecord(decoding: line))
      default: throw damage(ordinal, .unknownKind(line.kind))
      }
    }
    return position - start
  }

  /// Whether a whole header is there.
  private mutating func readHeader() throws(JournalError) -> Bool {
    if header != nil { return true }
    do throws(JournalError) {
      header = try VolumeFile.openJournal(path, on: volume).journalHeader()
    } catch {
      switch error {
      case .missing, .empty: return false
      default: throw error
      }
    }
    return true
  }

  private func damage(_ ordinal: UInt64, _ what: JournalError.Damage) -> JournalError {
    .damaged(
      path: path, ordinal: ordinal, byteOffset: JournalFormat.byteOffset(ofRecord: ordinal),
      what: what)
  }
}
