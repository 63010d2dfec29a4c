internal import Platform

/// Reads the records of a journal that was inspected.
///
/// Every record's checksum is verified when it is read.
public struct JournalReader: ~Copyable {
  /// What the inspection found.
  public let recovery: JournalRecovery
  private let file: VolumeFile
  private let checksum: RecordChecksum

  /// Opens the journal that `recovery` describes.
  public init(_ recovery: JournalRecovery) throws(JournalError) {
    self.recovery = recovery
    file = try VolumeFile.openJournal(recovery.path, on: recovery.volume)
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
    case JournalFormat.transferKind: return .transfer(TransferRecord(decoding: line))
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
  ///
  /// - Parameter transfer: told the transfers between groups, in their place.
  public func forEachGroup(
    from ordinal: UInt64 = 0, transfer: (TransferRecord) -> Void = { _ in },
    _ visit: (borrowing JournalGroup) -> Visit
  ) throws(JournalError) {
    guard ordinal < recordCount else { return }
    var stream = try groups(from: ordinal)
    while try stream.next(transfer: transfer) {
      if visit(stream.group) == .stop { return }
    }
  }

  /// All groups in order, from the one that the record at `ordinal` belongs to, to be asked for one by
  /// one.
  public func groups(from ordinal: UInt64 = 0) throws(JournalError) -> JournalGroupStream {
    let start = ordinal < recordCount ? try groupStart(of: ordinal) : recordCount
    return try JournalGroupStream(recovery, from: start)
  }

  /// The ordinal of the first record of the group that the record at `ordinal` belongs to.
  private func groupStart(of ordinal: UInt64) throws(JournalError) -> UInt64 {
    switch try read(recordAt: ordinal) {
    case .fill(_, let index): ordinal - min(ordinal, UInt64(index))
    case .outcome(let outcome): ordinal - min(ordinal, UInt64(outcome.fillCount))
    case .transfer: ordinal
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
