import Audit
import Journal
import Platform
import Simulation

/// One run of a plan in this process, with its records in real files.
struct BenchRun {
  /// What came of a run.
  struct Outcome {
    let report: RunReport
    /// From the start of the session to the last checkpoint, in nanoseconds.
    let nanoseconds: Double
    /// The slots alone, from the first to the last.
    let slots: BenchControl.Cost
  }

  let benchmark: String
  let plan: Plan
  let directory: RunDirectory

  /// Makes the run's folder below the session's, in place of one of that name.
  init(_ benchmark: String, _ plan: Plan, runID: String, _ session: BenchSession) throws {
    self.benchmark = benchmark
    self.plan = plan
    let store = RunStore(stateDirectory: session.folder)
    directory = store.directory(runID)
    if FileSystem.exists(directory.path) { try FileSystem.removeTree(directory.path) }
    let now = SystemClock().wallTime
    _ = try store.create(runID: runID, at: now)
    let file = RunFile(runID: runID, createdAt: now, plan: plan)
    try File.writeAtomically(path: directory.runFile, file.encoded())
  }

  /// Executes the run and asserts that it came to what its plan says.
  ///
  /// - Parameters:
  ///   - stop: the slot to stop at, as if a signal had come then; nil for none.
  ///   - replaysRecords: whether the run ends with the audit that `simulator run` ends with.
  func execute(stopAt stop: UInt64? = nil, replaysRecords: Bool = false) throws -> Outcome {
    let lock = try RunLock(directory)
    defer { _ = lock }
    let clock = SystemClock()
    let control = BenchControl(stopAt: stop)
    var inspector: any RunInspector = EndOfRunAudit()
    var report: RunReport?
    let nanoseconds = try Stopwatch.nanoseconds {
      if replaysRecords {
        let replay = RecordReplay(plan, directory)
        replay.follow()
        inspector = EndOfRunAudit(replay: replay)
      }
      report = try RunSession(
        plan: plan, directory: directory, clock: clock, control: control,
        createdAt: clock.wallTime, notice: { _ in }
      ).execute(.fresh, inspector: &inspector)
    }
    if Interruption.isRequested { throw BenchError.interrupted }
    guard let report, let audit = (inspector as? EndOfRunAudit)?.result else {
      throw BenchError.wrong(benchmark: benchmark, message: "no audit was made")
    }
    try check(report, audit, slots: stop ?? plan.slotCount)
    guard let cost = control.cost else {
      throw BenchError.wrong(benchmark: benchmark, message: "it showed no progress at its end")
    }
    return Outcome(report: report, nanoseconds: nanoseconds, slots: cost)
  }

  private func check(_ report: RunReport, _ audit: AuditResult, slots: UInt64) throws {
    let counts = report.statistics
    try Benchmark.require(
      audit.verdict == .pass, benchmark, audit.violations.first?.message ?? "not audited")
    try Benchmark.require(
      counts.completed == slots && counts.finished == slots, benchmark,
      "\(counts.completed) of \(slots) slots completed, \(counts.failed) failed")
    let matches = plan.configuration.venue.type == .embedded ? slots / 2 : 0
    try Benchmark.require(
      counts.matches == matches, benchmark, "\(counts.matches) matches, expected \(matches)")
    let recovery = try JournalRecovery.inspect(directory.journal)
    try Benchmark.require(
      recovery.frontier == slots && recovery.recordCount == slots + matches, benchmark,
      "the journal holds \(recovery.recordCount) records up to slot \(recovery.frontier)")
  }

  /// Removes the run's files.
  func remove() throws { try FileSystem.removeTree(directory.path) }
}
