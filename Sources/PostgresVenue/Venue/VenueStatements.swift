internal import PostgreSQL

/// The statements that a lane's connection keeps prepared.
struct VenueStatements {
  static let place = "place"
  static let find = "find"
  static let missed = "missed"
  static let settle = "settle"

  private let schema: String

  init(schema: String) { self.schema = SQLText.identifier(schema) }

  /// Prepares all of them.
  func prepare(on connection: inout Connection) throws(PostgreSQLError) {
    try connection.prepare(
      Self.place,
      """
      SELECT \(OrderAnswers.columns) FROM \(schema).place_orders($1::text[], $2::bigint[], $3::integer[],
        $4::\(schema).order_side[], $5::\(schema).order_type[], $6::\(schema).time_in_force[],
        $7::bigint[], $8::bigint[], $9::text[], NULL, NULL, $10::\(schema).self_trade, $11::boolean)
      """)
    try connection.prepare(
      Self.find,
      "SELECT \(OrderAnswers.columns) FROM \(schema).order_answers(ARRAY[$1::text], ARRAY[$2::integer])"
    )
    try connection.prepare(
      Self.missed,
      """
      SELECT f.id & 1099511627775, m.client_order_id, f.taker_side = 'bid', f.price_ticks,
        f.quantity_lots
      FROM \(schema).fills f JOIN \(schema).orders m ON m.id = f.maker_order_id
      JOIN \(schema).orders t ON t.id = f.taker_order_id
      WHERE f.id > ($1::bigint << 40 | $2::bigint) AND f.id <= ($1::bigint << 40 | $3::bigint)
        AND starts_with(m.client_order_id, $4) AND NOT starts_with(t.client_order_id, $4)
      ORDER BY f.id
      """)
    try connection.prepare(Self.settle, "SELECT \(schema).settle($1::integer, 10000)")
  }
}
