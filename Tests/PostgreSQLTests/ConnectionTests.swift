import DatabaseTestSupport
import Platform
import PostgresVenue
import Testing

@testable import PostgreSQL

@Suite struct ConnectionTests {
  private let server: TestServer

  init() throws { server = try TestServer.shared() }

  @Test func `values come back as they were sent`() throws {
    var connection = try server.connect()
    var parameters = Parameters()
    parameters.append("it's \"quoted\", \\ and Ω")
    parameters.append(Int64.min)
    parameters.append(Int64.max)
    parameters.append(true)
    parameters.appendNull()
    parameters.beginArray()
    for text in ["plain", "with \"quotes\"", "back\\slash", "", "NULL", "{a,b}"] {
      parameters.element(text)
    }
    parameters.elementNull()
    parameters.endArray()
    let rows = try connection.query(
      "SELECT $1::text, $2::bigint, $3::bigint, $4::boolean, $5::text, cardinality($6::text[]), "
        + "array_to_string($6::text[], '|', '-')", parameters)
    #expect(rows.text(0, 0) == "it's \"quoted\", \\ and Ω")
    #expect(rows.integer(0, 1) == .min)
    #expect(rows.integer(0, 2) == .max)
    #expect(rows.flag(0, 3) == true)
    #expect(rows.text(0, 4) == nil)
    #expect(rows.integer(0, 4) == nil)
    #expect(rows.integer(0, 5) == 7)
    #expect(rows.text(0, 6) == "plain|with \"quotes\"|back\\slash||NULL|{a,b}|-")
  }

  @Test(arguments: ["9223372036854775808", "-9223372036854775809", "1.5", "x", "", "-", "12a"])
  func `what is no whole number of 64 bits is not read as one`(text: String) throws {
    var connection = try server.connect()
    var parameters = Parameters()
    parameters.append(text)
    let rows = try connection.query("SELECT $1::text", parameters)
    #expect(rows.integer(0, 0) == nil)
  }

  @Test func `prepared statements are run and described`() throws {
    var connection = try server.connect()
    try connection.prepare("add", "SELECT $1::int + $2::int AS sum, 'x'::text AS letter")
    let description = try connection.describe("add")
    #expect(description.parameterTypeIDs == [23, 23])
    #expect(description.columns.map(\.name) == ["sum", "letter"])
    #expect(description.columns.map(\.typeID) == [23, 25])
    for number in Int64(1)...3 {
      var parameters = Parameters()
      parameters.append(number)
      parameters.append(Int64(40))
      let rows = try connection.run("add", parameters)
      #expect(rows.integer(0, 0) == 40 + number)
    }
  }

  @Test func `pipelined statements are answered in order, and one that fails fails alone`() throws {
    var connection = try server.connect()
    try connection.prepare("divide", "SELECT 12 / $1::int")
    try connection.enterPipeline()
    for divisor in [Int64(3), 0, 4] {
      var parameters = Parameters()
      parameters.append(divisor)
      try connection.sendPipelined("divide", parameters)
    }
    let first = try connection.receive("divide").integer(0, 0)
    #expect(first == 4)
    let error = #expect(throws: PostgreSQLError.self) { _ = try connection.receive("divide").count }
    #expect(error?.sqlState == SQLState("22012"))
    let third = try connection.receive("divide").integer(0, 0)
    #expect(third == 3)
    try connection.exitPipeline()
    let after = try connection.execute("SELECT 1").count
    #expect(after == 1)
  }

  @Test func `more than fits into the socket's buffers is sent and received`() throws {
    var connection = try server.connect()
    let text = String(repeating: "0123456789", count: 2_000_000)
    var parameters = Parameters()
    parameters.append(text)
    let rows = try connection.query("SELECT $1::text, length($1::text)", parameters)
    #expect(rows.integer(0, 1) == 20_000_000)
    #expect(rows.text(0, 0) == text)
  }

  @Test func `rows are copied in`() throws {
    var connection = try server.connect()
    try connection.execute("CREATE TEMP TABLE copied (a int, b text)")
    var left = 200
    let count = try connection.copyIn("COPY copied FROM STDIN", name: "copy") {
      left -= 1
      guard left >= 0 else { return nil }
      return (0..<500).flatMap { Array("\($0)\ttext \($0)\n".utf8) }
    }
    #expect(count == 100_000)
    let sum = try connection.execute("SELECT sum(a) FROM copied").integer(0, 0)
    #expect(sum == 24_950_000)
    let error = #expect(throws: PostgreSQLError.self) {
      var isFirst = true
      _ = try connection.copyIn("COPY copied FROM STDIN", name: "copy") {
        defer { isFirst = false }
        return isFirst ? Array("no number\tx\n".utf8) : nil
      }
    }
    #expect(error?.sqlState == SQLState("22P02"))
    let afterwards = try connection.execute("SELECT 1").count
    #expect(afterwards == 1)
  }

  @Test func `a statement is canceled from another thread`() throws {
    var connection = try server.connect()
    guard let canceler = connection.canceler() else {
      Issue.record("no canceler")
      return
    }
    let thread = try OSThread {
      let clock = SystemClock()
      clock.sleep(until: clock.now() + .milliseconds(100))
      _ = canceler.cancel()
    }
    let error = #expect(throws: PostgreSQLError.self) {
      _ = try connection.execute("SELECT pg_sleep(20)").count
    }
    thread.join()
    #expect(error?.sqlState == .queryCanceled)
    #expect(error?.endsConnection == false)
    let next = try connection.execute("SELECT 1").count
    #expect(next == 1)
  }

  @Test func `an answer that does not come is not waited for longer than asked`() throws {
    var connection = try server.connect()
    connection.answerTimeoutMilliseconds = 50
    let start = SystemClock().now()
    let error = #expect(throws: PostgreSQLError.self) {
      _ = try connection.execute("SELECT pg_sleep(5)").count
    }
    #expect(error?.kind == .timedOut)
    #expect(error?.endsConnection == true)
    #expect((SystemClock().now() - start) < .milliseconds(2000))
  }

  @Test func `a connection that the server ends is lost`() throws {
    var connection = try server.connect()
    var other = try server.connect()
    var parameters = Parameters()
    parameters.append(Int64(connection.serverProcess))
    _ = try other.query("SELECT pg_terminate_backend($1::int, 2000)", parameters).count
    let error = #expect(throws: PostgreSQLError.self) {
      _ = try connection.execute("SELECT 1").count
    }
    #expect(error?.endsConnection == true, "\(String(reflecting: error))")
    let isSound = connection.isSound
    #expect(!isSound)
  }

  @Test func `connections are closed with their owners`() throws {
    var watcher = try server.connect()
    let text = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'short-lived'"
    for _ in 0..<20 {
      let connection = try Connection.open(
        ConnectionSettings(url: server.url, applicationName: "short-lived"))
      let version = connection.serverVersion
      #expect(version >= 150_000)
    }
    let clock = SystemClock()
    for _ in 0..<100 where try watcher.execute(text).integer(0, 0) != 0 {
      clock.sleep(until: clock.now() + .milliseconds(20))
    }
    let left = try watcher.execute(text).integer(0, 0)
    #expect(left == 0)
  }

  @Test func `settings of the server are applied, whatever they hold`() throws {
    var connection = try Connection.open(
      ConnectionSettings(
        url: server.url,
        serverSettings: [.init("lock_timeout", "1234ms"), .init("search_path", "it's")]))
    let timeout = try connection.execute("SHOW lock_timeout").text(0, 0)
    #expect(timeout == "1234ms")
    let path = try connection.execute("SHOW search_path").text(0, 0)
    #expect(path == "\"it's\"")
  }
}
