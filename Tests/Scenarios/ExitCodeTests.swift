import Glibc
import JSONText
import TestSupport
import Testing

@Suite("Exit codes")
struct ExitCodeTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test("0: everything went well")
  func success() throws {
    let answer = try place.run(["run", "--json"])
    #expect(answer.end == .exited(0), "\(answer.error)")
    let summary = try answer.summary()
    #expect(summary.exitCode == 0)
    #expect(summary.status == "completed")
    #expect(summary.verdict == "pass")
    #expect(summary.slots("completed") == summary.slots("total"))
  }

  @Test("1: slots failed, the run is complete")
  func failedSlots() throws {
    let answer = try place.run(["run", "--fault", "refusal=0.2", "--json"])
    #expect(answer.end == .exited(1), "\(answer.error)")
    let summary = try answer.summary()
    #expect(summary.exitCode == 1)
    #expect(summary.status == "completed")
    #expect(summary.slots("failed") > 0)
    #expect(summary.slots("pending") == 0)
    #expect(summary.verdict == "pass")
  }

  @Test("1: the run was given up")
  func quit() throws {
    let answer = try place.run(["run", "--fault", "failure=1", "--max-retries", "0", "--json"])
    #expect(answer.end == .exited(1), "\(answer.error)")
    let summary = try answer.summary()
    #expect(summary.status == "quit")
    #expect(summary.slots("pending") == summary.slots("total"))
    #expect(answer.error.contains("go on with: simulator resume "))
  }

  @Test(
    "64: the command line cannot be understood",
    arguments: [
      (["run", "--seeed", "7"], "'--seed'"), (["rnu"], "'run'"), (["run", "--seed"], "--seed"),
      (["run", "--venue", "embeded"], "embedded"), (["run", "extra"], "extra"),
      (["run", "--run-id", "../x"], "--run-id"), (["resume"], "no unfinished run"),
      (["run", "--durability", "fsink"], "fsync"),
    ])
  func usage(words: [String], hint: String) throws {
    let answer = try place.run(words)
    #expect(answer.end == .exited(64))
    #expect(answer.error.contains(hint), "\(answer.error)")
    #expect(answer.output.isEmpty)
    #expect(place.everything().isEmpty)
  }

  @Test("64: an unknown run, with the known ones")
  func unknownRun() throws {
    for id in ["nightly-1", "nightly-2"] { try place.run(["run", "--run-id", id]) }
    let answer = try place.run(["resume", "nightly-3"])
    #expect(answer.end == .exited(64))
    #expect(answer.errorLines.count == 1)
    #expect(answer.error.contains("there is no run 'nightly-3'"))
    #expect(answer.error.contains("did you mean 'nightly-"), "\(answer.error)")
    let foreign = try place.run(["resume", "weekly"])
    #expect(foreign.end == .exited(64))
    #expect(foreign.error.contains("nightly-1") && foreign.error.contains("nightly-2"))
    let ambiguous = try place.run(["resume", "nightly"])
    #expect(ambiguous.end == .exited(64))
    let begun = try place.run(["resume", "nightly-1", "--json"])
    #expect(begun.end == .exited(0), "\(begun.error)")
  }

  @Test("80: budgets that the venue contradicts")
  func integrityViolated() throws {
    try place.run(["run", "--run-id", "tampered"])
    var checkpoint = try CheckpointFile(path: place.file("checkpoint.json", of: "tampered"))
    // One unit of money from nowhere, in a budget that balances in itself.
    try checkpoint.addToFirstBudget(of: "USD", members: ["initial", "available"])
    try checkpoint.save()
    let answer = try place.run(["resume", "tampered", "--json"])
    #expect(answer.end == .exited(80), "\(answer.error)")
    let summary = try answer.summary()
    #expect(summary.exitCode == 80)
    #expect(summary.verdict == "fail")
    #expect(summary.violations.contains("asset USD"), "\(summary.violations)")
  }

  @Test("81: outcomes stay unknown, and later look-ups settle them")
  func unknownOutcomes() throws {
    try place.write(
      """
      {"accounts": {"count": 20}, "scheduler": {"trades_per_account": 50},
       "processor": {"max_retries": 0, "retry_base_delay_ms": 0, "on_failure": "continue"},
       "faults": {"timeout_after_apply": 0.4, "timeout_before_apply": 0.1}}
      """, as: "simulator.json")
    var answer = try place.run(["run", "--run-id", "lost", "--json"])
    #expect(answer.end == .exited(81), "\(answer.error)")
    var summary = try answer.summary()
    #expect(summary.verdict == "unknown")
    #expect(summary.slots("unknown") > 0)
    let total = summary.slots("total")
    for _ in 0..<30 where answer.end == .exited(81) {
      answer = try place.run(["resume", "lost", "--json"])
      summary = try answer.summary()
      #expect(summary.slots("pending") == 0)
    }
    #expect(answer.end == .exited(1), "\(answer.error)")
    #expect(summary.slots("completed") + summary.slots("failed") == total)
    #expect(summary.verdict == "pass", "\(summary.violations)")
  }

  @Test(
    "130 and 143: interrupted, with a checkpoint",
    arguments: [(SIGINT, Int32(130), "SIGINT"), (SIGTERM, Int32(143), "SIGTERM")])
  func interrupted(signal: Int32, code: Int32, name: String) throws {
    let process = try place.start(["run", "--run-id", "a", "--trades-per-second", "10", "--json"])
    try process.waitForError("run a:")
    process.send(signal: signal)
    #expect(try process.waitForExit() == .exited(code))
    let summary = try Summary(process.standardOutput)
    #expect(summary.exitCode == Int(code))
    #expect(summary.status == "interrupted")
    #expect(summary.slots("pending") > 0)
    // Nothing was executed, perhaps, and then there is nothing to prove.
    #expect(summary.verdict == (summary.slots("completed") > 0 ? "pass" : "unknown"))
    #expect(process.standardError.contains("\(name): finishing what is in flight"))
    #expect(process.standardError.contains("go on with: simulator resume a"))
    #expect(TextFile.exists(place.file("checkpoint.json", of: "a")))
  }
}
