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
    try visitCore(from: restoration.checkpoint?.state, restoration.budgets, &visitor)
    inspector = visitor.inspector
    guard let report = visitor.report else { preconditionFailure("no venue was visited") }
    return report
  }
}

private struct ReportVisitor<Inspector: RunInspector>: CoreVisitor {
  let records: RunRecords
  var inspector: Inspector
  var report: RunReport?

  mutating func visit<V: Venue & ~Copyable>(
    _ core: inout ExecutionCore<V>
  ) throws(RunError) {
    var restoration = records.restoration
    try restoration.finish(&core)
    inspector.inspect(core)
    report = RunReport(
      runID: records.directory.runID, plan: records.plan, status: records.status,
      statistics: core.statistics, budgets: core.budgets, tape: core.tape,
      latency: restoration.latency, elapsedNanoseconds: restoration.elapsedNanoseconds,
      checkpointPath: records.directory.checkpoint)
  }
}
