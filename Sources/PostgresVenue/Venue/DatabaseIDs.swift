internal import Domain
internal import PostgreSQL
internal import Simulation

/// By which numbers the database knows accounts and markets of a plan.
struct DatabaseIDs {
  /// A market of the plan in the database.
  struct MarketPlace {
    let id: Int64
    /// Sequence of its last fill before the run's first order; the run's tape counts from there.
    var fillOrigin: UInt64 = 0
    /// Its terms as text, to be compared with the plan's.
    let terms: [String]
  }

  /// By account of the plan; 0 for one that the database does not have.
  let accounts: [Int64]
  /// By market of the plan.
  private(set) var markets: [MarketPlace]

  /// Reads them; for a run that begins, the run is entered as a client, and else found among them.
  init(
    _ request: VenueRequest, schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) {
    let quoted = SQLText.identifier(schema)
    accounts = try Self.accounts(request.plan, quoted, &connection)
    markets = try Self.markets(request.plan, quoted, &connection)
    guard markets.allSatisfy({ $0.id > 0 }) else { return }
    try enter(request, quoted, &connection)
  }

  private static func accounts(
    _ plan: Plan, _ schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [Int64] {
    var parameters = Parameters()
    parameters.beginArray()
    for account in plan.accounts { parameters.element(account.id) }
    parameters.endArray()
    let rows = try connection.query(
      """
      SELECT coalesce(a.id, 0) FROM unnest($1::text[]) WITH ORDINALITY w (label, place)
      LEFT JOIN \(schema).accounts a ON a.label = w.label AND a.is_active ORDER BY w.place
      """, parameters, name: "find accounts")
    return (0..<rows.count).map { rows.integer($0, 0) ?? 0 }
  }

  private static func markets(
    _ plan: Plan, _ schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [MarketPlace] {
    var parameters = Parameters()
    parameters.beginArray()
    for market in plan.markets { parameters.element(market.id) }
    parameters.endArray()
    let rows = try connection.query(
      """
      SELECT coalesce(m.id, 0), s.fills, b.symbol, q.symbol, m.base_units_per_lot,
        m.quote_units_per_tick_lot, m.reference_price_ticks, m.price_min_ticks, m.price_max_ticks,
        m.status
      FROM unnest($1::text[]) WITH ORDINALITY w (name, place)
      LEFT JOIN \(schema).markets m ON m.name = w.name
      LEFT JOIN \(schema).market_sequences s ON s.market_id = m.id
      LEFT JOIN \(schema).assets b ON b.id = m.base_asset_id
      LEFT JOIN \(schema).assets q ON q.id = m.quote_asset_id ORDER BY w.place
      """, parameters, name: "find markets")
    return (0..<rows.count).map { row in
      MarketPlace(
        id: rows.integer(row, 0) ?? 0, fillOrigin: UInt64(rows.integer(row, 1) ?? 0),
        terms: (2...9).map { rows.text(row, $0) ?? "" })
    }
  }

  private mutating func enter(
    _ request: VenueRequest, _ schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) {
    var parameters = Parameters()
    parameters.append(request.orderKey)
    parameters.beginArray()
    for market in markets { parameters.element(market.id) }
    parameters.endArray()
    if request.isFresh {
      _ = try connection.query(
        """
        INSERT INTO \(schema).clients (order_key, market_ids, fill_origins)
        SELECT $1, $2::integer[], ARRAY(SELECT s.fills
          FROM unnest($2::integer[]) WITH ORDINALITY w (id, place)
          JOIN \(schema).market_sequences s ON s.market_id = w.id ORDER BY w.place)
        ON CONFLICT (order_key) DO NOTHING
        """, parameters, name: "enter the run")
    }
    let rows = try connection.query(
      """
      SELECT o.origin FROM unnest($2::integer[]) WITH ORDINALITY w (id, place)
      JOIN \(schema).clients c ON c.order_key = $1
      CROSS JOIN LATERAL unnest(c.market_ids, c.fill_origins) o (id, origin)
      WHERE o.id = w.id ORDER BY w.place
      """, parameters, name: "find the run")
    guard rows.count == markets.count else {
      throw PostgreSQLError(
        .server, "this database does not know the run; resume it on the database that it began on")
    }
    for row in 0..<rows.count {
      markets[row].fillOrigin = UInt64(rows.integer(row, 0) ?? 0)
    }
  }
}

extension DatabaseIDs {
  /// Checks that the database has what the plan was made for.
  func check(_ plan: Plan) throws(RunError) {
    var problems: [String] = []
    let missing = plan.accounts.indices.filter { accounts[$0] == 0 }
    if !missing.isEmpty {
      let shown = missing.prefix(3).map { plan.accounts[$0].id }.joined(separator: ", ")
      problems.append(
        "the database has no active account \(shown)"
          + (missing.count > 3 ? " and \(missing.count - 3) more" : "")
          + "; make them with: simulator accounts generate")
    }
    for (place, market) in plan.markets.enumerated() {
      problems += differences(of: market, markets[place], plan)
    }
    if !problems.isEmpty { throw RunError(.venueMismatch, problems.joined(separator: "\n")) }
  }

  private func differences(
    of market: Market, _ place: MarketPlace, _ plan: Plan
  ) -> [String] {
    guard place.id > 0 else {
      return ["the database has no market \(market.id); add it with: simulator db init"]
    }
    let discipline = MarketDiscipline(market, at: MarketIndex(0))
    let names = [
      "base", "quote", "lot in base units", "tick x lot in quote units", "reference price in ticks",
      "lowest price in ticks", "highest price in ticks", "status",
    ]
    let expected = [
      plan.assets[market.base.position].id, plan.assets[market.quote.position].id,
      "\(market.baseUnitsPerLot)", "\(market.quoteUnitsPerTickLot)",
      "\(market.referencePrice.ticks)", "\(discipline.priceMin.ticks)",
      "\(discipline.priceMax.ticks)", market.status.rawValue,
    ]
    return names.indices.filter { expected[$0] != place.terms[$0] }.map {
      "market \(market.id): \(names[$0]) is \(expected[$0]) in the plan and \(place.terms[$0]) in the "
        + "database"
    }
  }
}

extension RunError {
  /// The venue cannot be used: out of reach, or not what was expected.
  init(_ error: PostgreSQLError) {
    switch error.kind {
    case .connectionRefused, .connectionLost, .timedOut:
      self.init(.venue, "the database cannot be reached: \(error)")
    case .server where error.endsConnection:
      self.init(.venue, "the database cannot be reached: \(error)")
    case .badSettings, .server, .unexpectedAnswer: self.init(.venueMismatch, "\(error)")
    }
  }
}
