import Testing

@testable import Simulator

@Suite("Text tables")
struct TextTableTests {
  @Test("columns are aligned, numbers to the right, and lines end with their last letter")
  func aligns() {
    var table = TextTable([.init("asset"), .init("spent", .right), .init("state")])
    table.append(["USD", "1250.50", "ok"])
    table.append(["DOGECOIN", "7", ""])
    #expect(
      table.lines() == [
        "asset       spent  state",
        "USD       1250.50  ok",
        "DOGECOIN        7",
      ])
  }

  @Test("only the headings are in the style's colours")
  func colors() {
    var table = TextTable([.init("a")])
    table.append(["b"])
    #expect(table.lines(style: Style(isColored: true)) == ["\u{1B}[1ma\u{1B}[0m", "b"])
  }

  @Test("a table without rows shows its headings")
  func empty() {
    #expect(TextTable([.init("a"), .init("b")]).lines() == ["a  b"])
  }

  @Test("a row of another width traps")
  func wrongRow() async {
    await #expect(processExitsWith: .failure) {
      var table = TextTable([.init("a"), .init("b")])
      table.append(["only one"])
    }
  }
}
