import Testing

@testable import Replay

@Suite("Lines of comma-separated values")
struct CSVLineTests {
  @Test(
    "fields are quoted where they must be, and only there",
    arguments: [
      (["a", "b"], "a,b\n"), ([""], "\n"), (["", ""], ",\n"), (["a,b", "c"], "\"a,b\",c\n"),
      (["say \"no\""], "\"say \"\"no\"\"\"\n"), (["two\nlines", "x"], "\"two\nlines\",x\n"),
      (["cr\rlf"], "\"cr\rlf\"\n"), (["crlf\r\n"], "\"crlf\r\n\"\n"), (["ä 1.5"], "ä 1.5\n"),
    ] as [([String], String)])
  func quoting(fields: [String], line: String) {
    #expect(CSVLine(fields).text == line)
  }
}
