import JSONText
import Platform
import Simulation

/// A process of this program that executes or resumes a run, as a user would start it.
struct BenchProcess {
  let benchmark: String
  let directory: RunDirectory
  /// The moment before it was started.
  let started: Instant
  let child: ChildProcess

  /// Starts `run` with a plan.
  static func run(
    _ benchmark: String, _ plan: BenchPlan, runID: String, _ session: BenchSession
  ) throws -> BenchProcess {
    let directory = RunDirectory(stateDirectory: session.folder, runID: runID)
    if FileSystem.exists(directory.path) { try FileSystem.removeTree(directory.path) }
    let file = "\(session.folder)/\(runID).json"
    try File.writeAtomically(path: file, Array(plan.text.utf8))
    return try BenchProcess(
      benchmark, directory, ["run", "--config", file, "--run-id", runID], session)
  }

  /// Starts `resume` with a run that stopped.
  static func resume(
    _ benchmark: String, _ directory: RunDirectory, _ session: BenchSession
  ) throws -> BenchProcess {
    try BenchProcess(benchmark, directory, ["resume", directory.runID], session)
  }

  private init(
    _ benchmark: String, _ directory: RunDirectory, _ words: [String], _ session: BenchSession
  ) throws {
    self.benchmark = benchmark
    self.directory = directory
    started = SystemClock().now()
    child = try ChildProcess(
      session.executable, words + ["--state-dir", session.folder, "--json", "--progress", "none"])
  }

  /// Waits for the end and gives the summary.
  ///
  /// - Throws: `BenchError.wrong` when it ended otherwise than expected, or its audit did not pass, unless it
  ///   was interrupted and much was left out.
  func finish(expecting code: Int32) throws -> JSONNode {
    let end = try child.waitForExit(timeout: .seconds(300))
    try Benchmark.require(
      end == .exited(code), benchmark, "\(end), expected \(code): \(child.standardError)")
    let summary = try JSONParser.parse(Array(child.standardOutput.utf8))
    // A run that was interrupted leaves out what takes too long to replay; a completed one nothing.
    let verdict = summary["audit"]?["verdict"]?.stringValue
    try Benchmark.require(
      verdict == "pass" || (code != ExitCode.success.rawValue && verdict == "unknown"), benchmark,
      "the audit says \(verdict ?? "nothing")")
    return summary
  }

  /// Kills it, as SIGKILL does; nothing is tidied up.
  func kill() throws {
    child.send(signal: 9)
    try child.waitForExit()
  }

  /// Waits until the journal holds a record at `ordinal`, and gives the time since the start.
  ///
  /// - Returns: nil when the process ended before.
  func waitForRecord(at ordinal: UInt64) throws -> TimeSpan? {
    let offset = Int64(ordinal + 1) * Int64(CacheLine.byteCount)
    let clock = SystemClock()
    while true {
      let hasEnded = child.status != nil
      if let journal = try? File(path: directory.journal, mode: .read),
        let line = try journal.line(at: offset), !line.isZero
      {
        return clock.now() - started
      }
      if hasEnded { return nil }
      clock.sleep(until: clock.now() + .microseconds(100))
    }
  }
}
