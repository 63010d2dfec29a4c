public import Domain

extension FlowTerms {
  /// What a LOBSTER file trades: one stock for dollars, by two accounts, one that only bids and one
  /// that only asks, so that no order ever meets its own account.
  ///
  /// - Parameters:
  ///   - symbol: the stock.
  ///   - tickUnits: dollars x 10,000 of one tick.
  public init(lobster symbol: String, tickUnits: Int64) throws(MarketError) {
    let tick = ExactDecimal(significand: Int128(tickUnits), scale: 4).normalized
    let market = try Market(
      id: "\(symbol)/USD", base: AssetIndex(0), baseDecimals: 0, quote: AssetIndex(1),
      quoteDecimals: 6, tickSize: tick, lotSize: ExactDecimal(significand: 1, scale: 0),
      referencePrice: tick, regulation: .unregulated)
    self.init(
      assets: [Asset(id: symbol, decimals: 0), Asset(id: "USD", decimals: 6)], markets: [market],
      accounts: ["bids", "asks"],
      deposits: [
        Deposit(account: Self.account(.bid), asset: AssetIndex(1), amount: Self.plenty),
        Deposit(account: Self.account(.ask), asset: AssetIndex(0), amount: Self.plenty),
      ], recyclesProceeds: true, selfTradePrevention: .cancelTaker)
  }

  /// The account that trades for a side.
  @inline(__always)
  static func account(_ side: Side) -> AccountIndex { AccountIndex(Int(side.rawValue)) }

  /// More than all trades of all files together.
  private static let plenty = Amount(minorUnits: 1_000_000_000_000_000_000_000_000_000)
}
