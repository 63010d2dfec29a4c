internal import PostgreSQL

/// The statements that a replay keeps prepared.
struct FlowStatements {
  static let place = "place"
  static let amend = "amend"
  static let has = "has"
  static let settle = "settle"

  private let schema: String

  init(schema: String) { self.schema = SQLText.identifier(schema) }

  /// Prepares all of them.
  func prepare(on connection: inout Connection) throws(PostgreSQLError) {
    let terms = """
      $1::text[], $2::bigint[], $3::integer[], $4::\(schema).order_side[],
      $5::\(schema).order_type[], $6::\(schema).time_in_force[], $7::bigint[], $8::bigint[], $9::text[]
      """
    try connection.prepare(
      Self.place,
      "SELECT \(OrderAnswers.columns) FROM \(schema).place_orders(\(terms), $10::boolean[], NULL, "
        + "$11::\(schema).self_trade, $12::boolean)")
    try connection.prepare(
      Self.amend,
      "SELECT \(OrderAnswers.columns) FROM \(schema).place_and_amend(\(terms), $13::boolean[], "
        + "$10::boolean[], $11::\(schema).self_trade, $12::boolean)")
    try connection.prepare(
      Self.has,
      """
      SELECT EXISTS (SELECT FROM \(schema).orders WHERE client_order_id = $1)
        OR EXISTS (SELECT FROM \(schema).orders WHERE canceled_by = $1)
        OR EXISTS (SELECT FROM \(schema).amendments WHERE client_order_id = $1)
      """)
    try connection.prepare(Self.settle, "SELECT \(schema).settle($1::integer, 10000)")
  }
}
