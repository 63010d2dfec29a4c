internal import Domain
internal import PostgreSQL
public import Simulation

extension PostgreSQLVenue {
  /// Holds orders and fills in the database against what the run says of itself: how many there are,
  /// and what they locked, paid and brought, per account and asset.
  ///
  /// Fills by which others took orders of the run after its last look at a market do not count: the run
  /// has ended before them.
  public func audit(_ record: RunAccount) -> VenueAudit {
    var audit = auditOnce(record)
    for _ in 1..<Self.auditTries where !audit.leftOut.isEmpty { audit = auditOnce(record) }
    return audit
  }

  /// A connection that ends while the database is read is made again so often.
  private static let auditTries = 5

  private func auditOnce(_ record: RunAccount) -> VenueAudit {
    do throws(PostgreSQLError) {
      return try connection.with { (connection) throws(PostgreSQLError) in
        VenueAudit(
          checks: [
            VenueCheck(
              .oneOrderPerSlot, "orders that are in the database once",
              messages: try orderCounts(record, &connection)),
            VenueCheck(
              .settlement, "the database's fills to be the run's",
              messages: try fillCounts(record, &connection)),
            VenueCheck(
              .agreement, "the database's amounts to be the budgets'",
              messages: try amounts(record, &connection)),
          ], notes: lastProblem.map { ["the last problem with the database: \($0)"] } ?? [])
      }
    } catch {
      return VenueAudit(leftOut: ["the database was not compared: \(error)"])
    }
  }

  /// The first and the last client order id that the run could have, with the tapes' places.
  private func scope(_ record: RunAccount) -> Parameters {
    var parameters = Parameters()
    parameters.append(key.prefix)
    // The character behind the hyphen that ends the prefix.
    parameters.append(String(key.prefix.dropLast()) + ".")
    let places = record.markets.map(\.position)
    Self.write(places.map { ids.markets[$0].id }, to: &parameters)
    Self.write(places.map { Int64(ids.markets[$0].fillOrigin) }, to: &parameters)
    Self.write(
      places.map { Int64(ids.markets[$0].fillOrigin + fillSequences[$0]) }, to: &parameters)
    return parameters
  }

  private static func write(_ numbers: [Int64], to parameters: inout Parameters) {
    parameters.beginArray()
    for number in numbers { parameters.element(number) }
    parameters.endArray()
  }

  private func orderCounts(
    _ record: RunAccount, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [String] {
    let rows = try connection.query(
      auditText("SELECT count(*) FROM mine"),
      scope(record), name: "audit orders")
    let found = rows.integer(0, 0) ?? -1
    if found == Int64(record.ordersCreated) { return [] }
    return ["the run created \(record.ordersCreated) orders, the database has \(found) of it"]
  }

  private func fillCounts(
    _ record: RunAccount, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [String] {
    let rows = try connection.query(
      auditText(
        "SELECT count(*) FROM told f WHERE EXISTS (SELECT FROM mine WHERE id = f.maker_order_id) "
          + "OR EXISTS (SELECT FROM mine WHERE id = f.taker_order_id)"), scope(record),
      name: "audit fills")
    let found = rows.integer(0, 0) ?? -1
    if found == Int64(record.fills) { return [] }
    return ["the run counted \(record.fills) fills, the database has \(found) of its orders"]
  }

  private func amounts(
    _ record: RunAccount, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [String] {
    let rows = try connection.query(
      auditText(Self.amountsText), scope(record), name: "audit amounts")
    var places: [Int64: Int] = [:]
    for (place, id) in ids.accounts.enumerated() { places[id] = place }
    var assets: [String: Int] = [:]
    for (place, asset) in plan.assets.enumerated() { assets[asset.id] = place }
    var unseen = record.amounts
    var found: [String] = []
    for row in 0..<rows.count {
      guard let account = places[rows.integer(row, 0) ?? 0],
        let asset = assets[rows.text(row, 1) ?? ""]
      else {
        found.append("an order of the run belongs to an account or asset that is not its own")
        continue
      }
      let place = account * plan.assets.count + asset
      let amounts = (2...4).map { Amount(minorUnits: Int128(rows.text(row, $0) ?? "") ?? -1) }
      found += difference(record.amounts[place], amounts, account, asset)
      unseen[place] = (.zero, .zero, .zero)
    }
    for (place, expected) in unseen.enumerated()
    where expected != (Amount.zero, Amount.zero, Amount.zero) {
      let asset = place % plan.assets.count
      found += difference(
        expected, [.zero, .zero, .zero], place / plan.assets.count, asset)
    }
    return found
  }

  private func difference(
    _ expected: (locked: Amount, spent: Amount, received: Amount), _ found: [Amount],
    _ account: Int, _ asset: Int
  ) -> [String] {
    let expected = [expected.locked, expected.spent, expected.received]
    guard expected != found else { return [] }
    let words = zip(zip(["locked", "spent", "received"], expected), found).compactMap {
      $0.1 == $1
        ? nil : "\($0.0) \($0.1.minorUnits), the database says \($1.minorUnits)"
    }
    return [
      "account \(plan.accounts[account].id), asset \(plan.assets[asset].id): "
        + words.joined(separator: "; ")
    ]
  }

  /// Orders of the run as `mine`, fills on its tapes so far as `told`, those behind as `untold`.
  private func auditText(_ query: String) -> String {
    let schema = SQLText.identifier(plan.configuration.venue.database.schema)
    return """
      WITH mine AS MATERIALIZED (SELECT o.*, m.base_asset_id, m.quote_asset_id,
          m.base_units_per_lot, m.quote_units_per_tick_lot
        FROM \(schema).orders o JOIN \(schema).markets m ON m.id = o.market_id
        WHERE o.client_order_id >= $1 AND o.client_order_id < $2 AND o.market_id = ANY ($3)),
      tapes AS (SELECT * FROM unnest($3::integer[], $4::bigint[], $5::bigint[])
        t (market, origin, known)),
      told AS (SELECT f.* FROM tapes t JOIN \(schema).fills f
        ON f.id > (t.market::bigint << 40 | t.origin) AND f.id <= (t.market::bigint << 40 | t.known)),
      untold AS (SELECT f.* FROM tapes t JOIN \(schema).fills f
        ON f.id > (t.market::bigint << 40 | t.known)
        AND f.id < ((t.market + 1)::bigint << 40)),
      symbols AS (SELECT id, symbol FROM \(schema).assets)
      \(query)
      """
  }

  /// Locked, spent and received per account and asset. What fills behind the run's end took is locked
  /// still, as far as the run knows.
  private static let amountsText = """
    , sides AS (
      SELECT o.id, o.account_id, o.side, o.base_asset_id, o.quote_asset_id,
        f.quantity_lots * o.base_units_per_lot AS base,
        f.price_ticks::numeric * f.quantity_lots * o.quote_units_per_tick_lot AS quote
      FROM told f JOIN mine o ON o.id IN (f.maker_order_id, f.taker_order_id)),
    moves AS (
      SELECT account_id, quote_asset_id AS asset, 0 AS locked,
        CASE side WHEN 'bid' THEN quote ELSE 0 END AS spent,
        CASE side WHEN 'bid' THEN 0 ELSE quote END AS received FROM sides
      UNION ALL SELECT account_id, base_asset_id, 0, CASE side WHEN 'bid' THEN 0 ELSE base END,
        CASE side WHEN 'bid' THEN base ELSE 0 END FROM sides
      UNION ALL SELECT o.account_id,
        CASE o.side WHEN 'bid' THEN o.quote_asset_id ELSE o.base_asset_id END,
        CASE o.side WHEN 'bid' THEN o.price_ticks::numeric * l.lots * o.quote_units_per_tick_lot
          ELSE l.lots * o.base_units_per_lot END, 0, 0
      FROM mine o CROSS JOIN LATERAL (SELECT o.leaves_lots + coalesce((SELECT sum(u.quantity_lots)
        FROM untold u WHERE u.maker_order_id = o.id), 0) AS lots) l WHERE l.lots > 0)
    SELECT m.account_id, s.symbol, sum(m.locked), sum(m.spent), sum(m.received)
    FROM moves m JOIN symbols s ON s.id = m.asset GROUP BY 1, 2
    """
}
