import DatabaseTestSupport
import Domain
import Matching
import PostgreSQL

/// Markets over three assets whose units differ, in memory and in a database.
enum ComparedMarkets {
  /// Any price; prices within a band; the assets the other way round; suspended.
  static func all() throws -> [Market] {
    [
      try make("OPEN", base: 0, quote: 1, lot: 1, .unregulated, .active),
      try make("BANDED", base: 2, quote: 1, lot: 10, .regulated(band: .tenPercent), .active),
      try make("REVERSED", base: 1, quote: 2, lot: 1, .unregulated, .active),
      try make("SUSPENDED", base: 0, quote: 1, lot: 1, .unregulated, .suspended),
    ]
  }

  private static func make(
    _ id: String, base: Int, quote: Int, lot: Int128, _ regulation: Regulation,
    _ status: MarketStatus
  ) throws -> Market {
    try Market(
      id: id, base: AssetIndex(base), baseDecimals: 3, quote: AssetIndex(quote), quoteDecimals: 4,
      tickSize: ExactDecimal(significand: 1, scale: 2),
      lotSize: ExactDecimal(significand: lot, scale: 1),
      referencePrice: ExactDecimal(significand: 100, scale: 2), status: status,
      regulation: regulation)
  }

  /// Puts assets, markets, and accounts with funds into the schema, with ids from 1.
  static func seed(
    _ markets: [Market], accounts: Int, balance: Int128, _ schema: TestSchema
  ) throws {
    try schema.row(
      "INSERT INTO $schema.assets (symbol, decimals) VALUES ('A', 3), ('B', 4), ('C', 3)")
    for market in markets {
      var band = "NULL"
      if case .regulated(let width) = market.regulation { band = width.description }
      try schema.row(
        """
        INSERT INTO $schema.markets (name, base_asset_id, quote_asset_id, tick_size, lot_size,
          reference_price_ticks, band, base_units_per_lot, quote_units_per_tick_lot, status)
        VALUES ('\(market.id)', \(market.base.position + 1), \(market.quote.position + 1),
          \(market.tickSize), \(market.lotSize), \(market.referencePrice.ticks), \(band),
          \(market.baseUnitsPerLot), \(market.quoteUnitsPerTickLot), '\(market.status.rawValue)')
        """)
    }
    try schema.row(
      "INSERT INTO $schema.market_sequences (market_id) SELECT id FROM $schema.markets")
    try schema.row(
      "INSERT INTO $schema.accounts (label) SELECT 'a-' || n FROM generate_series(1, \(accounts)) n"
    )
    try schema.row(
      "SELECT $schema.deposit(a.id, s.id, \(balance)) FROM $schema.accounts a, $schema.assets s")
  }
}

/// Commands as the parameters of `place_orders`.
enum CommandParameters {
  static func make(_ commands: [OrderCommand], _ policy: SelfTradePrevention) -> Parameters {
    var parameters = Parameters()
    array(commands, &parameters) { $1.element("\($0.id.sequence)") }
    array(commands, &parameters) { $1.element(Int64($0.account.value) + 1) }
    array(commands, &parameters) { $1.element(Int64($0.market.value) + 1) }
    terms(commands, &parameters) { $1.element($0.side.name) }
    terms(commands, &parameters) { $1.element($0.type.name) }
    terms(commands, &parameters) { $1.element($0.timeInForce.name) }
    terms(commands, &parameters) { $1.element($0.price.ticks) }
    terms(commands, &parameters) { $1.element($0.quantity.lots) }
    if commands.contains(where: { $0.kind == .cancel }) {
      array(commands, &parameters) {
        if $0.kind == .cancel { $1.element("\($0.target.sequence)") } else { $1.elementNull() }
      }
    } else {
      parameters.appendNull()
    }
    // Without such orders the column is left out, as the venue does.
    if commands.contains(where: \.isPostOnly) {
      terms(commands, &parameters) { $1.element($0.isPostOnly) }
    } else {
      parameters.appendNull()
    }
    parameters.append(policy.name)
    return parameters
  }

  private static func array(
    _ commands: [OrderCommand], _ parameters: inout Parameters,
    _ write: (OrderCommand, inout Parameters) -> Void
  ) {
    parameters.beginArray()
    for command in commands { write(command, &parameters) }
    parameters.endArray()
  }

  private static func terms(
    _ commands: [OrderCommand], _ parameters: inout Parameters,
    _ write: (OrderCommand, inout Parameters) -> Void
  ) {
    array(commands, &parameters) { command, parameters in
      if command.kind == .place {
        write(command, &parameters)
      } else {
        parameters.elementNull()
      }
    }
  }
}
