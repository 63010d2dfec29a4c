import Domain
import Journal

extension RunRecords {
  /// The operations of every lane, to be asked for one by one.
  ///
  /// - Throws: `RunError` when a journal cannot be read.
  public func laneOperations() throws(RunError) -> [LaneOperations] {
    var lanes: [LaneOperations] = []
    for restoration in restorations { lanes.append(try LaneOperations(restoration, self)) }
    return lanes
  }
}

/// What one lane did, in the order in which it did it. Its operations follow each other without
/// overlap.
///
/// Bounded memory, but for 16 bytes for every outcome of a later pass.
public final class LaneOperations {
  private let journal: LaneJournal?
  /// Slots with later outcomes whose effective operation was handed out.
  private var told: Set<UInt64> = []
  private var slots: SlotCursor
  private var endBefore: Int64 = 0
  /// The slot that was in flight when the records ended.
  private var slotInFlight: ActionSlot?

  init(_ restoration: Restoration, _ records: RunRecords) throws(RunError) {
    slots = SlotCursor(records.plan.scheduler)
    slotInFlight = restoration.slotInFlight(records)
    journal = try restoration.recovery.map { (recovery) throws(RunError) in
      try LaneJournal(recovery)
    }
  }

  /// The next operation; nil behind the last.
  ///
  /// - Throws: `RunError` where the journal is damaged.
  public func next() throws(RunError) -> SlotOperation? {
    guard let journal, try journal.next() else { return lost() }
    let record = journal.stream.group.outcome
    let outcome = try record.readableOutcome(journal.path, journal.stream.group.ordinal)
    let later = try laterFills(journal, outcome)
    let end = max(endBefore, record.doneAtNanoseconds)
    // With several tries only the last sending is on record; an earlier one may have had the effect.
    let sent = record.plannedAtNanoseconds &+ Int64(clamping: record.sentDelayNanoseconds)
    let start = record.attempts > 1 ? endBefore : min(max(endBefore, sent), end)
    endBefore = end
    return SlotOperation(
      slot: slots.slot(at: record.slot), outcome: outcome,
      fills: later.map { journal.stream.group.fills.compactMap { Fill($0) } + $0 } ?? [],
      pass: record.pass, isEffective: later != nil, startNanoseconds: start, endNanoseconds: end)
  }

  /// The fills that later outcomes of the slot tell; nil where this operation is not the effective one.
  private func laterFills(
    _ journal: LaneJournal, _ outcome: SlotOutcome
  ) throws(RunError) -> [Fill]? {
    let (record, ordinal) = (journal.stream.group.outcome, journal.stream.group.ordinal)
    guard journal.amendments.contains(record.slot) else { return [] }
    if told.contains(record.slot) { return nil }
    let all = try journal.amendments.outcomes(of: record.slot, journal.reader)
    let later = all.drop { $0.ordinal <= ordinal }
    guard outcome.mayHaveEffect || later.isEmpty else { return nil }
    told.insert(record.slot)
    return later.flatMap(\.fills)
  }

  /// The operation that was under way when the records ended.
  private func lost() -> SlotOperation? {
    guard let slot = slotInFlight else { return nil }
    slotInFlight = nil
    return SlotOperation(
      slot: slot, outcome: nil, fills: [], pass: 0, isEffective: true, startNanoseconds: endBefore,
      endNanoseconds: endBefore)
  }
}

/// A lane's journal, read from its first record on.
private final class LaneJournal {
  let path: String
  let reader: JournalReader
  let amendments: Amendments
  var stream: JournalGroupStream

  init(_ recovery: JournalRecovery) throws(RunError) {
    path = recovery.path
    reader = try JournalReader(opening: recovery)
    amendments = try Amendments(reader)
    do { stream = try reader.groups() } catch { throw RunError(error) }
  }

  func next() throws(RunError) -> Bool {
    do { return try stream.next() } catch { throw RunError(error) }
  }
}

extension SlotOutcome {
  /// Whether the venue took the slot, or may have.
  fileprivate var mayHaveEffect: Bool { state == .completed || state == .unknown }
}

extension Restoration {
  /// The next slot of the lane's main pass, where it may have been sent already.
  fileprivate func slotInFlight(_ records: RunRecords) -> ActionSlot? {
    let mayBeSent = records.process != nil || records.status == .killed || attemptsInProgress > 0
    guard mayBeSent else { return nil }
    let sequence = records.next(self)
    guard sequence < records.plan.slotCount else { return nil }
    return records.plan.scheduler.slot(at: sequence)
  }
}
