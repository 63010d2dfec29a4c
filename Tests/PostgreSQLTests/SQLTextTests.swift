import Testing

@testable import PostgreSQL

@Suite("Names and constants in SQL text")
struct SQLTextTests {
  @Test(
    "names and texts are quoted, whatever they hold",
    arguments: [
      ("plain", "\"plain\"", "'plain'"), ("it's \"so\"", "\"it's \"\"so\"\"\"", "'it''s \"so\"'"),
    ])
  func quoting(text: String, identifier: String, literal: String) {
    #expect(SQLText.identifier(text) == identifier)
    #expect(SQLText.literal(text) == literal)
  }
}
