import DatabaseTestSupport
import PostgresVenue
import Testing

@testable import PostgreSQL

/// What errors say, and what they keep to themselves.
@Suite struct ErrorTests {
  @Test func `rows stay hidden until they are asked for`() throws {
    var connection = try TestServer.shared().connect()
    try connection.execute("CREATE TEMP TABLE secrets (word text PRIMARY KEY, n int CHECK (n > 0))")
    try connection.execute("INSERT INTO secrets VALUES ('hidden-word', 1)")
    for sql in [
      "INSERT INTO secrets VALUES ('hidden-word', 2)",
      "INSERT INTO secrets VALUES ('hidden-word', -1)",
      "SELECT 'hidden-word'::int", "DO $$ BEGIN RAISE 'hidden-word'; END $$",
    ] {
      let error = #expect(throws: PostgreSQLError.self) {
        _ = try connection.execute(sql, name: "write").count
      }
      #expect(error?.description.contains("hidden-word") == false, "\(sql)")
      #expect(error?.debugDescription.contains("hidden-word") == true, "\(sql)")
      #expect(error?.description.contains("statement 'write'") == true)
      #expect(error?.sqlState != nil)
    }
  }

  @Test func `names of what is missing are told`() throws {
    var connection = try TestServer.shared().connect()
    let error = #expect(throws: PostgreSQLError.self) {
      _ = try connection.execute("SELECT * FROM nowhere").count
    }
    #expect(error?.sqlState == .undefinedTable)
    #expect(
      error?.description == "relation \"nowhere\" does not exist (undefined table, SQLSTATE 42P01)")
  }

  @Test(
    arguments: [
      ("postgresql://u:secret@h/d?sslpassword=secret", "user=u host=h dbname=d"),
      ("host=h password='sec ret' dbname='a b'", "host=h dbname='a b'"),
      ("postgresql:///d", "dbname=d"),
    ])
  func `URLs are shown without passwords`(url: String, shown: String) throws {
    let words = Set((try ConnectionSettings(url: url).redactedURL() ?? "").split(separator: " "))
    #expect(words == Set(shown.split(separator: " ")))
  }

  @Test(arguments: [
    "postgresql://u:secret@[h/d", "host = h = password=secret x", "password='secret",
  ])
  func `URLs that cannot be understood are refused without being shown`(url: String) throws {
    let error = #expect(throws: PostgreSQLError.self) {
      _ = try Connection.open(ConnectionSettings(url: url)).isSound
    }
    #expect(error?.kind == .badSettings)
    #expect(error.map { String(reflecting: $0).contains("secret") } == false)
  }

  @Test func `a wrong password is told apart and not shown`() throws {
    let url = try TestServer.shared().url
    let start = try #require(url.firstRange(of: "password=")).lowerBound
    let error = #expect(throws: PostgreSQLError.self) {
      _ = try Connection.open(ConnectionSettings(url: url[..<start] + "password=wrong-one")).isSound
    }
    #expect(error?.sqlState == .invalidPassword)
    #expect(error.map { String(reflecting: $0).contains("wrong-one") } == false)
  }
}
