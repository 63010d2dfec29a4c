import DatabaseTestSupport
import Glibc
import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import TestSupport
import Testing

/// The commands that look after an order book.
@Suite(.serialized) struct PopulationTests {
  @Test func `accounts are made once, and told as JSON`() throws {
    let place = try BookPlace()
    let words = [
      "accounts", "generate", "--count", "2500", "--prefix", "many", "--fund", "USD=12.5", "--json",
    ]
    let first = try place.execute(words)
    #expect(first.end == .exited(0), "\(first.error)")
    let answer = try first.json()
    #expect(answer["created"]?.uint64Value == 2500, "\(first.output.prefix(300))")
    #expect(answer["accounts"]?.elements?.count == 2500)
    let again = try place.execute(words)
    #expect(try again.json()["created"]?.uint64Value == 0)
    #expect(
      try place.schema.row(
        "SELECT count(*), min(available), max(available), count(DISTINCT account_id) FROM "
          + "$schema.balances b JOIN $schema.accounts a ON a.id = b.account_id WHERE label LIKE "
          + "'many-%'") == ["2500", "12500000", "12500000", "2500"])
    try place.expectDatabaseSound()
  }

  @Test func `making accounts survives the end of its connections`() throws {
    let place = try BookPlace()
    let process = try place.start(
      ["accounts", "generate", "--count", "30000", "--prefix", "kept"])
    var ended = 0
    while process.status == nil, ended < 2 {
      usleep(20_000)
      let row = try place.schema.row(
        "SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
          + "pid <> pg_backend_pid() AND query LIKE '%WITH wanted AS%' AND state = 'active') e")
      ended += Int(row[0] ?? "") ?? 0
    }
    #expect(
      try process.waitForExit(timeout: .seconds(60)) == .exited(0), "\(process.standardError)")
    #expect(ended > 0)
    #expect(process.standardError.contains("trying again"), "\(process.standardError)")
    #expect(
      try place.schema.row("SELECT count(*) FROM $schema.accounts WHERE label LIKE 'kept-%'") == [
        "30000"
      ])
    try place.expectDatabaseSound()
  }

  @Test func `the schema is made once, checked, and wiped only on request`() throws {
    let place = try BookPlace()
    let again = try place.execute(["db", "init"])
    #expect(
      again.output.contains("is up to date (version \(OrderBookSchema.versionLatest)); added 0"))
    #expect(try place.execute(["db", "check"]).end == .exited(0))
    try place.schema.row(
      "UPDATE $schema.balances SET available = available + 1 WHERE account_id = 1")
    let broken = try place.execute(["db", "check", "--json"])
    #expect(broken.end == .exited(80))
    #expect(try broken.json()["verdict"]?.stringValue == "fail")
    let refused = try place.execute(["db", "reset", "--no-input"])
    #expect(refused.end == .exited(64))
    #expect(refused.error.contains("confirm with --yes"))
    #expect(try place.schema.row("SELECT count(*) FROM $schema.accounts") == ["6"])
    #expect(try place.execute(["db", "reset", "--yes"]).end == .exited(0))
    #expect(try place.schema.row("SELECT count(*) FROM $schema.accounts") == ["0"])
  }

  @Test func `a private server starts, serves without a URL, and stops`() throws {
    let server = try TestServer()
    try server.server.stop()
    let folder = try TemporaryDirectory()
    func simulator(_ words: [String]) throws -> Ended {
      let process = try ChildProcess(
        SimulatorBinary.path, words + ["--state-dir", server.stateDirectory],
        environment: ["PATH": "/usr/bin:/bin"], workingDirectory: folder.path)
      process.closeStandardInput()
      let end = try process.waitForExit(timeout: .seconds(60))
      return Ended(end: end, output: process.standardOutput, error: process.standardError)
    }
    for expected in ["the private server runs\n", "the private server runs already\n"] {
      let answer = try simulator(["db", "start"])
      #expect(answer.end == .exited(0), "\(answer.error)")
      #expect(answer.output == expected)
    }
    for words in [
      ["db", "init"], ["accounts", "generate"], ["run", "--venue", "postgresql", "--quiet"],
      ["db", "check"],
    ] {
      let answer = try simulator(words)
      #expect(answer.end == .exited(0), "\(words): \(answer.error)")
    }
    for expected in ["the private server has stopped\n", "the private server does not run\n"] {
      #expect(try simulator(["db", "stop"]).output == expected)
    }
    let refused = try simulator(["db", "check"])
    #expect(refused.end == .exited(69), "\(refused.error)")
  }
}
