internal import JSONText
public import PostgreSQL
public import Simulation

/// Finds accounts, assets and markets in the database, as sections of a configuration.
public struct Discovery: Sendable {
  let schema: String

  /// Looks into the schema of that name.
  public init(schema: String) { self.schema = SQLText.identifier(schema) }

  /// Sections of a configuration: `accounts`, `assets` and `markets`, as far as they are wanted.
  ///
  /// - Parameter accountFilter: only active accounts whose label begins so; nil for all.
  public func overrides(
    of wanted: [String], accountFilter: String?, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [ConfigurationOverride] {
    var found: [ConfigurationOverride] = []
    for section in wanted {
      let value: JSONNode
      switch section {
      case "accounts": value = try accounts(accountFilter, &connection)
      case "assets": value = try assets(&connection)
      default: value = try markets(&connection)
      }
      found.append(
        ConfigurationOverride(path: [section], value: value, place: "\(section) in the database"))
    }
    return found
  }

  private func accounts(
    _ filter: String?, _ connection: inout Connection
  ) throws(PostgreSQLError) -> JSONNode {
    var parameters = Parameters()
    parameters.append(filter)
    let rows = try connection.query(
      "SELECT label FROM \(schema).accounts WHERE is_active "
        + "AND ($1::text IS NULL OR starts_with(label, $1)) ORDER BY id",
      parameters, name: "discover accounts")
    return JSONNode(
      .array((0..<rows.count).map { JSONNode(.string(rows.text($0, 0) ?? "")) }))
  }

  private func assets(_ connection: inout Connection) throws(PostgreSQLError) -> JSONNode {
    let rows = try connection.execute(
      "SELECT symbol, decimals FROM \(schema).assets ORDER BY id", name: "discover assets")
    return JSONNode(
      .array(
        (0..<rows.count).map { row in
          JSONNode(
            .object([
              member("id", .string(rows.text(row, 0) ?? "")),
              member("decimals", .number(rows.text(row, 1) ?? "0")),
            ]))
        }))
  }

  private func markets(_ connection: inout Connection) throws(PostgreSQLError) -> JSONNode {
    let rows = try connection.execute(
      """
      SELECT m.name, b.symbol, q.symbol, m.tick_size, m.lot_size,
        m.reference_price_ticks * m.tick_size, m.status, m.band
      FROM \(schema).markets m JOIN \(schema).assets b ON b.id = m.base_asset_id
      JOIN \(schema).assets q ON q.id = m.quote_asset_id ORDER BY m.id
      """, name: "discover markets")
    return JSONNode(.array((0..<rows.count).map { market(rows, $0) }))
  }

  private func market(_ rows: borrowing Rows, _ row: Int) -> JSONNode {
    let names = ["id", "base", "quote", "tick_size", "lot_size", "reference_price", "status"]
    var members = names.enumerated().map { column, name in
      let text = rows.text(row, column) ?? ""
      return member(name, (3...5).contains(column) ? .number(text) : .string(text))
    }
    if let band = rows.text(row, 7) {
      members.append(member("regulation", .string("regulated")))
      members.append(member("band", .number(band)))
    } else {
      members.append(member("regulation", .string("unregulated")))
    }
    return JSONNode(.object(members))
  }

  private func member(_ key: String, _ value: JSONValue) -> JSONMember {
    JSONMember(key: key, node: JSONNode(value))
  }
}
