import Budgets
import Domain

extension RunRecords {
  /// All that is to be said about the run: its last checkpoint, and what its journal holds beyond it
  /// executed again and compared.
  ///
  /// - Parameter inspector: looks at the restored run and its venue.
  /// - Throws: `RunError` when journal and plan contradict each other.
  public func report(inspector: inout some RunInspector) throws(RunError) -> RunReport {
    var visitor = ReportVisitor(records: self, inspector: inspector)
    try visitLanes(.records, &visitor)
    inspector = visitor.inspector
    guard let report = visitor.report else { preconditionFailure("no venue was visited") }
    return report
  }
}

private struct ReportVisitor<Inspector: RunInspector>: LanesVisitor {
  let records: RunRecords
  var inspector: Inspector
  var report: RunReport?

  mutating func visit<V: Venue & ~Copyable>(_ lanes: RestoredLanes<V>) throws(RunError) {
    var totals = RunTotals(plan: records.plan)
    for lane in lanes.lanes {
      guard let core = lane.core.take() else { preconditionFailure("a lane is taken twice") }
      inspector.inspect(core)
      totals.add(core)
    }
    inspector.conclude(totals)
    guard let budgets = totals.budgets, let summary = totals.budgetSummary,
      let measurement = lanes.measurement
    else { preconditionFailure("a run without lanes") }
    report = RunReport(
      runID: records.directory.runID, plan: records.plan, status: records.status,
      statistics: totals.statistics, budgets: budgets, budgetSummary: summary, tape: totals.tape,
      measurement: measurement, endedBy: records.endedBy,
      elapsedNanoseconds: lanes.elapsedNanoseconds,
      checkpointPath: records.directory.checkpoint)
  }
}
