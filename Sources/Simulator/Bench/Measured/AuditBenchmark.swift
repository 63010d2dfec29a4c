import Audit
import Domain
import Platform
import Simulation

/// How many slots a second are audited from the records of a run, and what an audit at its end costs a
/// run that a thread of the audit follows meanwhile.
enum AuditBenchmark {
  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let slots = session.size(2_000_000, quick: 200_000)
    return try records(slots, session) + [try endOfRun(slots, session)]
  }

  /// From opening the files of a completed run to the verdict.
  private static func records(
    _ slots: Int, _ session: BenchSession
  ) throws -> [BenchResult] {
    let plan = try BenchPlan(slots: slots, stateDirectory: session.folder).make()
    let run = try BenchRun("audit/records", plan, runID: "audited", session)
    _ = try run.execute()
    let figures = try session.interleaved([run.directory]) { directory in
      var verdict: AuditVerdict?
      var facts: UInt64 = 0
      let nanoseconds = try Stopwatch.nanoseconds {
        let records = try RunRecords(reading: directory)
        var audit = EndOfRunAudit(replay: RecordReplay(records.plan, directory))
        _ = try records.report(inspector: &audit)
        verdict = audit.result.verdict
        facts = audit.result[.resumption].factCount
      }
      try Benchmark.require(
        verdict == .pass && facts == UInt64(slots), "audit/records",
        "\(facts) of \(slots) slots were audited")
      return Double(slots) * 1e9 / nanoseconds
    }
    try run.remove()
    return [
      BenchResult(
        "audit/records", "\(slots) slots of an embedded run, from its files to the verdict",
        unit: "slots/s", figures[0], target: .atLeast(1_000_000))
    ]
  }

  /// Time of a run with its audit, divided by that of the same run without, round by round.
  private static func endOfRun(_ slots: Int, _ session: BenchSession) throws -> BenchResult {
    let plan = try BenchPlan(slots: slots, stateDirectory: session.folder).make()
    let figures = try session.interleaved([false, true]) { isAudited in
      let run = try BenchRun("audit/run", plan, runID: "run", session)
      let outcome = try run.execute(replaysRecords: isAudited)
      try run.remove()
      return outcome.nanoseconds
    }
    let ratios = zip(figures[1], figures[0]).map { $0 / $1 }
    return BenchResult(
      "audit/run", "time of an embedded run with its audit to that without", unit: "ratio", ratios,
      target: .atMost(1.25))
  }
}
