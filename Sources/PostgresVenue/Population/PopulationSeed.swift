internal import Domain
public import PostgreSQL
public import Simulation

/// Puts assets and markets of a configuration into the database.
public struct PopulationSeed {
  let schema: String

  /// Works in the schema of that name.
  public init(schema: String) { self.schema = SQLText.identifier(schema) }

  /// Adds assets and markets that are missing; those that are there are left as they are. Gives how
  /// many of each were added.
  public func add(
    _ configuration: Configuration, _ connection: inout Connection
  ) throws(PostgreSQLError) -> (assets: Int, markets: Int) {
    try add(
      configuration.assets, configuration.markets, configuration.venue.selfTradePrevention,
      configuration.venue.database.settlement, &connection)
  }

  /// Adds those of the assets and markets that are missing, with defaults for the markets.
  func add(
    _ assets: [Asset], _ markets: [Market], _ selfTradePrevention: SelfTradePrevention,
    _ settlement: Settlement, _ connection: inout Connection
  ) throws(PostgreSQLError) -> (assets: Int, markets: Int) {
    var assetCount = 0
    for asset in assets {
      var parameters = Parameters()
      parameters.append(asset.id)
      parameters.append(Int64(asset.decimals))
      assetCount += try connection.query(
        "INSERT INTO \(schema).assets (symbol, decimals) VALUES ($1, $2::smallint) "
          + "ON CONFLICT (symbol) DO NOTHING", parameters, name: "add asset"
      ).affectedCount
    }
    var marketCount = 0
    for market in markets {
      var parameters = Self.terms(market, assets)
      parameters.append(selfTradePrevention.name)
      parameters.append(settlement == .deferred)
      marketCount += try add(parameters, &connection)
    }
    return (assetCount, marketCount)
  }

  private static func terms(_ market: Market, _ assets: [Asset]) -> Parameters {
    var parameters = Parameters()
    parameters.append(market.id)
    parameters.append(assets[market.base.position].id)
    parameters.append(assets[market.quote.position].id)
    parameters.append(market.tickSize.description)
    parameters.append(market.lotSize.description)
    parameters.append(market.referencePrice.ticks)
    if case .regulated(let band) = market.regulation {
      parameters.append(band.description)
    } else {
      parameters.appendNull()
    }
    parameters.append("\(market.baseUnitsPerLot)")
    parameters.append("\(market.quoteUnitsPerTickLot)")
    parameters.append(market.status.rawValue)
    return parameters
  }

  private func add(
    _ parameters: Parameters, _ connection: inout Connection
  ) throws(PostgreSQLError) -> Int {
    try connection.query(
      """
      WITH added AS (
        INSERT INTO \(schema).markets (name, base_asset_id, quote_asset_id, tick_size, lot_size,
          reference_price_ticks, band, base_units_per_lot, quote_units_per_tick_lot, status,
          self_trade, is_deferred)
        SELECT $1, b.id, q.id, $4::numeric, $5::numeric, $6::bigint, $7::numeric, $8::numeric,
          $9::numeric, $10::\(schema).market_status, $11::\(schema).self_trade, $12::boolean
        FROM \(schema).assets b, \(schema).assets q WHERE b.symbol = $2 AND q.symbol = $3
        ON CONFLICT (name) DO NOTHING RETURNING id)
      INSERT INTO \(schema).market_sequences (market_id) SELECT id FROM added
      """, parameters, name: "add market"
    ).affectedCount
  }
}
