import DatabaseTestSupport
import Domain
import Glibc
import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import TestSupport
import Testing

/// Servers, schemas and data that a run cannot use, and what is said of them.
@Suite(.serialized) struct RefusalTests {
  @Test func `no server`() throws {
    let place = try BookPlace()
    place.url = "postgresql://nobody@127.0.0.1:1/none"
    let answer = try place.execute(place.runWords("none"))
    #expect(answer.end == .exited(69))
    #expect(answer.error.contains("the database cannot be reached"), "\(answer.error)")
    #expect(answer.error.contains("simulator db start"))
  }

  @Test func `a password that is wrong is never shown`() throws {
    let place = try BookPlace()
    let right = try #require(place.url.split(separator: " ").last)
    place.url = place.url.replacing(right, with: "password=secret-word")
    let answer = try place.execute(place.runWords("wrong"))
    #expect(answer.end == .exited(69))
    #expect(answer.error.contains("password authentication failed"), "\(answer.error)")
    #expect(!answer.error.contains("secret-word"))
  }

  @Test func `no such database`() throws {
    let place = try BookPlace()
    place.url = place.url.replacing("dbname=orderbook", with: "dbname=elsewhere")
    let answer = try place.execute(place.runWords("elsewhere"))
    #expect(answer.end == .exited(69))
    #expect(answer.error.contains("database \"elsewhere\" does not exist"), "\(answer.error)")
  }

  @Test func `a URL that cannot be understood`() throws {
    let place = try BookPlace()
    place.url = "postgresql://user:secret-word@[host/x"
    let answer = try place.execute(place.runWords("url"))
    #expect(answer.end == .exited(65))
    #expect(answer.error.contains("cannot be understood"), "\(answer.error)")
    #expect(!answer.error.contains("secret-word"))
  }

  @Test func `no schema, an older one and a newer one`() throws {
    let place = try BookPlace()
    let missing = try place.execute(place.runWords("missing"), schema: "nowhere")
    #expect(missing.end == .exited(65))
    #expect(missing.error.contains("simulator db init"), "\(missing.error)")
    try place.schema.row("DELETE FROM $schema.schema_migrations WHERE version > 1")
    let older = try place.execute(place.runWords("older"))
    #expect(older.end == .exited(65), "\(older.error)")
    #expect(
      older.error.contains(
        "has version 1, this program needs \(OrderBookSchema.versionLatest); bring it up to date with: "
          + "simulator db init"), "\(older.error)")
    try place.schema.row("INSERT INTO $schema.schema_migrations VALUES (99, 'of a later program')")
    let newer = try place.execute(place.runWords("newer"))
    #expect(newer.end == .exited(65))
    #expect(newer.error.contains("has version 99"), "\(newer.error)")
  }

  @Test func `accounts and markets that the database does not have`() throws {
    let place = try BookPlace()
    let answer = try place.execute(place.runWords("strange", ["--accounts", "9"]))
    #expect(answer.end == .exited(65))
    #expect(
      answer.error.contains("the database has no active account test-account-7, test-account-8, "),
      "\(answer.error)")
    try place.schema.row("UPDATE $schema.accounts SET is_active = false")
    let inactive = try place.execute(place.runWords("inactive"))
    #expect(inactive.end == .exited(65))
    #expect(
      inactive.error.contains("accounts in the database: has 0 accounts"), "\(inactive.error)")
    try place.schema.row("UPDATE $schema.accounts SET is_active = true")
    try place.schema.row("UPDATE $schema.markets SET status = 'suspended'")
    let suspended = try place.execute(place.runWords("suspended"))
    #expect(suspended.end == .exited(65))
    #expect(suspended.error.contains("no active market"), "\(suspended.error)")
  }

  @Test func `a read-only server takes nothing and is not reported as anything else`() throws {
    let server = try TestServer()
    defer { try? server.server.stop() }
    let place = try BookPlace(on: server)
    try place.schema.row("ALTER DATABASE orderbook SET default_transaction_read_only = on")
    let answer = try place.execute(place.runWords("read-only"))
    #expect(answer.end == .exited(65), "\(answer.error)")
    #expect(answer.error.contains("read-only"), "\(answer.error)")
  }

  @Test func `locks and statements that take too long are tried again`() throws {
    let place = try BookPlace()
    place.url += " options='-c lock_timeout=20ms -c statement_timeout=300ms'"
    // The audit at its end reads without waiting; the locks are over then.
    place.trades = 300
    var blocker = try place.schema.connect()
    let process = try place.start(place.runWords("locks"))
    while process.status == nil,
      try place.schema.row("SELECT count(*) = 0 FROM $schema.orders") == ["t"]
    {}
    for _ in 0..<5 {
      usleep(60_000)
      try blocker.execute(
        "BEGIN; LOCK TABLE \(place.schema.quoted).market_sequences IN ACCESS EXCLUSIVE MODE")
      usleep(60_000)
      try blocker.execute("ROLLBACK")
    }
    let end = try process.waitForExit(timeout: .seconds(60))
    #expect(end == .exited(0), "\(process.standardError)")
    let answer = Ended(end: end, output: process.standardOutput, error: process.standardError)
    try place.expectSound(try answer.json(), run: "locks")
  }

  @Test func `labels are data`() throws {
    let place = try BookPlace()
    let label = "x'); DROP TABLE accounts; --\"\\"
    try place.expect([
      "accounts", "generate", "--count", "3", "--prefix", label, "--fund", "1000000",
    ])
    let answer = try place.execute(place.runWords("names", ["--account-filter", label]))
    #expect(answer.end == .exited(0), "\(answer.error)")
    let found = try place.schema.row(
      "SELECT count(*) FROM $schema.accounts WHERE starts_with(label, \(SQLText.literal(label)))")
    #expect(found == ["3"])
  }

  @Test func `two simulators on one book keep their orders apart`() throws {
    let place = try BookPlace()
    let first = try place.start(place.runWords("same", ["--seed", "1"]))
    let other = try BookPlace.sharing(place)
    let second = try other.start(other.runWords("same", ["--seed", "2"]))
    for process in [first, second] {
      let end = try process.waitForExit(timeout: .seconds(60))
      let answer = Ended(end: end, output: process.standardOutput, error: process.standardError)
      let verdict = try answer.json()["audit"]?["verdict"]?.stringValue
      #expect(verdict == "pass", "\(end): \(answer.error)\(answer.output)")
    }
    try place.expectDatabaseSound()
  }
}
