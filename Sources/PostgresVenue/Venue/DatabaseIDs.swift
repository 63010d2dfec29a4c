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

  /// Reads them; a run that begins is entered as a client, and any other found among them.
  init(
    _ request: VenueRequest, schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) {
    try self.init(
      accounts: request.plan.accounts.map(\.id), markets: request.plan.markets,
      orderKey: request.orderKey, isFresh: request.isFresh, schema: schema, &connection)
  }

  /// Reads those of accounts by label and of markets by id.
  ///
  /// - Parameters:
  ///   - orderKey: what the client order ids begin with.
  ///   - isFresh: whether the client begins and is entered; else it must be known.
  init(
    accounts labels: [String], markets wanted: [Market], orderKey: String, isFresh: Bool,
    schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) {
    let quoted = SQLText.identifier(schema)
    accounts = try Self.accounts(labels, quoted, &connection)
    markets = try Self.markets(wanted, quoted, &connection)
    guard markets.allSatisfy({ $0.id > 0 }) else { return }
    try enter(orderKey, isFresh: isFresh, quoted, &connection)
  }

  private static func accounts(
    _ labels: [String], _ schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [Int64] {
    var parameters = Parameters()
    parameters.beginArray()
    for label in labels { parameters.element(label) }
    parameters.endArray()
    let rows = try connection.query(
      """
      SELECT coalesce(a.id, 0) FROM unnest($1::text[]) WITH ORDINALITY w (label, place)
      LEFT JOIN \(schema).accounts a ON a.label = w.label AND a.is_active ORDER BY w.place
      """, parameters, name: "find accounts")
    return (0..<rows.count).map { rows.integer($0, 0) ?? 0 }
  }

  private static func markets(
    _ wanted: [Market], _ schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [MarketPlace] {
    var parameters = Parameters()
    parameters.beginArray()
    for market in wanted { parameters.element(market.id) }
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
    _ orderKey: String, isFresh: Bool, _ schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) {
    var parameters = Parameters()
    parameters.append(orderKey)
    parameters.beginArray()
    for market in markets { parameters.element(market.id) }
    parameters.endArray()
    if isFresh {
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
    let problems = problems(
      accounts: plan.accounts.map(\.id), assets: plan.assets, markets: plan.markets, of: "plan")
    if !problems.isEmpty { throw RunError(.venueMismatch, problems.joined(separator: "\n")) }
  }

  /// What the database does not have, or otherwise than it is stated.
  ///
  /// - Parameter place: where it is stated, for the messages.
  func problems(
    accounts labels: [String], assets: [Asset], markets wanted: [Market], of place: String
  ) -> [String] {
    var problems: [String] = []
    let missing = labels.indices.filter { accounts[$0] == 0 }
    if !missing.isEmpty {
      let shown = missing.prefix(3).map { labels[$0] }.joined(separator: ", ")
      problems.append(
        "the database has no active account \(shown)"
          + (missing.count > 3 ? " and \(missing.count - 3) more" : "")
          + "; make them with: simulator accounts generate")
    }
    for (market, found) in zip(wanted, markets) {
      problems += Self.differences(of: market, found, assets, place)
    }
    return problems
  }

  private static func differences(
    of market: Market, _ found: MarketPlace, _ assets: [Asset], _ place: String
  ) -> [String] {
    guard found.id > 0 else {
      return ["the database has no market \(market.id); add it with: simulator db init"]
    }
    let discipline = MarketDiscipline(market, at: MarketIndex(0))
    let names = [
      "base", "quote", "lot in base units", "tick x lot in quote units", "reference price in ticks",
      "lowest price in ticks", "highest price in ticks", "status",
    ]
    let expected = [
      assets[market.base.position].id, assets[market.quote.position].id,
      "\(market.baseUnitsPerLot)", "\(market.quoteUnitsPerTickLot)",
      "\(market.referencePrice.ticks)", "\(discipline.priceMin.ticks)",
      "\(discipline.priceMax.ticks)", market.status.rawValue,
    ]
    return names.indices.filter { expected[$0] != found.terms[$0] }.map {
      "market \(market.id): \(names[$0]) is \(expected[$0]) in the \(place) and "
        + "\(found.terms[$0]) in the database"
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
