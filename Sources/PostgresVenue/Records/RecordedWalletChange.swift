public import Domain
public import PostgreSQL

/// A change of what an account may spend, or an order that was refused since it could spend too little.
///
/// The order of a market's commands is known by their numbers. Of commands on different markets it is
/// known only when their transactions began.
public struct RecordedWalletChange: Hashable, Sendable {
  /// The account, as a place in the records.
  public let account: Int
  /// The asset, as a place in the records.
  public let asset: Int
  /// When its transaction began, in microseconds since 2000; `.min` before the run was known.
  public let begun: Int64
  /// Whether it is a refusal.
  public let isRefusal: Bool
  /// The market of the command behind it, as a place in the records; nil for deposits and withdrawals.
  public let market: Int?
  /// The number of that command; nil where there is none, as for deferred settlement.
  public let number: UInt64?
  /// The slot whose command it is; `foreign` else.
  public let order: ClientOrderID
  /// What was added to the available balance, in minor units; of a refusal: what the order needed.
  public let amount: Int128
}

/// Changes of the wallets for which orders were refused, by account, asset and time.
public struct RecordedWalletChanges: ~Copyable {
  private var rows: CopiedRows
  private let places: RecordPlaces
  private let key: OrderKey?

  init(_ rows: consuming CopiedRows, _ places: RecordPlaces, _ key: OrderKey?) {
    self.rows = rows
    self.places = places
    self.key = key
  }

  /// A query for them, with `$key` for the literal of the run's order key.
  static let query = """
    WITH refused AS (
      SELECT r.account_id, CASE r.side WHEN 'bid' THEN m.quote_asset_id ELSE m.base_asset_id END
          AS asset_id, r.created_at, r.id, r.client_order_id,
        CASE r.side WHEN 'bid'
          THEN r.price_ticks::numeric * r.quantity_lots * m.quote_units_per_tick_lot
          ELSE r.quantity_lots * m.base_units_per_lot END AS need
      FROM $schema.refusals r JOIN $schema.markets m ON m.id = r.market_id
      WHERE r.reason = 'insufficientBalance' AND r.target IS NULL AND r.side IS NOT NULL),
    changes AS (
      SELECT account_id, asset_id, created_at, true AS is_refusal, id AS command, client_order_id,
        need AS amount FROM refused
      UNION ALL
      SELECT l.account_id, l.asset_id, l.created_at, false,
        CASE WHEN l.kind IN ('trade', 'match') THEN f.taker_order_id WHEN l.kind = 'lock' THEN l.order_id
          WHEN l.kind = 'unlock'
            THEN (o.market_id::bigint << 40) + coalesce(o.closed_by_number, 0)
          ELSE o.market_id::bigint << 40 END,
        CASE WHEN l.kind IN ('trade', 'match') THEN t.client_order_id
          WHEN l.kind = 'unlock' THEN coalesce(o.canceled_by, c.client_order_id)
          ELSE o.client_order_id END, l.available_change
      FROM $schema.ledger_entries l
        JOIN (SELECT DISTINCT account_id, asset_id FROM refused) w USING (account_id, asset_id)
        LEFT JOIN $schema.orders o ON o.id = l.order_id
        LEFT JOIN $schema.fills f ON f.id = l.fill_id
        LEFT JOIN $schema.orders t ON t.id = f.taker_order_id
        LEFT JOIN $schema.orders c ON c.id = (o.market_id::bigint << 40) + o.closed_by_number
      WHERE l.available_change <> 0)
    SELECT account_id, asset_id,
      CASE WHEN created_at >= (SELECT created_at FROM $schema.clients WHERE order_key = $key)
        THEN created_at END AS begun,
      is_refusal, command, client_order_id, amount
    FROM changes ORDER BY account_id, asset_id, begun NULLS FIRST, is_refusal, command
    """

  /// The next change, nil behind the last.
  public mutating func next() throws(PostgreSQLError) -> RecordedWalletChange? {
    while try rows.next() {
      let account = places.account(rows.integer())
      let asset = try places.asset(rows.integer())
      let begun = rows.integer() ?? .min
      let isRefusal = rows.integer() == 1
      let command = try rows.integer().map { (id) throws(PostgreSQLError) in try places.split(id) }
      let order = rows.text().flatMap { key?.order($0.utf8Span.span) } ?? .foreign
      let amount = rows.number() ?? 0
      guard let account else { continue }
      return RecordedWalletChange(
        account: account, asset: asset, begun: begun, isRefusal: isRefusal, market: command?.market,
        number: command.flatMap { $0.number == 0 ? nil : $0.number }, order: order, amount: amount)
    }
    return nil
  }
}
