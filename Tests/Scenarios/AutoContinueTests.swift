import TestSupport
import Testing

@Suite("Asking before each further iteration")
struct AutoContinueTests {
  private let place: Workplace
  private let words = ["run", "--iterations", "3", "--budget", "1000000", "--no-auto-continue"]

  init() throws { place = try Workplace() }

  @Test("yes goes on, no stops, and resuming goes on behind it")
  func yesAndNo() throws {
    let reference = try place.run(words + ["--json"]).summary()
    let terminal = try place.terminal(words + ["--run-id", "a"])
    try terminal.waitForOutput("Schedule 1 of 3 is done. Go on with the next? [Y/n] ")
    try terminal.press("what\r")
    try terminal.waitForOutput("Please answer yes or no.")
    try terminal.press("y\r")
    try terminal.waitForOutput("Schedule 2 of 3 is done. Go on with the next? [Y/n] ")
    try terminal.press("n\r")
    #expect(try terminal.waitForExit() == .exited(1))
    #expect(terminal.output.contains("200 of 300 slots"))
    let again = try place.terminal(["resume", "a"])
    #expect(try again.waitForExit() == .exited(0))
    #expect(!again.output.contains("Go on with the next?"))
    let resumed = try place.run(["resume", "a", "--json"]).summary()
    #expect(resumed.essence == reference.essence)
  }

  @Test("the end of input is a no, Ctrl-C an interruption")
  func otherEnds() throws {
    for (keys, code) in [("\u{4}", Int32(1)), ("\u{3}", 130)] {
      let terminal = try place.terminal(words)
      try terminal.waitForOutput("Go on with the next? [Y/n] ")
      try terminal.press(keys)
      #expect(try terminal.waitForExit() == .exited(code))
      #expect(terminal.output.contains("go on with: simulator resume"))
    }
  }

  @Test("without a terminal it goes on")
  func noTerminal() throws {
    let answer = try place.run(words + ["--json"])
    #expect(answer.end == .exited(0), "\(answer.error)")
    #expect(try answer.summary().slots("completed") == 300)
  }
}
