import Domain
import Journal

/// What executing a journal again adds up to.
struct ReplaySteps {
  var measurement: RunMeasurement
  /// The latest moment that the journal tells of, in nanoseconds of the run.
  private(set) var last: Int64 = 0
  /// The first contradiction; nil when there is none.
  private(set) var problem: String?

  init(measurement: RunMeasurement) { self.measurement = measurement }

  /// Executes one slot again; false when the journal contradicts what comes of it.
  mutating func take<V: Venue & ~Copyable>(
    _ group: borrowing JournalGroup, _ core: inout ExecutionCore<V>
  ) -> Bool {
    guard problem == nil else { return false }
    let record = group.outcome
    last = max(last, record.doneAtNanoseconds)
    let before = core.deferredSlot(record.slot)
    let isLater = record.isAmendment && record.pass != DeferredSlot.pass
    let wasUnknown = isLater && core.unknownSlots.contains { $0.sequence == record.slot }
    do throws(RecoveryMismatch) {
      try core.reexecute(record, group.fills)
    } catch {
      problem = "\(error)"
      return false
    }
    measurement.record(
      record, core.plan.scheduler.slot(at: record.slot),
      replacing: isLater ? (wasUnknown ? .unknown : .failed) : nil, before: before,
      isOpen: core.plan.configuration.load.isOpen)
    return true
  }

  /// Books one transfer again.
  mutating func take<V: Venue & ~Copyable>(
    _ transfer: TransferRecord, _ core: inout ExecutionCore<V>
  ) {
    guard problem == nil, !core.apply(transfer) else { return }
    problem =
      "transfer \(transfer.number) \(transfer.isOutgoing ? "to" : "from") lane \(transfer.peer) does "
      + "not fit the budgets before it"
  }
}

extension RunMeasurement {
  /// Counts what the journal tells of a slot. When the first of several sends was it does not tell.
  mutating func record(
    _ outcome: OutcomeRecord, _ slot: ActionSlot, replacing old: SlotState?,
    before: DeferredSlot?, isOpen: Bool
  ) {
    guard let told = outcome.outcome, told.decision != .retry else { return }
    let planned = outcome.plannedAtNanoseconds
    let sent = planned &+ Int64(clamping: outcome.sentDelayNanoseconds)
    let attempts = UInt64(outcome.attempts) + UInt64(before?.attempts ?? 0)
    if old == nil && isOpen { recordOffered(plannedAt: planned) }
    let first = before?.firstSentAtNanoseconds ?? (attempts == 1 ? sent : nil)
    record(
      SlotSample(
        market: slot.market, action: slot.action, plannedAt: planned,
        firstSentAt: first ?? sent, hasFirstSent: first != nil, lastSentAt: sent,
        doneAt: outcome.doneAtNanoseconds, state: told.state, replaced: old,
        isOffered: old == nil && !isOpen,
        isDropped: told.isDropped, attempts: attempts, retries: max(attempts, 1) - 1,
        matches: UInt64(outcome.fillCount)))
  }
}
