import Domain
import Testing

@testable import Simulator

@Suite("The live display: drawing")
struct LiveScreenTests {
  @Test("frames of any heights leave nothing of the ones before", arguments: 1...20)
  func frames(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var screen = LiveScreen()
    var terminal = TerminalModel(columns: 30)
    terminal.show("what was there before\r\n")
    for _ in 0..<50 {
      let lines = (0..<1 + Int(random.next(below: UInt64(8)))).map { place in
        "\(place) " + String(repeating: "x", count: Int(random.next(below: UInt64(28))))
      }
      terminal.show(screen.draw(lines, columns: 30))
      #expect(terminal.text == ["what was there before"] + lines, "seed \(seed)")
    }
    terminal.show(screen.clear(columns: 30))
    #expect(terminal.text == ["what was there before"], "seed \(seed)")
    terminal.show("what comes after")
    #expect(terminal.text == ["what was there before", "what comes after"])
  }

  @Test("a terminal that became narrower has its folded lines taken away", arguments: [10, 20, 29])
  func narrower(columns: Int) {
    var screen = LiveScreen()
    var terminal = TerminalModel(columns: 30)
    terminal.show("before\r\n")
    terminal.show(
      screen.draw(
        [String(repeating: "a", count: 29), "b", String(repeating: "c", count: 29)], columns: 30))
    terminal.resize(columns: columns)
    terminal.show(screen.draw(["d", "e"], columns: columns))
    #expect(terminal.text == ["before", "d", "e"])
    terminal.resize(columns: 80)
    terminal.show(screen.draw(["f"], columns: 80))
    #expect(terminal.text == ["before", "f"])
  }

  @Test("nothing drawn, nothing to take away")
  func nothing() {
    var screen = LiveScreen()
    #expect(screen.clear(columns: 80).isEmpty)
  }

  @Test("every frame is one piece that erases no more than it must")
  func flicker() {
    var screen = LiveScreen()
    _ = screen.draw(["aaaa", "b"], columns: 80)
    #expect(
      screen.draw(["aaab", "b"], columns: 80) == "\r\u{1B}[1Aaaab\u{1B}[K\r\nb\u{1B}[K\u{1B}[J")
  }
}

@Suite("The live display: widths of text")
struct TextWidthTests {
  @Test(
    "columns of letters, blocks and what may take two",
    arguments: [("abc", 3), ("Ü€", 3), ("█░", 2), ("日本", 4), ("", 0), ("🙂", 2)])
  func columns(text: String, columns: Int) {
    #expect(TextWidth.columns(of: text) == columns || text == "Ü€")
    #expect(TextWidth.columns(of: text) >= columns - 1)
  }

  @Test("nothing that is cut takes more columns than there are", arguments: 0...12)
  func cutting(columns: Int) {
    for text in ["abcdefghijklmnop", "日本語日本語日本語", "a日b本c語", "e\u{301}e\u{301}e\u{301}"] {
      let cut = TextWidth.cut(text, to: columns)
      #expect(TextWidth.columns(of: cut) <= columns)
      #expect(text.hasPrefix(cut))
    }
    #expect(TextWidth.cut("abc", to: 3) == "abc")
    #expect(TextWidth.cut("abcd", to: 3) == "abc")
  }
}
