internal import Platform

/// Reads the records of a journal that was inspected.
///
/// Every record's checksum is verified when it is read.
public struct JournalReader: ~Copyable {
  /// What the inspection found.
  public let recovery: JournalRecovery
  private let file: File
  private let checksum: RecordChecksum

  /// Opens the journal that `recovery` describes.
  public init(_ recovery: JournalRecovery) throws(JournalError) {
    self.recovery = recovery
    file = try File.openJournal(recovery.path)
    checksum = RecordChecksum(journalID: recovery.header.journalID)
  }

  /// Number of records that count.
  public var recordCount: UInt64 { recovery.recordCount }

  /// The record at `ordinal`, less than `recordCount`. Constant time.
  public func read(recordAt ordinal: UInt64) throws(JournalError) -> JournalRecord {
    let line = try self.line(at: ordinal)
    switch line.kind {
    case JournalFormat.fillKind:
      return .fill(FillRecord(decoding: line), index: FillRecord.index(in: line))
    case JournalFormat.outcomeKind: return .outcome(OutcomeRecord(decoding: line))
    default: throw damage(ordinal, .unknownKind(line.kind))
    }
  }

  /// The group that the record at `ordinal` belongs to. Takes time in proportion to its fills.
  public func group(around ordinal: UInt64) throws(JournalError) -> JournalGroup {
    var result: JournalGroup?
    try forEachGroup(from: ordinal) { group in
      result = group
      return .stop
    }
    guard let result else { throw damage(ordinal, .withinGroup) }
    return result
  }

  /// What a visitor wants after a group.
  public enum Visit: Sendable {
    /// The next group.
    case next
    /// No further group.
    case stop
  }

  /// Hands all groups in order to `visit`, from the one that the record at `ordinal` belongs to.
  ///
  /// The group is the same value all along: as long as `visit` keeps no copy of its fills, nothing
  /// is allocated per group.
  public func forEachGroup(
    from ordinal: UInt64 = 0, _ visit: (borrowing JournalGroup) -> Visit
  ) throws(JournalError) {
    guard ordinal < recordCount else { return }
    let start = try groupStart(of: ordinal)
    var stream = try RecordStream(file: File.openJournal(recovery.path), from: start)
    var group = JournalGroup(
      fills: [], outcome: OutcomeRecord(slot: 0, frontier: 0, state: 0), ordinal: 0)
    while stream.ordinal < recordCount, let line = try stream.next() {
      let ordinal = stream.ordinal - 1
      guard checksum.isValid(line, ordinal: ordinal) else { throw damage(ordinal, .checksum) }
      if line.kind == JournalFormat.fillKind {
        group.fills.append(FillRecord(decoding: line))
        continue
      }
      group.outcome = OutcomeRecord(decoding: line)
      group.ordinal = ordinal
      if visit(group) == .stop { return }
      group.fills.removeAll(keepingCapacity: true)
    }
  }

  /// The ordinal of the first record of the group that the record at `ordinal` belongs to.
  private func groupStart(of ordinal: UInt64) throws(JournalError) -> UInt64 {
    switch try read(recordAt: ordinal) {
    case .fill(_, let index): ordinal - min(ordinal, UInt64(index))
    case .outcome(let outcome): ordinal - min(ordinal, UInt64(outcome.fillCount))
    }
  }

  func line(at ordinal: UInt64) throws(JournalError) -> CacheLine {
    precondition(ordinal < recordCount, "no such record")
    guard let line = try file.record(at: ordinal), checksum.isValid(line, ordinal: ordinal) else {
      throw damage(ordinal, .checksum)
    }
    return line
  }

  func damage(_ ordinal: UInt64, _ what: JournalError.Damage) -> JournalError {
    .damaged(
      path: recovery.path, ordinal: ordinal,
      byteOffset: JournalFormat.byteOffset(ofRecord: ordinal), what: what)
  }
}
