import Glibc
import TestSupport
import Testing

@Suite("Driving processes on a terminal")
struct PseudoTerminalTests {
  @Test("the child sees a terminal of the size given")
  func isTerminal() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "test -t 0 && test -t 1 && test -t 2 && stty size < /dev/tty"],
      columns: 100, rows: 30)
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.output == "30 100\r\n")
  }

  @Test("keys arrive, and what follows the mark is told from what was before")
  func keys() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "stty -echo; echo ready; read a; echo got $a; read b; echo got $b"])
    try terminal.waitForOutput("ready")
    try terminal.press("one\r")
    try terminal.waitForOutput("got one")
    let mark = terminal.mark
    try terminal.press("two\r")
    try terminal.waitForOutput("got", after: mark)
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.output.contains("got two"))
  }

  @Test("Ctrl-C interrupts")
  func interrupt() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      ["-c", "trap 'echo caught; exit 130' INT; echo ready; while :; do sleep 0.01; done"])
    try terminal.waitForOutput("ready")
    try terminal.press("\u{3}")
    #expect(try terminal.waitForExit() == .exited(130))
    #expect(terminal.output.contains("caught"))
  }

  @Test("a resize is told")
  func resize() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      ["-c", "trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.01; done"])
    try terminal.waitForOutput("ready")
    try terminal.resize(columns: 61, rows: 17)
    try terminal.waitForOutput("17 61")
    #expect(try terminal.waitForExit() == .exited(0))
  }
}
