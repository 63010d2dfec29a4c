internal import JSONText
public import PostgreSQL
public import Simulation

/// Finds accounts, assets and markets by the statements of venue `sql`, as sections of a configuration.
public struct BookDiscovery: Sendable {
  private let book: PreparedBook

  /// Reads the statements.
  public init(_ statements: [NamedStatement]) throws(PostgreSQLError) {
    book = try PreparedBook(statements)
  }

  /// The wanted sections for which there is a statement.
  public func overrides(
    of wanted: [String], accountFilter: String?, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [ConfigurationOverride] {
    try book.prepare(on: &connection)
    var found: [ConfigurationOverride] = []
    for statement in [BookStatement.accounts, .assets, .markets]
    where wanted.contains(statement.name) && book.has(statement) {
      let rows = try book.run(statement, ["account_filter": accountFilter], &connection)
      found.append(
        ConfigurationOverride(
          path: [statement.name], value: Self.list(statement, rows),
          place: "statement '\(statement.name)'"))
    }
    return found
  }

  /// Rows as objects: the documented columns are the keys of the configuration.
  private static func list(_ statement: BookStatement, _ rows: consuming Rows) -> JSONNode {
    var elements: [JSONNode] = []
    for row in 0..<rows.count {
      var members: [JSONMember] = []
      for column in statement.columns {
        guard let place = rows.column(named: column.name), let text = rows.text(row, place) else {
          continue
        }
        let value: JSONValue = column.kind == .number ? .number(text) : .string(text)
        members.append(JSONMember(key: column.name, node: JSONNode(value)))
      }
      if statement.name == "markets" && !members.contains(where: { $0.key == "band" }) {
        members.append(JSONMember(key: "regulation", node: JSONNode(.string("unregulated"))))
      }
      elements.append(JSONNode(.object(members)))
    }
    return JSONNode(.array(elements))
  }
}
