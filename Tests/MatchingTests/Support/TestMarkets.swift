import Domain

/// Markets over three assets whose units differ, so that a confusion of units shows.
enum TestMarkets {
  static let assetCount = 3

  /// Base asset 0 (3 decimals, lot 0.1 = 100 units) against quote asset 1 (4 decimals, tick x lot =
  /// 10 units), any price.
  static func open(status: MarketStatus = .active) throws -> Market {
    try make("OPEN", base: 0, quote: 1, lot: 1, .unregulated, status)
  }

  /// Base asset 2 against the same quote asset, prices 90 ... 110.
  static func banded() throws -> Market {
    try make("BANDED", base: 2, quote: 1, lot: 10, .regulated(band: .tenPercent), .active)
  }

  /// The two assets the other way round, any price.
  static func reversed() throws -> Market {
    try make("REVERSED", base: 1, quote: 2, lot: 1, .unregulated, .active)
  }

  /// Every kind of market, a suspended one last.
  static func all() throws -> [Market] {
    [try open(), try banded(), try reversed(), try open(status: .suspended)]
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
}
