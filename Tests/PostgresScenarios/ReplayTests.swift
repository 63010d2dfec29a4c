import DatabaseTestSupport
import Glibc
import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import Replay
import TestSupport
import Testing

/// `simulator replay --venue postgresql`, as a person uses it.
@Suite(.serialized) struct ReplayTests {
  @Test(arguments: [[], ["--batch", "50"], ["--settlement", "deferred"]])
  func `an exported plan gives the tape and the ledger of its run`(words: [String]) throws {
    let place = try ReplayPlace()
    try place.exportPlan(["--resting-share", "0.3", "--cancel-share", "0.2"])
    let run = try place.embedded(["replay", "flow.csv"])
    let json = try place.replay(["flow.csv"] + words, code: 1)
    for key in ["tape_hash", "ledger_hash", "matches", "open_orders", "commands", "refusals"] {
      #expect(json[key] == run[key], "\(key)")
    }
    try place.expectEqual(json)
    #expect(try place.schema.violations() == [])
  }

  @Test(arguments: [[], ["--batch", "37"]])
  func `a recording is followed exactly, with the book compared`(words: [String]) throws {
    let place = try ReplayPlace()
    try place.record(600, seed: 5)
    let files = ["message.csv", "--orderbook", "book.csv", "--summary"]
    let expected = try place.embedded(["replay"] + files)
    let json = try place.replay(files + words)
    for key in ["tape_hash", "flow", "lobster", "comparison", "commands", "open_orders"] {
      #expect(json[key] == expected[key], "\(key)")
    }
    #expect(json["comparison"]?["equal_rows"]?.uint64Value == 600)
    #expect(try #require(json["commands"]?["amended"]?.uint64Value) > 5)
    #expect(json["timed_messages"]?.uint64Value == 600)
    try place.expectEqual(json)
    #expect(try place.schema.violations() == [])
    let batches = try place.schema.row("SELECT count(DISTINCT created_at) < 40 FROM $schema.orders")
    #expect(batches == [words.isEmpty ? "f" : "t"])
  }

  @Test(arguments: [[], ["--batch", "10"]])
  func `a recording of NASDAQ gives the engine's tape and book`(words: [String]) throws {
    let place = try ReplayPlace()
    try place.write(AppleExcerpt.messages, as: "AAPL_message.csv")
    try place.write(AppleExcerpt.book, as: "book.csv")
    let files = ["AAPL_message.csv", "--orderbook", "book.csv"]
    let expected = try place.embedded(["replay"] + files)
    let json = try place.replay(files + words)
    for key in ["tape_hash", "comparison", "matches"] {
      #expect(json[key] == expected[key], "\(key)")
    }
    #expect(json["comparison"]?["equal_rows"]?.uint64Value == 36)
    try place.expectEqual(json)
  }

  @Test func `a recorded pace is kept, and what is due goes together`() throws {
    let place = try ReplayPlace()
    try place.write(
      "1,1,11,5,1000000,1\n1,1,12,5,1000100,-1\n1,4,11,2,1000000,1\n2,3,12,5,1000100,-1\n",
      as: "a.csv")
    let json = try place.replay(["a.csv", "--batch", "50", "--speed", "2x"])
    try place.expectEqual(json)
    let elapsed = json["elapsed_seconds"]?.numberText.flatMap(Double.init) ?? 0
    #expect(elapsed >= 0.5 && elapsed < 2)
    // What was due at once was not held back until the last one came.
    let service =
      json["latency_us"]?["response"]?["max"]?.numberText.flatMap(Double.init) ?? .infinity
    #expect(service < 400_000)
    let transactions = try place.schema.row("SELECT count(DISTINCT created_at) FROM $schema.orders")
    #expect(transactions == ["1"])
  }

  @Test func `Ctrl-C ends with what was sent, and says where`() throws {
    let place = try ReplayPlace()
    try place.write(
      "1,1,11,5,1000000,1\n1,4,11,2,1000000,1\n100,3,11,3,1000000,1\n", as: "a.csv")
    let process = try place.start(["a.csv", "--batch", "10", "--speed", "1x"])
    try place.wait(for: "SELECT count(*) = 1 FROM $schema.fills")
    process.send(signal: SIGINT)
    #expect(try process.waitForExit(timeout: .seconds(10)) == .exited(130))
    let json = try JSONParser.parse(Array(process.standardOutput.utf8))
    #expect(json["status"]?.stringValue == "interrupted" && json["last_line"]?.uint64Value == 2)
    try place.expectEqual(json)
  }

  @Test(arguments: [1, 9])
  func `connections cut around commits leave every command done once`(batch: Int) throws {
    let place = try ReplayPlace()
    // Orders that trade within their batch: sent again, it would be answered otherwise.
    try place.exportPlan(["--resting-share", "0.2", "--cancel-share", "0.1"])
    let expected = try place.embedded(["replay", "flow.csv"])
    let server = place.schema.server.server
    let proxy = try CuttingProxy(
      serverSocket: "\(server.folder)/.s.PGSQL.5432", seed: UInt64(batch), cuts: 12,
      permille: batch == 1 ? 250 : 500)
    defer { proxy.stop() }
    place.url = place.url.replacing(
      "host='\(server.folder)' port=5432", with: "host=127.0.0.1 port=\(proxy.port)")
    let json = try place.replay(
      [
        "flow.csv", "--batch", "\(batch)", "--retry-base-delay-ms", "5", "--max-retries", "30",
      ], code: 1)
    #expect(proxy.cuts == 12)
    #expect(try #require(json["retries"]?.uint64Value) > 3)
    for key in ["tape_hash", "ledger_hash", "commands"] {
      #expect(json[key] == expected[key], "\(key)")
    }
    try place.expectEqual(json)
    #expect(try place.schema.violations() == [])
  }

  @Test(arguments: [1, 5])
  func `a server that goes away ends it, with what came to nothing`(batch: Int) throws {
    let server = try TestServer()
    defer { try? server.server.stop() }
    let place = try ReplayPlace(on: server)
    let process = try place.start([
      "-", "--batch", "\(batch)", "--max-retries", "1", "--retry-base-delay-ms", "10", "--config",
      place.path("hurried.json"),
    ])
    try process.write("1,1,11,5,1000000,1\n2,1,12,5,1000100,-1\n")
    try place.wait(for: "SELECT count(*) = 2 FROM $schema.orders")
    try server.server.stop(mode: "immediate")
    try process.write("3,3,12,5,1000100,-1\n4,3,11,5,1000000,1\n")
    process.closeStandardInput()
    let end = try process.waitForExit(timeout: .seconds(60))
    let json = try JSONParser.parse(Array(process.standardOutput.utf8))
    let lost = ["failed", "unknown"].map { json["commands"]?[$0]?.uint64Value ?? 0 }
    #expect(lost.reduce(0, +) == (batch == 1 ? 1 : 2))
    #expect(end == .exited(lost[1] > 0 ? 81 : 1), "\(process.standardError)")
    #expect(json["status"]?.stringValue == "stopped" && json["stop"]?["line"]?.uint64Value == 3)
    #expect(json["check"]?["verdict"]?.stringValue == "unchecked")
    #expect(json["commands"]?["canceled"]?.uint64Value == 0)
    #expect(json["commands"]?["placed"]?.uint64Value == 2)
    #expect(json["ledger_hash"] == nil && json["open_orders"] == nil)
  }

  @Test func `somebody else in the book is found, and exit code 80`() throws {
    let place = try ReplayPlace()
    let process = try place.start(["-"])
    try process.write("1,1,11,5,1000000,1\n")
    try place.wait(for: "SELECT count(*) = 1 FROM $schema.orders")
    try place.schema.row(
      "SELECT $schema.place_order('other', a.id, m.id, 'ask', 10000, 2) FROM $schema.accounts a, "
        + "$schema.markets m WHERE a.label = 'asks' AND m.name = 'STOCK/USD'")
    try process.write("3,4,11,5,1000000,1\n")
    process.closeStandardInput()
    #expect(try process.waitForExit(timeout: .seconds(60)) == .exited(80))
    let json = try JSONParser.parse(Array(process.standardOutput.utf8))
    #expect(json["status"]?.stringValue == "stopped" && json["stop"]?["line"]?.uint64Value == 2)
    #expect(json["stop"]?["reason"]?.stringValue == "different")
    let message = try #require(json["stop"]?["message"]?.stringValue)
    #expect(message.contains("postgresql answered command 1, ask 5 lots at 10000 ticks: "))
    #expect(message.contains("3 lots filled") && message.contains("5 lots filled"))
  }

  @Test func `balances that were changed are found at the end, and exit code 80`() throws {
    let place = try ReplayPlace()
    let process = try place.start(["-"])
    try process.write("1,1,11,5,1000000,1\n")
    try place.wait(for: "SELECT count(*) = 1 FROM $schema.orders")
    try place.schema.row("UPDATE $schema.balances SET available = available - 7 WHERE locked = 0")
    try process.write("2,3,11,5,1000000,1\n")
    process.closeStandardInput()
    #expect(try process.waitForExit(timeout: .seconds(60)) == .exited(80))
    let json = try JSONParser.parse(Array(process.standardOutput.utf8))
    #expect(json["status"]?.stringValue == "completed")
    #expect(json["check"]?["verdict"]?.stringValue == "different")
    let differences = json["check"]?["differences"]?.elements?.compactMap(\.stringValue) ?? []
    #expect(differences.first?.hasPrefix("account asks, asset STOCK: ") ?? false, "\(differences)")
  }

  @Test func `what comes before a bad row takes effect`() throws {
    let place = try ReplayPlace()
    try place.write("1,1,11,5,1000000,1\n1,1,12,5,1000100,-1\nbad\n", as: "a.csv")
    let answer = try place.execute(["replay", "a.csv", "--venue", "postgresql", "--batch", "9"])
    #expect(answer.end == .exited(65))
    #expect(answer.error.contains("a.csv:3:1: expected the time"))
    #expect(try place.schema.row("SELECT count(*) FROM $schema.orders") == ["2"])
    let again = try place.execute(["replay", "a.csv", "--venue", "postgresql"])
    #expect(again.end == .exited(65))
    #expect(
      again.error.contains("market STOCK/USD has 2 open orders; a replay begins with empty books"))
  }

  @Test(
    arguments: [
      (
        ["--batch", "2"], 64,
        "--batch: the venue embedded has no use for it; it goes with --venue postg"
      ),
      (["--venue", "null", "--schema", "x"], 64, "--schema: the venue null has no use for it"),
      (["--venue", "sql"], 64, "--venue"),
      (["--config", "sql.json"], 64, "the venue sql of the configuration takes no recorded flow"),
      (
        ["--venue", "postgresql", "--batch", "2", "--settlement", "deferred"], 64,
        "--batch: a replay sends batches only where fills are settled at once"
      ),
      (["--venue", "postgresql", "--batch", "0"], 65, "--batch"),
      (
        ["--venue", "postgresql", "--schema", "none"], 65,
        "there is no order-book schema \"none\" in this database; make it with: simulator db init"
      ),
      (
        ["--venue", "postgresql", "--database-url", "host=/none"], 69,
        "the database cannot be reached"
      ),
      (["--config", "none.json"], 65, "none.json"),
    ] as [([String], Int32, String)])
  func `what cannot be is refused in one line`(words: [String], code: Int32, message: String) throws
  {
    let place = try ReplayPlace()
    try place.write("1,1,11,5,1000000,1\n", as: "a.csv")
    try place.write(
      #"{"venue": {"type": "sql", "statements": {"place": "SELECT 1"}}}"#, as: "sql.json")
    let answer = try place.executeAnywhere(["replay", "a.csv"] + words, url: place.url)
    #expect(answer.end == .exited(code), "\(answer.error)")
    #expect(answer.output.isEmpty)
    #expect(
      answer.error.split(separator: "\n").first?.contains(message) ?? false, "\(answer.error)")
    #expect(try place.schema.row("SELECT count(*) FROM $schema.orders") == ["0"])
  }

  @Test func `the configuration's venue is used, unless another is named`() throws {
    let place = try ReplayPlace()
    try place.write("1,1,11,5,1000000,1\n", as: "a.csv")
    let venue = #"{"venue": {"type": "postgresql", "batch": 3}}"#
    try place.write(venue, as: "simulator.json")
    let answer = try place.execute(["replay", "a.csv", "--json"])
    let json = try answer.json()
    #expect(json["venue"]?.stringValue == "postgresql" && json["batch"]?.uint64Value == 3)
    #expect(try place.embedded(["replay", "a.csv"])["venue"]?.stringValue == "embedded")
  }
}

/// An order book of its own for replays, with the built-in assets and markets.
final class ReplayPlace {
  private let place: BookPlace

  init(on server: TestServer? = nil) throws {
    place = try BookPlace(on: server)
    try write(#"{"venue": {"type": "postgresql", "answer_timeout_ms": 300}}"#, as: "hurried.json")
  }

  var schema: TestSchema { place.schema }

  var url: String {
    get { place.url }
    set { place.url = newValue }
  }

  func path(_ name: String) -> String { place.path(name) }
  func write(_ text: String, as name: String) throws { try place.write(text, as: name) }
  func execute(_ words: [String]) throws -> Ended { try place.execute(words) }

  /// Writes a recording from the beginning of a day, and its book.
  func record(_ count: UInt64, seed: UInt64) throws {
    var generator = try LobsterGenerator(
      seed: seed, messages: path("message.csv"), book: path("book.csv"))
    try generator.write(count)
  }

  /// Writes a plan of a few hundred slots as `flow.csv`.
  func exportPlan(_ words: [String]) throws {
    let answer = try executeAnywhere(
      ["schedule", "--export", "flow.csv", "--trades-per-account", "30"] + words)
    #expect(answer.end == .exited(0), "\(answer.error)")
  }

  /// A replay on the embedded venue.
  func embedded(_ words: [String]) throws -> JSONNode {
    try executeAnywhere(words + ["--venue", "embedded", "--json"]).json()
  }

  /// A replay on this order book, which must end with that code.
  func replay(
    _ words: [String], code: Int32 = 0, location: SourceLocation = #_sourceLocation
  ) throws -> JSONNode {
    let answer = try place.execute(["replay", "--venue", "postgresql", "--json"] + words)
    #expect(
      answer.end == .exited(code), "\(answer.error) \(answer.output)", sourceLocation: location)
    return try answer.json(location: location)
  }

  func start(_ words: [String]) throws -> ChildProcess {
    try place.start(["replay", "--venue", "postgresql", "--json"] + words)
  }

  /// The database was compared, and has what the engine has.
  func expectEqual(_ json: JSONNode, location: SourceLocation = #_sourceLocation) throws {
    let check = try #require(json["check"], sourceLocation: location)
    let differences = check["differences"]?.elements?.compactMap(\.stringValue) ?? []
    #expect(check["verdict"]?.stringValue == "equal", "\(differences)", sourceLocation: location)
    #expect(check["fills"] == json["matches"], sourceLocation: location)
    #expect(check["open_orders"] == json["open_orders"], sourceLocation: location)
    try place.expectDatabaseSound(location: location)
  }

  /// Waits until a query gives true.
  func wait(for query: String, location: SourceLocation = #_sourceLocation) throws {
    for _ in 0..<500 {
      if try schema.row(query) == ["t"] { return }
      usleep(10_000)
    }
    Issue.record("\(query) never became true", sourceLocation: location)
  }

  /// Executes a command, without the schema being named.
  func executeAnywhere(_ words: [String], url: String? = nil) throws -> Ended {
    var environment = ["PATH": "/usr/bin:/bin"]
    if let url { environment["DATABASE_URL"] = url }
    let process = try ChildProcess(
      SimulatorBinary.path, words, environment: environment,
      workingDirectory: path("."))
    process.closeStandardInput()
    let end = try process.waitForExit(timeout: .seconds(60))
    return Ended(end: end, output: process.standardOutput, error: process.standardError)
  }
}
