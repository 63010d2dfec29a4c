import TestSupport
import Testing

@testable import Simulator

@Suite("The program as a process")
struct ProgramTests {
  private func run(_ words: [String]) throws -> (status: ProcessEnd, output: String, error: String)
  {
    let child = try ChildProcess(SimulatorBinary.path, words)
    let status = try child.waitForExit()
    return (status, child.standardOutput, child.standardError)
  }

  @Test("without words it explains itself on standard output")
  func noWords() throws {
    let answer = try run([])
    #expect(answer.status == .exited(0))
    #expect(answer.output == HelpText(style: .plain).text(for: .simulator))
    #expect(answer.error.isEmpty)
  }

  @Test("help for a command is the same however it is asked for")
  func equalHelp() throws {
    let command = try run(["help", "run"]).output
    #expect(command == HelpText(style: .plain).text(for: RunCommand.definition))
    #expect(try run(["run", "--help"]).output == command)
    #expect(try run(["-h", "run"]).output == command)
  }

  @Test("mistakes go to standard error, with code 64")
  func mistakes() throws {
    let answer = try run(["run", "--sed", "7"])
    #expect(answer.status == .exited(64))
    #expect(answer.output.isEmpty)
    #expect(
      answer.error == """
        simulator: error: unknown option '--sed' for 'run'; did you mean '--seed'?
        Try 'simulator help run'.

        """)
  }

  @Test("results that cannot be written are an error")
  func fullDisk() throws {
    let child = try ChildProcess(
      "/bin/sh", ["-c", "exec \(SimulatorBinary.path) help > /dev/full"])
    #expect(try child.waitForExit() == .exited(70))
    #expect(child.standardError.hasPrefix("simulator: error: "))
    #expect(child.standardError.contains("No space left on device"))
  }

  @Test(
    "colours only on a terminal, and only when nobody refuses them",
    arguments: [
      ([], [:], true), (["--no-color"], [:], false), ([], ["NO_COLOR": "1"], false),
      ([], ["NO_COLOR": ""], true), ([], ["TERM": "dumb"], false),
    ] as [([String], [String: String], Bool)])
  func colors(words: [String], variables: [String: String], isColored: Bool) throws {
    let environment = ["TERM": "xterm"].merging(variables) { $1 }
    let terminal = try PseudoTerminal(
      SimulatorBinary.path, ["help"] + words, environment: environment)
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.output.contains("\u{1B}[1mUsage:\u{1B}[0m") == isColored)
    #expect(terminal.output.contains("\u{1B}") == isColored)
  }
}
