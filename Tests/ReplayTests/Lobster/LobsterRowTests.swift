import Testing

@testable import Replay

@Suite("LOBSTER: bad rows") struct LobsterRowTests {
  static let good = "34200.5,1,11,100,5850000,1\n"
  let files: Recording
  init() throws { files = try Recording() }

  @Test(
    "are told with file, line, column and what was expected",
    arguments: [
      ("34200.5,1,11,100,5850000", "25: expected a comma, found the end of the line"),
      ("34200.5,1,11", "13: expected a comma, found the end of the line"),
      ("", "1: expected the time, seconds with up to nine decimals, found the end of the line"),
      (
        "noon,1,11,100,5850000,1",
        "1: expected the time, seconds with up to nine decimals, found 'noon'"
      ),
      (
        "34200.1234567891,1,11,100,5850000,1",
        "1: expected the time, seconds with up to nine decimals, found '34200.1234567891'"
      ),
      (
        "-1,1,11,100,5850000,1",
        "1: expected the time, seconds with up to nine decimals, found '-1'"
      ),
      (
        "34200.4,1,12,100,5850000,1",
        "1: expected a time not before that of the row above, found '34200.4'"
      ),
      ("34200.5,0,11,100,5850000,1", "9: expected the type, a number from 1 to 7, found '0'"),
      ("34200.5,8,11,100,5850000,1", "9: expected the type, a number from 1 to 7, found '8'"),
      ("34200.5,1,0,100,5850000,1", "11: expected the order id, a number above 0, found '0'"),
      ("34200.5,1,-1,100,5850000,1", "11: expected the order id, a whole number, found '-1'"),
      ("34200.5,1,11,0,5850000,1", "14: expected the size, a number above 0, found '0'"),
      ("34200.5,1,11,1.5,5850000,1", "15: expected a comma, found '.5'"),
      ("34200.5,1,11,100,0,1", "18: expected the price, a number above 0, found '0'"),
      ("34200.5,1,11,100,-5850000,1", "18: expected the price, dollars x 10,000, found '-5850000'"),
      (
        "34200.5,1,11,100,5850050,1",
        "18: expected the price on a whole tick, or another tick by --tick-size, found '5850050'"
      ),
      (
        "34200.5,4,11,100,5850001,1",
        "18: expected the price on a whole tick, or another tick by --tick-size, found '5850001'"
      ),
      ("34200.5,7,0,0,2,-1", "15: expected -1 (halted), 0 (quoting) or 1 (trading), found '2'"),
      ("34200.5,1,11,100,5850000,2", "26: expected the direction, 1 or -1, found '2'"),
      (
        "34200.5,1,11,100,5850000,",
        "26: expected the direction, 1 or -1, found the end of the line"
      ),
      ("34200.5,1,11,100,5850000,1,9", "27: expected the end of the line, found a comma"),
      (
        "34200.5,1,11,100,99999999999999999999,1",
        "18: expected the price, dollars x 10,000, found '99999999999999999999'"
      ),
    ])
  func messages(row: String, error: String) throws {
    #expect(try files.error(of: Self.good + row + "\n" + Self.good) == "a_message.csv:2:\(error)")
    if row.isEmpty { return }
    #expect(try files.error(of: Self.good + row) == "a_message.csv:2:\(error)")
  }

  @Test("are left out and counted with --skip-bad, wherever they stand")
  func skipped() throws {
    let text = "x\n" + Self.good + "34200.6,9\n\n34200.7,3,11,100,5850000,1\n34200.8,1,12"
    let report = try files.replay(text: text, skipsBad: true)
    #expect(report.flow.messages == 2)
    #expect(report.badRowCount == 4)
    #expect(report.badRows[0].rows.shown.map(\.line) == [1, 3, 4, 6])
    #expect(report.counts.placed == 1 && report.counts.canceled == 1)
  }

  @Test("only the first are remembered, all are counted")
  func many() throws {
    let report = try files.replay(
      text: String(repeating: "bad\n", count: 1000) + Self.good, skipsBad: true)
    #expect(report.badRowCount == 1000)
    #expect(report.badRows[0].rows.shown.count == BadRows.shownMax)
  }

  @Test("hidden orders, auctions and halts have prices and ids of their own")
  func otherKinds() throws {
    let text = """
      34200,5,0,10,5850050,1
      34200,6,-1,1000,5850025,-1
      34200,6,0,1000,5850025,1
      34200,7,0,0,-1,-1
      34200,7,0,0,0,-1
      34200,7,0,0,1,-1
      """
    let report = try files.replay(text: text)
    #expect(report.messagesByType.map(\.count) == [0, 0, 0, 0, 1, 2, 3])
    #expect(report.counts.commands == 0)
  }

  @Test("a file of nothing is refused")
  func empty() throws {
    #expect(try files.error(of: "") == "a_message.csv is empty; there is nothing to replay")
  }

  @Test("another tick admits other prices")
  func ticks() throws {
    var options = ReplayOptions(path: try files.write("34200.5,1,11,100,5850050,1"))
    options.tickUnits = 50
    #expect(try Replay(options).onEmbedded().counts.placed == 1)
    options.tickUnits = 100
    #expect(throws: FlowError.self) { try Replay(options).onEmbedded() }
  }

  @Test(
    "rows of the order-book file are checked alike",
    arguments: [
      (
        "5850100,5,5850000,100\n5850100,5",
        "a_book.csv:2:10: expected a comma, found the end of the line"
      ),
      (
        "5850100,5,5850000,100\n5850100,5,5850000,100,5850200,1,5849900,1",
        "a_book.csv:2:42: expected as many levels as in the first row, found the end of the line"
      ),
      (
        "5850150,5,5850000,100\n",
        "a_book.csv:1:1: expected a price on a whole tick, or another tick by --tick-size, found '5850150'"
      ),
      (
        "5850100,5,5850000,100,5850100,1,1,0\n",
        "a_book.csv:1:23: expected a price worse than that of the level before, found '5850100'"
      ),
      (
        "5850100,-5,5850000,100\n",
        "a_book.csv:1:9: expected a size, a whole number of shares, found '-5'"
      ),
    ])
  func books(book: String, error: String) throws {
    let text = Self.good + "34200.7,3,11,100,5850000,1\n"
    #expect(try files.error(of: text, book: book) == error)
  }
}
