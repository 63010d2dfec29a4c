public import PostgreSQL
public import PostgresVenue
import Synchronization

/// An order-book schema of its own on the tests' server.
public struct TestSchema: Sendable {
  /// The server.
  public let server: TestServer
  /// The schema.
  public let schema: OrderBookSchema

  private static let count = Atomic<Int>(0)

  /// Makes an empty order book.
  public init(on server: TestServer? = nil) throws {
    self.server = try server ?? TestServer.shared()
    let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
    schema = OrderBookSchema(name: "test \(number)\"s")
    var connection = try self.server.connect()
    _ = try schema.migrate(&connection)
  }

  /// The schema's name as SQL needs it.
  public var quoted: String { SQLText.identifier(schema.name) }

  /// Connects.
  public func connect() throws -> Connection { try server.connect() }

  /// Runs SQL text in which `$schema` stands for the schema's name, and gives the first row as texts.
  @discardableResult
  public func row(_ sql: String) throws -> [String?] {
    var connection = try connect()
    let rows = try connection.execute(sql.replacing("$schema", with: quoted))
    return rows.count == 0 ? [] : (0..<rows.columnCount).map { rows.text(0, $0) }
  }

  /// What breaks the rules that the database must keep.
  public func violations() throws -> [String] {
    var connection = try connect()
    return try ConsistencyCheck.all(schema: schema.name, &connection)
      .filter { $0.violationCount > 0 }.map { "\($0.name): \($0.violationCount), \($0.example)" }
  }
}
