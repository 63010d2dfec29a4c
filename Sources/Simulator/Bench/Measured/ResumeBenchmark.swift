import Budgets
import Domain
import JSONText
import Journal
import Platform
import Simulation

/// How long a stopped run takes until it executes slots again: from the start of the process to the
/// first new records in the journal.
///
/// Every resumed run goes on to its end and must come to the tape and ledger of a run that was never
/// stopped.
enum ResumeBenchmark {
  private enum Stop: CaseIterable {
    case request
    case kill
    case withoutCheckpoint

    var name: String {
      switch self {
      case .request: "resume/stopped"
      case .kill: "resume/killed"
      case .withoutCheckpoint: "resume/rebuilt"
      }
    }

    var what: String {
      switch self {
      case .request: "stopped by request, with a checkpoint"
      case .kill: "killed just before a checkpoint was due"
      case .withoutCheckpoint: "its checkpoint removed, rebuilt from the journal"
      }
    }

    var target: BenchTarget? { self == .withoutCheckpoint ? nil : .atMost(1) }
  }

  /// Tape and ledger.
  private struct Essence: Equatable {
    let tape: String
    let ledger: String
  }

  /// Long enough for a checkpoint on the way and a kill just before the next.
  private static let slots: UInt64 = 1_250_000
  private static let runID = "resumed"
  /// Records of two crossing slots: two outcomes and a fill.
  private static let recordsPerPair: UInt64 = 3

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let plan = BenchPlan(slots: Int(slots), stateDirectory: session.folder)
    let reference = try reference(plan, session)
    let figures = try session.interleaved(Stop.allCases) { stop in
      let directory = try prepare(stop, plan, session)
      let recovery = try JournalRecovery.inspect(directory.journal)
      let process = try BenchProcess.resume(stop.name, directory, session)
      // A torn group may stand where the new records go; those behind it are new for certain.
      let span = try process.waitForRecord(at: recovery.recordCount + 2 * recordsPerPair)
      let summary = try process.finish(expecting: 0)
      guard let span else {
        throw BenchError.wrong(benchmark: stop.name, message: "no new slot was executed")
      }
      try check(summary, reference, stop)
      try FileSystem.removeTree(directory.path)
      return Double(span.nanoseconds) / 1e9
    }
    return zip(Stop.allCases, figures).map { stop, figures in
      BenchResult(
        stop.name, "\(slots) slots, \(stop.what)", unit: "s", figures, target: stop.target)
    }
  }

  private static func reference(_ plan: BenchPlan, _ session: BenchSession) throws -> Essence {
    let run = try BenchRun("resume", try plan.make(), runID: "reference", session)
    let report = try run.execute().report
    try run.remove()
    return Essence(tape: report.tape.digest, ledger: report.budgets.ledgerHash().digest)
  }

  private static func prepare(
    _ stop: Stop, _ plan: BenchPlan, _ session: BenchSession
  ) throws -> RunDirectory {
    if stop == .kill { return try killed(plan, session) }
    let run = try BenchRun(stop.name, try plan.make(), runID: runID, session)
    _ = try run.execute(stopAt: run.plan.slotCount - 10_000)
    if stop == .withoutCheckpoint { try FileSystem.remove(run.directory.checkpoint) }
    return run.directory
  }

  /// A run killed when 499,000 slots had been executed since its last checkpoint, a thousand before
  /// the next is due. On a machine so slow that the next comes first, or so fast that the run ends,
  /// it is tried again.
  private static func killed(_ plan: BenchPlan, _ session: BenchSession) throws -> RunDirectory {
    let wait = 499_000 / 2 * recordsPerPair
    for _ in 0..<10 {
      try session.stopIfAsked()
      let process = try BenchProcess.run("resume/killed", plan, runID: runID, session)
      let first = try waitForCheckpoint(process)
      if let first, try process.waitForRecord(at: first + wait) != nil {
        try process.kill()
        if try checkpointRecords(process.directory) == first { return process.directory }
      } else {
        try process.kill()
      }
    }
    throw BenchError.unmeasurable(
      benchmark: "resume/killed", message: "the run was never caught before a checkpoint")
  }

  /// Waits for the first checkpoint; nil when the process ends without.
  private static func waitForCheckpoint(_ process: BenchProcess) throws -> UInt64? {
    let clock = SystemClock()
    while true {
      let hasEnded = process.child.status != nil
      if FileSystem.exists(process.directory.checkpoint) {
        return try checkpointRecords(process.directory)
      }
      if hasEnded { return nil }
      clock.sleep(until: clock.now() + .milliseconds(1))
    }
  }

  /// How many journal records the checkpoint vouches for.
  private static func checkpointRecords(_ directory: RunDirectory) throws -> UInt64? {
    try JSONParser.parse(File.read(path: directory.checkpoint))["journal"]?["records"]?
      .uint64Value
  }

  private static func check(
    _ summary: JSONNode, _ reference: Essence, _ stop: Stop
  ) throws {
    let essence = Essence(
      tape: summary["tape_hash"]?.stringValue ?? "",
      ledger: summary["ledger_hash"]?.stringValue ?? "")
    try Benchmark.require(
      essence == reference, stop.name, "tape or ledger differ from those of an unstopped run")
    let completed = summary["slots"]?["completed"]?.uint64Value ?? 0
    try Benchmark.require(
      completed == slots, stop.name, "\(completed) slots completed, expected \(slots)")
  }
}
