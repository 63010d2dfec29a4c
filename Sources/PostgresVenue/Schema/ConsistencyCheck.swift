public import PostgreSQL

/// One rule that the whole database must keep, whatever wrote to it, as a query for what breaks it.
public struct ConsistencyCheck: Sendable {
  /// What was found.
  public struct Result: Sendable {
    /// The rule.
    public let name: String
    /// How many rows break it.
    public let violationCount: Int
    /// The first of them in words; empty without one.
    public let example: String
  }

  let name: String
  /// A query whose rows are violations, described by their only column.
  let sql: String

  /// Makes all checks in one snapshot. Reads the whole tables.
  public static func all(
    schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [Result] {
    try connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", name: "check")
    var results: [Result] = []
    do throws(PostgreSQLError) {
      for check in checks {
        let rows = try connection.execute(
          SchemaSQL.text(
            "SELECT count(*), min(found) FROM (\(check.sql)) violations (found)", schema: schema),
          name: check.name)
        results.append(
          Result(
            name: check.name, violationCount: Int(rows.integer(0, 0) ?? 0),
            example: rows.text(0, 1) ?? ""))
      }
      try connection.execute("COMMIT", name: "check")
    } catch {
      _ = try? connection.execute("ROLLBACK", name: "check")
      throw error
    }
    return results
  }

  private static let checks = [
    ConsistencyCheck(
      name: "balances are the sums of their ledger entries",
      sql: """
        SELECT format('account %s, asset %s: %s available and %s locked, entries say %s and %s',
          coalesce(b.account_id, l.account_id), coalesce(b.asset_id, l.asset_id), b.available,
          b.locked, l.available, l.locked)
        FROM $schema.balances b FULL JOIN (
          SELECT account_id, asset_id, sum(available_change) AS available,
            sum(locked_change) AS locked
          FROM $schema.ledger_entries GROUP BY 1, 2) l
          ON l.account_id = b.account_id AND l.asset_id = b.asset_id
        WHERE coalesce(b.available, 0) <> coalesce(l.available, 0)
          OR coalesce(b.locked, 0) <> coalesce(l.locked, 0)
        """),
    ConsistencyCheck(
      name: "what is locked is what open orders and unsettled fills need",
      sql: """
        WITH needs AS (
          SELECT o.account_id, CASE o.side WHEN 'bid' THEN m.quote_asset_id
              ELSE m.base_asset_id END AS asset_id,
            CASE o.side WHEN 'bid'
              THEN o.price_ticks::numeric * o.leaves_lots * m.quote_units_per_tick_lot
              ELSE o.leaves_lots * m.base_units_per_lot END AS amount
          FROM $schema.orders o JOIN $schema.markets m ON m.id = o.market_id
          WHERE o.leaves_lots > 0
          UNION ALL
          SELECT CASE f.taker_side WHEN 'bid' THEN f.taker_account_id
              ELSE f.maker_account_id END, m.quote_asset_id,
            f.price_ticks::numeric * f.quantity_lots * m.quote_units_per_tick_lot
          FROM $schema.fills f JOIN $schema.markets m ON m.id = f.market_id
          WHERE f.status = 'matched'
          UNION ALL
          SELECT CASE f.taker_side WHEN 'bid' THEN f.maker_account_id
              ELSE f.taker_account_id END, m.base_asset_id, f.quantity_lots * m.base_units_per_lot
          FROM $schema.fills f JOIN $schema.markets m ON m.id = f.market_id
          WHERE f.status = 'matched')
        SELECT format('account %s, asset %s: %s locked, %s needed', coalesce(b.account_id,
          n.account_id), coalesce(b.asset_id, n.asset_id), b.locked, n.amount)
        FROM $schema.balances b FULL JOIN (
          SELECT account_id, asset_id, sum(amount) AS amount FROM needs GROUP BY 1, 2) n
          ON n.account_id = b.account_id AND n.asset_id = b.asset_id
        WHERE coalesce(b.locked, 0) <> coalesce(n.amount, 0)
        """),
    ConsistencyCheck(
      name: "orders are filled by exactly their fills",
      sql: """
        SELECT format('order %s: cumulative %s lots, its fills %s', o.client_order_id,
          o.cumulative_lots, coalesce(f.lots, 0))
        FROM $schema.orders o LEFT JOIN (
          SELECT id, sum(lots) AS lots FROM (
            SELECT maker_order_id, quantity_lots FROM $schema.fills
            UNION ALL SELECT taker_order_id, quantity_lots FROM $schema.fills) s (id, lots)
          GROUP BY id) f ON f.id = o.id
        WHERE o.cumulative_lots <> coalesce(f.lots, 0)
        """),
    ConsistencyCheck(
      name: "tapes have no gaps",
      sql: """
        SELECT format('market %s: %s fills, the last is number %s, the counter says %s',
          s.market_id, f.count, f.last, s.fills)
        FROM $schema.market_sequences s CROSS JOIN LATERAL (
          SELECT count(*), coalesce(max(id & 1099511627775), 0) FROM $schema.fills
          WHERE market_id = s.market_id) f (count, last)
        WHERE f.count <> s.fills OR f.last <> s.fills
        """),
    ConsistencyCheck(
      name: "commands have no gaps",
      sql: """
        SELECT format('market %s: %s numbers of commands, the last is %s, the counter says %s',
          s.market_id, c.count, c.last, s.commands)
        FROM $schema.market_sequences s CROSS JOIN LATERAL (
          SELECT count(*), coalesce(max(number), 0) FROM (
            SELECT id & 1099511627775 FROM $schema.orders WHERE market_id = s.market_id
            UNION SELECT closed_by_number FROM $schema.orders
              WHERE market_id = s.market_id AND closed_by_number IS NOT NULL
            UNION SELECT id & 1099511627775 FROM $schema.refusals WHERE market_id = s.market_id)
            n (number)) c (count, last)
        WHERE c.count <> s.commands OR c.last <> s.commands
        """),
    ConsistencyCheck(
      name: "fills are between orders that fit",
      sql: """
        SELECT format('fill %s', f.id) FROM $schema.fills f
        LEFT JOIN $schema.orders m ON m.id = f.maker_order_id
        LEFT JOIN $schema.orders t ON t.id = f.taker_order_id
        WHERE m.id IS NULL OR t.id IS NULL OR m.account_id <> f.maker_account_id
          OR t.account_id <> f.taker_account_id OR m.market_id <> f.market_id
          OR t.market_id <> f.market_id OR t.side <> f.taker_side OR m.side = t.side
          OR m.price_ticks <> f.price_ticks
          OR CASE t.side WHEN 'bid' THEN t.price_ticks < f.price_ticks
            ELSE t.price_ticks > f.price_ticks END
        """),
    ConsistencyCheck(
      name: "books are not crossed",
      sql: """
        SELECT format('market %s: bid %s, ask %s', b.market_id, b.best, a.best)
        FROM (SELECT market_id, max(price_ticks) AS best FROM $schema.orders
          WHERE leaves_lots > 0 AND side = 'bid' AND (expires_at <= now()) IS NOT TRUE
          GROUP BY 1) b
        JOIN (SELECT market_id, min(price_ticks) AS best FROM $schema.orders
          WHERE leaves_lots > 0 AND side = 'ask' AND (expires_at <= now()) IS NOT TRUE
          GROUP BY 1) a ON a.market_id = b.market_id
        WHERE b.best >= a.best
        """),
  ]
}
