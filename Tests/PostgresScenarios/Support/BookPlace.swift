import DatabaseTestSupport
import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import TestSupport
import Testing

/// A folder and an order book of their own, in which the built program is used against a real server.
final class BookPlace {
  let schema: TestSchema
  private let folder: TemporaryDirectory
  /// What the program connects to; tests put a proxy or wrong settings here.
  var url: String
  /// Slots of each account.
  var trades = 30
  /// What each account may spend of each asset.
  var budget = "100000"
  /// Further variables of the program.
  var environment: [String: String] = [:]

  /// Makes the order book with the built-in markets, and so many accounts with funds.
  init(accounts: Int = 6, on server: TestServer? = nil) throws {
    schema = try TestSchema(on: server)
    folder = try TemporaryDirectory()
    url = schema.server.url
    try expect(["db", "init"])
    try expect(["accounts", "generate", "--count", "\(accounts)", "--fund", "1000000"])
  }

  private init(sharing other: BookPlace) throws {
    schema = other.schema
    folder = try TemporaryDirectory()
    url = other.url
  }

  /// The folder of saved runs.
  var state: String { folder.file("simulator_state") }

  /// Where a file in the folder is.
  func path(_ name: String) -> String { folder.file(name) }

  /// Writes a file in the folder.
  func write(_ text: String, as name: String) throws {
    try TextFile.write(text, to: folder.file(name))
  }

  /// Starts a command on this order book.
  func start(_ words: [String], schema name: String? = nil) throws -> ChildProcess {
    try ChildProcess(
      SimulatorBinary.path, words + ["--schema", name ?? schema.schema.name],
      environment: variables, workingDirectory: folder.path)
  }

  private var variables: [String: String] {
    ["PATH": "/usr/bin:/bin", "DATABASE_URL": url].merging(environment) { $1 }
  }

  /// Executes any command to its end.
  @discardableResult
  func execute(_ words: [String], schema name: String? = nil) throws -> Ended {
    let process =
      ["resume", "show", "budgets", "audit", "report"].contains(words.first)
      ? try ChildProcess(
        SimulatorBinary.path, words, environment: ["PATH": "/usr/bin:/bin", "DATABASE_URL": url],
        workingDirectory: folder.path) : try start(words, schema: name)
    process.closeStandardInput()
    let end = try process.waitForExit(timeout: .seconds(120))
    return Ended(end: end, output: process.standardOutput, error: process.standardError)
  }

  /// Executes a command that must succeed.
  func expect(_ words: [String], location: SourceLocation = #_sourceLocation) throws {
    let answer = try execute(words)
    #expect(answer.end == .exited(0), "\(words): \(answer.error)", sourceLocation: location)
  }

  /// The words of a run of the usual plan: resting orders and cancels among the slots.
  func runWords(_ id: String, venue: String = "postgresql", _ further: [String] = []) -> [String] {
    [
      "run", "--run-id", id, "--venue", venue, "--trades-per-account", "\(trades)", "--budget",
      budget,
      "--resting-share", "0.2", "--cancel-share", "0.1", "--price-spread", "0.01", "--json",
      "--quiet", "--retry-base-delay-ms", "10", "--max-retries", "20", "--no-input",
    ] + further
  }

  /// What the same plan comes to on the embedded venue.
  func embedded() throws -> JSONNode {
    let words =
      runWords("embedded-\(SystemRandom.word() % 1_000_000)", venue: "embedded")
      + ["--accounts", "6"]
    let process = try ChildProcess(
      SimulatorBinary.path, words, environment: ["PATH": "/usr/bin:/bin"],
      workingDirectory: folder.path)
    process.closeStandardInput()
    _ = try process.waitForExit(timeout: .seconds(60))
    return try JSONParser.parse(Array(process.standardOutput.utf8))
  }

  /// Holds a finished run against the embedded venue, and the database against its own rules, by SQL
  /// that shares nothing with the program.
  func expectSound(
    _ summary: JSONNode, run id: String, location: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try embedded()
    for key in ["tape_hash", "ledger_hash", "matches", "orders_created"] {
      #expect(summary[key] == expected[key], "\(key)", sourceLocation: location)
    }
    for state in ["completed", "failed", "skipped", "unknown", "pending"] {
      #expect(
        summary["slots"]?[state] == expected["slots"]?[state], "\(state)",
        sourceLocation: location)
    }
    let leftOut = summary["audit"]?["left_out"]?.elements?.compactMap(\.stringValue) ?? []
    #expect(
      summary["audit"]?["verdict"]?.stringValue == "pass", "\(leftOut)", sourceLocation: location)
    let orders = summary["orders_created"]?.uint64Value ?? 0
    try expectDatabaseSound(location: location)
    let found = try schema.row(
      "SELECT count(*), count(DISTINCT client_order_id) FROM $schema.orders "
        + "WHERE starts_with(client_order_id, '\(id).')")
    #expect(found == ["\(orders)", "\(orders)"], sourceLocation: location)
  }

  /// Money and orders by SQL that shares nothing with the program.
  func expectDatabaseSound(location: SourceLocation = #_sourceLocation) throws {
    let moneyLost = try schema.row(
      """
      SELECT count(*) FROM $schema.assets a WHERE
        (SELECT sum(available + locked) FROM $schema.balances WHERE asset_id = a.id) IS DISTINCT FROM
        (SELECT sum(available_change) FROM $schema.ledger_entries
          WHERE asset_id = a.id AND kind = 'deposit')
      """)
    #expect(moneyLost == ["0"], "money appeared or vanished", sourceLocation: location)
    let wrongOrders = try schema.row(
      """
      SELECT count(*) FROM $schema.orders o WHERE cumulative_lots <> (
        SELECT coalesce(sum(quantity_lots), 0) FROM $schema.fills
        WHERE o.id IN (maker_order_id, taker_order_id))
      """)
    #expect(wrongOrders == ["0"], "orders and fills disagree", sourceLocation: location)
    let gaps = try schema.row(
      """
      SELECT count(*) FROM (SELECT id - lag(id, 1, market_id::bigint << 40) OVER (
        PARTITION BY market_id ORDER BY id) AS step FROM $schema.fills) f WHERE step <> 1
      """)
    #expect(gaps == ["0"], "tapes have gaps", sourceLocation: location)
    let violations = try schema.violations()
    #expect(violations == [], sourceLocation: location)
  }
}

/// How a command ended and what it wrote.
struct Ended {
  let end: ProcessEnd
  let output: String
  let error: String

  /// The JSON object on standard output.
  func json(location: SourceLocation = #_sourceLocation) throws -> JSONNode {
    try #require(
      try? JSONParser.parse(Array(output.utf8)), "no JSON; \(end): \(error)",
      sourceLocation: location)
  }
}

extension BookPlace {
  /// Another folder, that is another simulator, on the same order book.
  static func sharing(_ other: BookPlace) throws -> BookPlace { try BookPlace(sharing: other) }
}
