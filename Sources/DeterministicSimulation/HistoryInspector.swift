import Audit
import Budgets
import Domain
import Simulation

/// Audits a run that ended, and takes what it is compared by.
struct HistoryInspector: RunInspector {
  private var audit: EndOfRunAudit
  /// What the run came to.
  private(set) var state = FinalState()
  /// How many slots were executed.
  private(set) var executed: UInt64 = 0

  /// Replays the records of the run in `directory` as well.
  init(_ plan: Plan, _ directory: RunDirectory) {
    audit = EndOfRunAudit(replay: RecordReplay(plan, directory, usesThreads: false))
  }

  /// What the audit found wrong.
  var violations: [Problem] {
    audit.result.violations.map { Problem("audit: \($0.check)", $0.message) }
  }

  mutating func inspect<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {
    audit.inspect(core)
    if core.frontier >= core.plan.slotCount { state.venues.append(core.venue.encodedState()) }
  }

  mutating func conclude(_ totals: RunTotals) {
    audit.conclude(totals)
    state.tape = totals.tape
    state.statistics = totals.statistics
    state.ledger = totals.budgets?.ledgerHash().digest ?? ""
    executed = totals.executed
  }
}
