import JSONText
import Journal
import Platform
import Simulation

/// How fast Ctrl-C is answered, and how fast the process ends with a checkpoint.
enum InterruptBenchmark {
  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    var toMessage: [Double] = []
    var toExit: [Double] = []
    for round in 0..<session.rounds {
      try session.stopIfAsked()
      let (message, exit) = try interrupt(afterMilliseconds: 300 + 37 * Int64(round), session)
      toMessage.append(Double(message.nanoseconds) / 1e6)
      toExit.append(Double(exit.nanoseconds) / 1e6)
    }
    return [
      BenchResult(
        "interrupt/message", "from SIGINT to the first message", unit: "ms", toMessage,
        target: .atMost(100)),
      BenchResult(
        "interrupt/exit", "from SIGINT to the end of the process, checkpoint written", unit: "ms",
        toExit, target: .atMost(2000)),
    ]
  }

  private static func interrupt(
    afterMilliseconds delay: Int64, _ session: BenchSession
  ) throws -> (message: TimeSpan, exit: TimeSpan) {
    let plan = BenchPlan(slots: 1_000_000_000, stateDirectory: session.folder)
    let process = try BenchProcess.run("interrupt", plan, runID: "interrupted", session)
    try Benchmark.require(
      try process.waitForRecord(at: 0) != nil, "interrupt", "the run ended by itself")
    let clock = SystemClock()
    clock.sleep(until: clock.now() + .milliseconds(delay))
    let sent = clock.now()
    process.child.send(signal: StopSignal.interrupt.number)
    try process.child.waitForError("SIGINT")
    let message = clock.now() - sent
    let summary = try process.finish(expecting: StopSignal.interrupt.exitCode)
    let exit = clock.now() - sent
    let frontier = try JournalRecovery.inspect(process.directory.journal).frontier
    try Benchmark.require(
      summary["slots"]?["completed"]?.uint64Value == frontier && frontier > 0, "interrupt",
      "the summary counts other slots than the journal, which ends at \(frontier)")
    try Benchmark.require(
      RunOverview(process.directory).state == .interrupted, "interrupt",
      "the checkpoint does not say that the run was interrupted")
    try FileSystem.removeTree(process.directory.path)
    return (message, exit)
  }
}
