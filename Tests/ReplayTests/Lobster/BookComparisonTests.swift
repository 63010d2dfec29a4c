import Domain
import TestSupport
import Testing

@testable import Replay

@Suite("LOBSTER: the book after every message") struct BookComparisonTests {
  let files: Recording
  init() throws { files = try Recording() }

  @Test("a recording of NASDAQ is followed exactly")
  func excerpt() throws {
    let report = try files.replay(text: AppleExcerpt.messages, book: AppleExcerpt.book)
    let comparison = try #require(report.comparison)
    #expect(comparison.rows == 36)
    #expect(comparison.levelCount == 5)
    #expect(comparison.equalRows == 36, "\(comparison)")
    #expect(report.lobster?.unknownOrders == 0)
    #expect(report.lobster?.otherMakers == 0)
    #expect(report.counts.refused == 0)
  }

  @Test(
    "a whole file, named by LOBSTER_MESSAGES and LOBSTER_ORDERBOOK: nothing is unexplained",
    .enabled(if: Environment.value("LOBSTER_MESSAGES") != nil))
  func wholeFile() throws {
    let report = try files.replay(
      try #require(Environment.value("LOBSTER_MESSAGES")),
      book: Environment.value("LOBSTER_ORDERBOOK"))
    let comparison = try #require(report.comparison)
    #expect(comparison.rows == report.flow.messages)
    #expect(!report.hasUnexplainedDifferences, "\(comparison)")
    #expect(report.counts.refused == 0)
  }

  @Test("a day from its beginning is followed exactly", arguments: 1...6 as ClosedRange<UInt64>)
  func wholeDay(seed: UInt64) throws {
    let paths = try files.generate(seed: seed, 4000)
    let report = try files.replay(paths.messages, book: paths.book)
    #expect(report.flow.messages >= 4000, "seed \(seed)")
    #expect(report.comparison?.rows == report.flow.messages, "seed \(seed)")
    #expect(
      report.comparison?.equalRows == report.flow.messages,
      "seed \(seed): \(report.comparison as Any)")
    #expect(report.lobster?.unknownOrders == 0, "seed \(seed)")
    #expect(report.counts.refused == 0, "seed \(seed)")
  }

  @Test(
    "from the middle of a day, all differences are prices that come into sight",
    arguments: 11...16 as ClosedRange<UInt64>, [1, 3, 10])
  func middleOfDay(seed: UInt64, levels: Int) throws {
    let paths = try files.generate(
      seed: seed, 4000, after: 5000, visibleOnly: true, levels: levels)
    let report = try files.replay(paths.messages, book: paths.book)
    let comparison = try #require(report.comparison)
    #expect(Set(comparison.differences.keys) == [.beyondDepth], "seed \(seed): \(comparison)")
    #expect(comparison.rows == report.flow.messages, "seed \(seed)")
    #expect(comparison.equalRows > 1500, "seed \(seed): \(comparison)")
    #expect(report.counts.refused == 0, "seed \(seed): \(report.counts)")
  }

  @Test("messages about orders beyond the book's depth are counted as unknown")
  func unknownOrders() throws {
    let paths = try files.generate(seed: 21, 4000, after: 5000)
    let report = try files.replay(paths.messages, book: paths.book)
    #expect((report.lobster?.unknownOrders ?? 0) > 100)
    #expect(!report.hasUnexplainedDifferences, "\(report.comparison as Any)")
  }

  @Test("without an order-book file, unknown orders are counted and nothing is sent for them")
  func unknownWithoutBook() throws {
    let text = "1,3,5,10,100,1\n2,4,6,10,100,-1\n3,2,7,10,100,1\n4,1,8,10,100,1\n5,3,8,10,100,1\n"
    let report = try files.replay(text: text)
    #expect(report.lobster?.unknownOrders == 3)
    #expect(report.counts.commands == 2 && report.counts.refused == 0)
  }

  @Test("a wrong size in the book is unexplained, whoever is wrong")
  func tampered() throws {
    let paths = try files.generate(seed: 31, 200)
    let book = try #require(TextLines.read(paths.book))
    var lines = book
    var fields = lines[150].split(separator: ",").map(String.init)
    fields[1] = String((Int(fields[1]) ?? 0) + 7)
    lines[150] = fields.joined(separator: ",")
    let path = try files.write(lines.joined(separator: "\n"), as: "tampered.csv")
    let report = try files.replay(paths.messages, book: path)
    #expect(report.hasUnexplainedDifferences)
    // Wrong at row 151, and at row 152 again, since the wrong size was taken over.
    #expect(report.comparison?.differences == [.unexplained: 2])
    #expect(report.comparison?.examples[.unexplained]?.line == 151)
    #expect(report.comparison?.equalRows == 198)
  }

  @Test("a message left out of the file is unexplained")
  func missingMessage() throws {
    let paths = try files.generate(seed: 32, 400)
    var messages = try #require(TextLines.read(paths.messages))
    var book = try #require(TextLines.read(paths.book))
    let place = try #require(
      messages.indices.first { place in
        place > 200 && messages[place].split(separator: ",")[1] == "1"
          && book[place] != book[place - 1]
      })
    messages.remove(at: place)
    book.remove(at: place)
    let report = try files.replay(
      files.write(messages.joined(separator: "\n")),
      book: files.write(book.joined(separator: "\n"), as: "book.csv"))
    #expect(report.hasUnexplainedDifferences)
  }

  @Test(
    "differences at a hidden execution, an auction or a halt are counted under it",
    arguments: [
      ("2,5,0,10,1000100,1", DifferenceCause.hiddenExecution),
      ("2,6,-1,10,1000100,1", .cross), ("2,7,0,0,-1,-1", .halt),
    ])
  func otherCauses(message: String, cause: DifferenceCause) throws {
    let report = try files.replay(
      text: "1,1,5,10,1000000,1\n\(message)\n",
      book: "9999999999,0,1000000,10\n9999999999,0,1000000,4\n")
    #expect(report.comparison?.differences == [cause: 1])
    #expect(!report.hasUnexplainedDifferences)
  }

  @Test("while trading is halted, differences are the halt's")
  func duringHalt() throws {
    let report = try files.replay(
      text:
        "1,1,5,10,1000000,1\n2,7,0,0,-1,-1\n3,1,6,10,999900,1\n4,7,0,0,1,-1\n5,1,7,1,999900,1\n",
      book: """
        9999999999,0,1000000,10,9999999999,0,-9999999999,0
        9999999999,0,1000000,10,9999999999,0,-9999999999,0
        9999999999,0,1000000,10,9999999999,0,-9999999999,0
        9999999999,0,1000000,10,9999999999,0,-9999999999,0
        9999999999,0,1000000,10,9999999999,0,999900,2
        """)
    #expect(report.comparison?.differences == [.halt: 1, .unexplained: 1])
  }

  @Test("an order-book file of another length is refused, or counted with --skip-bad")
  func lengths() throws {
    let messages = "1,1,5,10,1000000,1\n2,1,6,10,1000000,1\n3,1,7,10,1000000,1\n"
    let rows = (1...4).map { "9999999999,0,1000000,\($0 * 10)\n" }
    #expect(
      try files.error(of: messages, book: rows[0] + rows[1])
        == "a_book.csv ends after 2 rows, a_message.csv goes on; the order-book file has one row "
        + "for each message")
    #expect(
      try files.error(of: messages, book: rows.joined())
        == "a_book.csv has 4 rows, a_message.csv has 3; the order-book file has one row for each "
        + "message")
    let short = try files.replay(text: messages, book: rows[0] + rows[1], skipsBad: true)
    #expect(short.comparison?.missingRows == 1 && short.comparison?.equalRows == 2)
    let long = try files.replay(text: messages, book: rows.joined(), skipsBad: true)
    #expect(long.comparison?.extraRows == 1 && long.comparison?.equalRows == 3)
    let none = try files.error(of: messages, book: "")
    #expect(none.hasPrefix("a_book.csv ends after 0 rows"))
  }

  @Test("bad rows leave the others with their rows of the book")
  func alignment() throws {
    let paths = try files.generate(seed: 41, 300)
    var messages = try #require(TextLines.read(paths.messages))
    messages[100] = "bad"
    let report = try files.replay(
      files.write(messages.joined(separator: "\n")), book: paths.book, skipsBad: true)
    #expect(report.badRowCount == 1)
    #expect(report.comparison?.rows == 299)
    #expect(!report.hasUnexplainedDifferences, "\(report.comparison as Any)")
  }

  @Test("the venue null has no book")
  func nullVenue() throws {
    var options = ReplayOptions(path: try files.write("1,1,5,10,1000000,1\n"))
    #expect(try Replay(options).onNull().counts.placed == 1)
    options.bookPath = options.path
    #expect(throws: FlowError.self) { try Replay(options).onNull() }
  }
}
