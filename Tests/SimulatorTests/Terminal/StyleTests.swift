import Testing

@testable import Simulator

@Suite("Colours")
struct StyleTests {
  @Test(
    "a terminal is coloured unless someone refuses",
    arguments: [
      (true, nil, "xterm", false, true), (false, nil, "xterm", false, false),
      (true, "1", "xterm", false, false), (true, "", "xterm", false, true),
      (true, nil, "dumb", false, false), (true, nil, nil, false, true),
      (true, nil, "xterm", true, false),
    ] as [(Bool, String?, String?, Bool, Bool)])
  func decides(
    isTerminal: Bool, noColor: String?, terminalType: String?, isRefused: Bool, expected: Bool
  ) {
    let style = Style(
      isTerminal: isTerminal, noColor: noColor, terminalType: terminalType, isRefused: isRefused)
    #expect(style.isColored == expected)
  }

  @Test("text is wrapped in escape sequences, or left alone")
  func wraps() {
    let colored = Style(isColored: true)
    #expect(colored.heading("a") == "\u{1B}[1ma\u{1B}[0m")
    #expect(colored.success("a") == "\u{1B}[32ma\u{1B}[0m")
    #expect(colored.warning("a") == "\u{1B}[33ma\u{1B}[0m")
    #expect(colored.error("a") == "\u{1B}[1;31ma\u{1B}[0m")
    #expect(colored.faint("a") == "\u{1B}[2ma\u{1B}[0m")
    #expect(Style.plain.error("a") == "a")
  }
}
