import Domain
import Journal

/// The outcomes of one lane's slots, asked for in ascending order.
final class LaneOutcomes {
  private let recovery: JournalRecovery
  private let reader: JournalReader
  private var stream: JournalGroupStream
  private let amendments: Amendments
  private let records: RunRecords
  /// Every slot of the lane below this has an outcome.
  let frontier: UInt64

  /// The outcomes from `first` on; nil for a lane without a journal.
  init?(_ restoration: Restoration, _ records: RunRecords, from first: UInt64) throws(RunError) {
    guard let recovery = restoration.recovery else { return nil }
    self.recovery = recovery
    self.records = records
    frontier = recovery.frontier
    reader = try JournalReader(opening: recovery)
    amendments = try Amendments(reader)
    do {
      let start = first == 0 ? 0 : try reader.findFrontier(beyond: first)
      stream = try reader.groups(from: start ?? recovery.recordCount)
    } catch {
      throw RunError(error)
    }
  }

  /// What became of a slot below the frontier.
  func record(of slot: ActionSlot) throws(RunError) -> SlotRecord {
    repeat {
      guard try next() else { throw disorder(nil, expected: slot.sequence) }
    } while stream.group.outcome.isAmendment
    guard stream.group.outcome.slot == slot.sequence else {
      throw disorder(stream.group.ordinal, expected: slot.sequence)
    }
    let outcome = try stream.group.outcome.readableOutcome(recovery.path, stream.group.ordinal)
    var record = SlotRecord(
      slot, outcome, stream.group, at: records.time(stream.group.outcome.doneAtNanoseconds))
    for later in try amendments.outcomes(of: slot.sequence, reader) {
      record.amend(later, at: records.time(later.doneAtNanoseconds))
    }
    return record
  }

  private func next() throws(RunError) -> Bool {
    do { return try stream.next() } catch { throw RunError(error) }
  }

  private func disorder(_ ordinal: UInt64?, expected slot: UInt64) -> RunError {
    let place = ordinal.map { " at record \($0)" } ?? ""
    return RunError(
      .badRecords,
      "\(recovery.path) does not hold the outcome of slot \(slot)\(place), though its frontier is "
        + "\(frontier); restore the run's directory from a copy")
  }
}
