import Domain
import Journal
import Platform

extension SlotProcessor where V: ~Copyable {
  /// Books the outcome and puts it and its fills into the journal.
  ///
  /// - Parameters:
  ///   - old: the state that an earlier outcome left the slot in.
  ///   - pass: the pass that the record names.
  ///   - before: the tries of a deferred slot before this one.
  @inline(__always)
  mutating func finish(
    _ slot: ActionSlot, _ outcome: SlotOutcome, _ times: SlotTimes, replacing old: SlotState? = nil,
    pass: UInt8? = nil, before: DeferredSlot? = nil
  ) throws(SystemError) {
    core.conclude(slot, outcome, replacing: old)
    var fillCount: UInt32 = 0
    for event in core.events {
      guard let record = FillRecord(event, venueIsOutside: !core.venue.livesInProcess) else {
        continue
      }
      try journal.append(record)
      fillCount += 1
    }
    try journal.append(
      OutcomeRecord(
        slot: slot.sequence, outcome, times: times, runStart: runStart, frontier: core.frontier,
        fillCount: fillCount, pass: pass ?? (old == nil ? 0 : core.pass)))
    budgetRefusals =
      outcome.failure == .refused(.insufficientBudget) ? budgetRefusals + 1 : 0
    guard outcome.decision != .retry else { return }
    measure(slot, outcome, times, replacing: before == nil ? old : nil, fillCount, before)
  }

  @inline(__always)
  private mutating func measure(
    _ slot: ActionSlot, _ outcome: SlotOutcome, _ times: SlotTimes, replacing old: SlotState?,
    _ fillCount: UInt32, _ before: DeferredSlot?
  ) {
    let planned = times.planned.nanoseconds - runStart.nanoseconds
    let isFirst = old == nil
    if isFirst && load.isOpen { measurement.recordOffered(plannedAt: planned) }
    let attempts = UInt64(outcome.attempts + (before?.attempts ?? 0))
    measurement.record(
      SlotSample(
        market: slot.market, action: slot.action, plannedAt: planned,
        firstSentAt: times.firstSent.nanoseconds - runStart.nanoseconds, hasFirstSent: true,
        lastSentAt: times.lastSent.nanoseconds - runStart.nanoseconds,
        doneAt: times.done.nanoseconds - runStart.nanoseconds, state: outcome.state,
        replaced: old, isOffered: isFirst && !load.isOpen, isDropped: outcome.isDropped,
        attempts: attempts,
        retries: max(attempts, 1) - 1, matches: UInt64(fillCount)))
    // What was not sent kept no venue busy, however late it was dropped.
    guard outcome.attempts > 0 else { return }
    measurement.generator.venueNanoseconds += times.done.nanoseconds - times.lastSent.nanoseconds
  }
}
