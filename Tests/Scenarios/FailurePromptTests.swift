import TestSupport
import Testing

@Suite("The question about a failing slot, on a terminal")
struct FailurePromptTests {
  private let place: Workplace
  private static let question = "[R]etry, [S]kip, [C]ontinue or [Q]uit? "

  /// Four slots, each of which fails at every try.
  init() throws {
    place = try Workplace()
    try place.write(
      """
      {"accounts": {"count": 2}, "scheduler": {"trades_per_account": 2},
       "processor": {"max_retries": 1, "retry_base_delay_ms": 1}, "faults": {"failure": 1}}
      """, as: "simulator.json")
  }

  /// Waits for the question about a slot and answers it.
  private func answer(
    _ terminal: PseudoTerminal, slot: Int, tries: Int, with keys: String
  ) throws {
    let report = "Slot \(slot) failed after \(tries) tries: "
    try terminal.waitForOutput(report)
    let start = try #require(terminal.output.utf8.firstRange(of: report.utf8))
    let mark = terminal.output.utf8.distance(
      from: terminal.output.utf8.startIndex, to: start.lowerBound)
    try terminal.waitForOutput(Self.question, after: mark)
    try terminal.press(keys)
  }

  private func statistics(of run: String) throws -> [String: UInt64] {
    let text = try #require(TextFile.read(place.file("checkpoint.json", of: run)))
    var counts: [String: UInt64] = [:]
    for name in ["completed", "failed", "skipped", "unknown"] {
      let range = try #require(text.firstRange(of: "\"\(name)\": "))
      counts[name] = UInt64(text[range.upperBound...].prefix { $0.isNumber })
    }
    return counts
  }

  @Test("retry tries again beyond the limit, skip and continue go on, quit stops")
  func allAnswers() throws {
    let terminal = try place.terminal(["run", "--run-id", "a"])
    try answer(terminal, slot: 0, tries: 2, with: "r\r")
    try answer(terminal, slot: 0, tries: 3, with: "retry\r")
    try answer(terminal, slot: 0, tries: 4, with: "s\r")
    try answer(terminal, slot: 1, tries: 2, with: "Continue\r")
    try answer(terminal, slot: 2, tries: 2, with: "q\r")
    #expect(try terminal.waitForExit() == .exited(1))
    #expect(terminal.output.contains("go on with: simulator resume a"))
    #expect(terminal.output.contains("account test-account-1, market "))
    #expect(
      try statistics(of: "a") == ["completed": 0, "failed": 1, "skipped": 1, "unknown": 0])
    // What was quit stays pending: it is taken up again, and counts on.
    let again = try place.terminal(["resume"])
    try answer(again, slot: 2, tries: 4, with: " SKIP \r")
    try answer(again, slot: 3, tries: 2, with: "c\r")
    #expect(try again.waitForExit() == .exited(1))
    #expect(
      try statistics(of: "a") == ["completed": 0, "failed": 2, "skipped": 2, "unknown": 0])
    // Failed slots are taken up by 'resume --failed' alone, and only they.
    let plain = try place.run(["resume", "a", "--json"])
    #expect(plain.end == .exited(1))
    let failed = try place.terminal(["resume", "a", "--failed"])
    try answer(failed, slot: 1, tries: 2, with: "s\r")
    try answer(failed, slot: 3, tries: 2, with: "s\r")
    #expect(try failed.waitForExit() == .exited(0))
    #expect(
      try statistics(of: "a") == ["completed": 0, "failed": 0, "skipped": 4, "unknown": 0])
  }

  @Test("an answer that is none is asked for again")
  func invalidAnswer() throws {
    let terminal = try place.terminal(["run"])
    try answer(terminal, slot: 0, tries: 2, with: "maybe\r")
    try terminal.waitForOutput("Please answer retry, skip, continue or quit.")
    var mark = terminal.mark
    try terminal.press("\r")
    try terminal.waitForOutput("Please answer retry, skip, continue or quit.", after: mark)
    mark = terminal.mark
    try terminal.press("QUIT\r")
    #expect(try terminal.waitForExit() == .exited(1))
  }

  @Test("the end of input quits")
  func endOfInput() throws {
    let terminal = try place.terminal(["run", "--run-id", "a"])
    try answer(terminal, slot: 0, tries: 2, with: "\u{4}")
    #expect(try terminal.waitForExit() == .exited(1))
    #expect(terminal.output.contains("End of input: quitting."))
    let rest = try place.run(["resume", "a", "--on-failure", "skip", "--json"])
    #expect(rest.end == .exited(0), "\(rest.error)")
    #expect(try rest.summary().slots("skipped") == 4)
  }

  @Test("Ctrl-C at the question interrupts")
  func interrupt() throws {
    let terminal = try place.terminal(["run", "--run-id", "a"])
    try answer(terminal, slot: 0, tries: 2, with: "\u{3}")
    #expect(try terminal.waitForExit() == .exited(130))
    #expect(terminal.output.contains("go on with: simulator resume a"))
    #expect(
      try statistics(of: "a") == ["completed": 0, "failed": 0, "skipped": 0, "unknown": 0])
  }

  @Test("a slot that may have been taken is called so")
  func unknownFate() throws {
    let terminal = try place.terminal([
      "run", "--run-id", "a", "--fault", "failure=0", "--fault", "timeout_after_apply=1",
    ])
    try answer(terminal, slot: 0, tries: 2, with: "s\r")
    #expect(terminal.output.contains("It may have been taken"))
    try answer(terminal, slot: 1, tries: 2, with: "\u{3}")
    #expect(try terminal.waitForExit() == .exited(130))
    #expect(
      try statistics(of: "a") == ["completed": 0, "failed": 0, "skipped": 0, "unknown": 1])
  }

  @Test("nobody is asked with --no-input, or with a policy given, even on a terminal")
  func noInput() throws {
    for (words, code) in [
      (["--no-input"], 1), (["--on-failure", "skip"], 0), (["--on-failure", "continue"], 1),
    ] as [([String], Int32)] {
      let terminal = try place.terminal(["run"] + words)
      #expect(try terminal.waitForExit() == .exited(code))
      #expect(!terminal.output.contains("[R]etry"), "\(words)")
    }
  }
}

@Suite("A failing slot, without a terminal")
struct FailurePolicyTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write(
      """
      {"processor": {"max_retries": 1, "retry_base_delay_ms": 0}, "faults": {"failure": 0.5},
       "budget": {"budgets": [{"amount": 1000000}]}}
      """, as: "simulator.json")
  }

  @Test(
    "every policy",
    arguments: [
      ("retry", Int32(0), "completed"), ("skip", 0, "completed"), ("continue", 1, "completed"),
      ("quit", 1, "quit"), (nil, 1, "quit"),
    ])
  func policy(name: String?, code: Int32, status: String) throws {
    let answer = try place.run(["run", "--json"] + (name.map { ["--on-failure", $0] } ?? []))
    #expect(answer.end == .exited(code), "\(answer.error)")
    let summary = try answer.summary()
    #expect(summary.status == status)
    let isEmpty = summary.slots("completed") == 0
    #expect(summary.verdict == (isEmpty ? "unknown" : "pass"), "\(summary.violations)")
    #expect((summary.slots("completed") == 100) == (name == "retry"))
    #expect((summary.slots("skipped") > 0) == (name == "skip"))
    #expect((summary.slots("failed") > 0) == (name == "continue"))
    #expect((summary.slots("pending") > 0) == (status == "quit"))
    #expect(!answer.error.contains("[R]etry"))
  }

  @Test("a policy of the configuration holds, and resuming may choose another")
  func configured() throws {
    try place.write(
      """
      {"processor": {"max_retries": 0, "retry_base_delay_ms": 0, "on_failure": "skip"},
       "faults": {"failure": 0.5}, "budget": {"budgets": [{"amount": 1000000}]}}
      """, as: "other.json")
    let skipped = try place.run(["run", "--config", "other.json", "--json"])
    #expect(try skipped.summary().slots("skipped") > 0)
    let quit = try place.run(["run", "--run-id", "a", "--json"])
    #expect(try quit.summary().status == "quit")
    let resumed = try place.run(["resume", "a", "--on-failure", "retry", "--json"])
    #expect(resumed.end == .exited(0), "\(resumed.error)")
    #expect(try resumed.summary().slots("completed") == 100)
  }

  @Test("failed slots are tried again until none is left")
  func retryFailed() throws {
    var answer = try place.run([
      "run", "--run-id", "a", "--fault", "timeout_after_apply=0.2", "--on-failure", "continue",
      "--json",
    ])
    for _ in 0..<50 where answer.end != .exited(0) {
      answer = try place.run(["resume", "a", "--failed", "--json"])
      let summary = try answer.summary()
      #expect(summary.verdict != "fail", "\(summary.violations)")
      #expect(summary.slots("pending") == 0)
    }
    #expect(answer.end == .exited(0), "\(answer.error)")
    #expect(try answer.summary().slots("completed") == 100)
    #expect(try answer.summary().verdict == "pass")
  }
}
