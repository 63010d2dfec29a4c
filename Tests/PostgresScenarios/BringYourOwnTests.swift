import DatabaseTestSupport
import Glibc
import JSONText
import Platform
import PostgreSQL
import TestSupport
import Testing

/// Runs docs/bring-your-own-orderbook.md: its schema, its configuration, its matching job.
@Suite(.serialized) struct BringYourOwnTests {
  @Test(arguments: [
    [], ["--resting-share", "0.2", "--cancel-share", "0.2", "--price-spread", "0.02"],
  ])
  func `the page does what it says`(further: [String]) throws {
    let book = try ForeignBook()
    let answer = try book.run(["run", "--json", "--quiet", "--no-input"] + further)
    #expect(answer.end == .exited(0), "\(answer.error)")
    let summary = try answer.json()
    // The statements tell no order of commands, so that some invariants cannot be checked.
    #expect(summary["audit"]?["verdict"]?.stringValue == "unknown", "\(answer.output)")
    #expect(summary["audit"]?["violation_count"]?.intValue == 0, "\(answer.output)")
    #expect(summary["slots"]?["completed"]?.uint64Value == 60)
    let matches = try #require(summary["matches"]?.uint64Value)
    #expect(matches > 10)
    #expect(try book.row("SELECT count(*) FROM deal") == ["\(matches)"])
    #expect(
      try book.row("SELECT count(*) FROM booking") == [
        "\(summary["orders_created"]?.uint64Value ?? 0)"
      ])
  }

  @Test(
    arguments: [
      ("\"accounts\": \"SELECT name AS id", "\"accounts\": \"SELECT name", "gives no column 'id'"),
      ("= :target", "= :goal", "uses the parameter :goal, which it does not get"),
      ("RETURNING withdrawn AS", "RETURNING withdrawn::float8 AS", "is not exact"),
      (
        "FROM asset ORDER", "FROM assets ORDER",
        "statement 'assets': relation \"assets\" does not exist"
      ),
    ])
  func `a statement that is wrong is named`(old: String, new: String, message: String) throws {
    let book = try ForeignBook(changing: old, to: new)
    let answer = try book.run(["run", "--quiet", "--no-input"])
    #expect(answer.end == .exited(65), "\(answer.error)")
    #expect(answer.error.contains(message), "\(answer.error)")
  }

  @Test(
    arguments: [
      ("SELECT name AS id", "SELECT NULL::text AS id", "accounts"),
      ("precision AS decimals", "NULL::int AS decimals", "assets"),
      ("precision AS decimals", "precision + 40 AS decimals", "assets"),
      ("p.tick AS tick_size", "NULL::numeric AS tick_size", "markets"),
      ("p.tick AS tick_size", "1e-60 AS tick_size", "markets"),
      ("p.last_price AS reference_price", "1e50 AS reference_price", "markets"),
      ("p.last_price AS reference_price", "p.last_price + 0.001 AS reference_price", "markets"),
      ("h.free AS available", "NULL::numeric AS available", "balances"),
      ("h.free AS available", "1e60 AS available", "balances"),
      ("h.free AS available", "1.0 AS available", "has less of it at the book"),
    ])
  func `values that cannot be used are refused before the first order`(
    old: String, new: String, mark: String
  ) throws {
    let book = try ForeignBook(changing: old, to: new)
    let answer = try book.run(["run", "--quiet", "--no-input"])
    #expect(answer.end == .exited(65), "\(answer.end) \(answer.error)")
    #expect(answer.error.contains(mark), "\(answer.error)")
    #expect(try book.row("SELECT count(*) FROM booking") == ["0"])
  }

  @Test(
    arguments: [
      ("d.price, d.size AS quantity", "NULL::numeric AS price, d.size AS quantity"),
      ("d.price, d.size AS quantity", "d.price, 1e40 AS quantity"),
      ("d.number AS sequence", "-d.number AS sequence"),
      ("CASE WHEN i.buys THEN 'bid' ELSE 'ask' END AS taker_side", "NULL::text AS taker_side"),
    ])
  func `fills that cannot be used leave outcomes unknown and are never guessed`(
    old: String, new: String
  ) throws {
    let book = try ForeignBook(changing: old, to: new)
    let answer = try book.run(
      ["run", "--no-input", "--on-failure", "continue", "--max-retries", "0"])
    #expect(answer.end == .exited(81), "\(answer.end) \(answer.error)")
    #expect(answer.output.contains("Matches    0"), "\(answer.output)")
    #expect(answer.output.contains("Audit      unknown"), "\(answer.output)")
  }

  @Test func `numbers that are no whole lots are not rounded`() throws {
    let book = try ForeignBook(
      changing: "filled, withdrawn AS canceled\"", to: "0.00001 AS filled, withdrawn AS canceled\"")
    let answer = try book.run(
      ["run", "--no-input", "--on-failure", "continue", "--max-retries", "0"])
    #expect(answer.error.contains("'filled' holds what cannot be used"), "\(answer.error)")
  }
}

/// The book of the page, in a database of its own, with its job running.
final class ForeignBook {
  private let folder: TemporaryDirectory
  private let url: String
  private let job: MatchingJob

  init(changing old: String = "", to new: String = "") throws {
    let server = try TestServer.shared()
    let page = try #require(
      TextFile.read("\(RepositoryRoot.path)/docs/bring-your-own-orderbook.md"))
    let database = "byo_\(SystemRandom.word())"
    var admin = try server.connect()
    try admin.execute("CREATE DATABASE \(database)")
    url = server.url.replacing("dbname=orderbook", with: "dbname=\(database)")
    var connection = try Connection.open(ConnectionSettings(url: url))
    try connection.execute(try Self.block("sql", of: page))
    try connection.execute(Self.population)
    folder = try TemporaryDirectory()
    var configuration = try Self.block("json", of: page)
    if !old.isEmpty {
      try #require(configuration.contains(old))
      configuration = configuration.replacing(old, with: new)
    }
    try TextFile.write(configuration, to: folder.file("simulator.json"))
    job = try MatchingJob(url: url)
  }

  deinit { job.stop() }

  func run(_ words: [String]) throws -> Ended {
    let process = try ChildProcess(
      SimulatorBinary.path, words, environment: ["PATH": "/usr/bin:/bin", "DATABASE_URL": url],
      workingDirectory: folder.path)
    process.closeStandardInput()
    let end = try process.waitForExit(timeout: .seconds(60))
    return Ended(end: end, output: process.standardOutput, error: process.standardError)
  }

  func row(_ sql: String) throws -> [String?] {
    var connection = try Connection.open(ConnectionSettings(url: url))
    let rows = try connection.execute(sql)
    return (0..<rows.columnCount).map { rows.text(0, $0) }
  }

  private static let population = """
    INSERT INTO asset (code, precision) VALUES ('BTC', 8), ('USD', 6);
    INSERT INTO trader (name) SELECT 't-' || n FROM generate_series(1, 6) n;
    INSERT INTO pair (code, base, quote, tick, lot, last_price)
      SELECT 'BTC/USD', b.id, q.id, 0.01, 0.0001, 50000 FROM asset b, asset q
      WHERE b.code = 'BTC' AND q.code = 'USD';
    INSERT INTO holding SELECT t.id, a.id, 1000000 FROM trader t, asset a
    """

  /// The content of the page's first block in a language.
  private static func block(_ language: String, of page: String) throws -> String {
    let start = try #require(page.firstRange(of: "```\(language)\n")).upperBound
    let end = try #require(page[start...].firstRange(of: "```")).lowerBound
    return String(page[start..<end])
  }
}

/// The matching job of the page, on a thread and connection of its own.
final class MatchingJob: Sendable {
  private let isOver = SharedFlag()

  init(url: String) throws {
    let isOver = self.isOver
    _ = try OSThread {
      guard var connection = try? Connection.open(ConnectionSettings(url: url)) else { return }
      while !isOver.isRaised {
        guard let rows = try? connection.execute("SELECT match_next()") else { return }
        if rows.flag(0, 0) != true { usleep(2000) }
      }
    }
  }

  func stop() { isOver.raise() }
}
