import Domain
import Glibc
import TestSupport
import Testing

@Suite("Signals")
struct SignalTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  /// Starts run `a` and waits until it does nothing but wait.
  private func startAndSettle(_ words: [String]) throws -> ChildProcess {
    let process = try place.start(["run", "--run-id", "a"] + words)
    try process.waitForError("run a:")
    usleep(400_000)
    return process
  }

  @Test(
    "Ctrl-C once: said at once, checkpoint, summary, and the rest comes out as if nothing was",
    arguments: [
      Occupation.pacing, .backoff, .lostAnswer, .delay, .stall,
    ])
  func once(busy: Occupation) throws {
    try place.write(busy.configuration, as: "simulator.json")
    let (seed, reference) = try busy.suitablePlan(place)
    let process = try startAndSettle(["--json", "--seed", "\(seed)", "--budget", "1000000"])
    let watch = Measured()
    process.send(signal: SIGINT)
    try process.waitForError("SIGINT: finishing what is in flight")
    let toMessage = watch.elapsed
    #expect(try process.waitForExit() == .exited(130))
    let toEnd = watch.elapsed
    Measured.report("Ctrl-C to message, \(busy.testDescription)", toMessage)
    Measured.report("Ctrl-C to end, \(busy.testDescription)", toEnd)
    #expect(toMessage < .seconds(1))
    #expect(toEnd < .seconds(5))
    let stopped = try Summary(process.standardOutput)
    #expect(stopped.status == "interrupted")
    #expect(stopped.slots("pending") > 0, "the run was over before it was interrupted")
    #expect(stopped.verdict != "fail", "\(stopped.violations)")
    let resumed = try place.run(["resume", "a", "--json"])
    #expect(resumed.end == .exited(0), "\(resumed.error)")
    #expect(try resumed.summary().essence == reference.essence)
    #expect(try resumed.summary().verdict == "pass")
    #expect(
      try JournalFile(path: place.file("journal", of: "a")).slotsOfMainPass == Array(0..<100))
  }

  @Test("Ctrl-C twice: ends at once, and the run can be resumed")
  func twice() throws {
    // So many budgets that the checkpoint takes a moment.
    let words = [
      "run", "--accounts", "4000", "--trades-per-account", "40", "--budget", "1000000", "--json",
    ]
    let reference = try place.run(words).summary()
    var random = SplitMix64(seed: 7)
    var endedAtOnce = 0
    for number in 0..<12 {
      let run = "r\(number)"
      let process = try place.start(words + ["--run-id", run])
      try process.waitForError("run \(run):")
      usleep(UInt32(random.next(below: UInt64(60_000))))
      process.send(signal: SIGINT)
      usleep(UInt32(random.next(below: UInt64(20_000))))
      process.send(signal: SIGINT)
      let watch = Measured()
      let end = try process.waitForExit()
      #expect(end == .exited(130) || end == .exited(0))
      if process.standardOutput.isEmpty && end == .exited(130) {
        endedAtOnce += 1
        #expect(watch.elapsed < .seconds(1))
      }
      let resumed = try place.run(["resume", run, "--json"])
      #expect(resumed.end == .exited(0), "seed 7, run \(number): \(resumed.error)")
      #expect(try resumed.summary().essence == reference.essence, "seed 7, run \(number)")
    }
    print("measured: Ctrl-C twice: \(endedAtOnce) of 12 ended before the summary")
    #expect(endedAtOnce > 0)
  }

  @Test("a terminal that is closed interrupts")
  func hangUp() throws {
    let words = ["run", "--budget", "1000000"]
    let reference = try place.run(words + ["--json"]).summary()
    let terminal = try place.terminal(words + ["--run-id", "a", "--trades-per-second", "50"])
    try terminal.waitForOutput("run a:")
    terminal.hangUp()
    #expect(try terminal.waitForExit(timeout: .seconds(5)) == .exited(143))
    #expect(TextFile.exists(place.file("checkpoint.json", of: "a")))
    let resumed = try place.run(["resume", "--json"])
    #expect(resumed.end == .exited(0), "\(resumed.error)")
    #expect(try resumed.summary().essence == reference.essence)
  }

  @Test("Ctrl-C on a terminal: the message is on a line of its own")
  func onTerminal() throws {
    let terminal = try place.terminal(["run", "--trades-per-second", "20"])
    try terminal.waitForOutput("left")
    try terminal.press("\u{3}")
    #expect(try terminal.waitForExit() == .exited(130))
    #expect(terminal.output.contains("\u{1B}[JSIGINT: finishing what is in flight"))
  }

  @Test("SIGUSR1 prints a line, and the run goes on", arguments: [[], ["--quiet"]])
  func summaryLine(options: [String]) throws {
    try place.write(
      #"{"processor": {"trades_per_second": 60}, "budget": {"budgets": [{"amount": 1000000}]}}"#,
      as: "simulator.json")
    let process = try place.start(["run", "--run-id", "a", "--json"] + options)
    while !TextFile.exists(place.file("journal", of: "a")) { usleep(1000) }
    // The announcement, where there is one, is here by then.
    try? process.waitForError("something that never comes", timeout: .milliseconds(300))
    let lines = { process.standardError.split(separator: "\n").filter { $0.contains(" slots, ") } }
    let announced = lines().count
    for count in announced + 1...announced + 2 {
      process.send(signal: SIGUSR1)
      let watch = Measured()
      while lines().count < count && watch.elapsed < .seconds(1) {
        try? process.waitForError("something that never comes", timeout: .milliseconds(5))
      }
      #expect(lines().count == count, "\(process.standardError)")
      Measured.report("SIGUSR1 to line", watch.elapsed)
    }
    #expect(try process.waitForExit() == .exited(0))
    #expect(lines().count == announced + 2, "\(process.standardError)")
    #expect(try Summary(process.standardOutput).slots("completed") == 100)
  }
}
