internal import CMatching
internal import Domain
internal import Matching

extension EngineHandle {
  /// An engine for settings; nil when a part of them is impossible.
  static func make(_ settings: ob_settings) -> EngineHandle? {
    let count = unsafe settings.markets == nil ? 0 : Int(settings.market_count)
    let markets = unsafe UnsafeBufferPointer(start: settings.markets, count: count)
    let (accounts, assets) = unsafe (settings.account_count, settings.asset_count)
    let (policyNumber, capacity) = unsafe (settings.self_trade_prevention, settings.order_capacity)
    guard let policy = SelfTradePrevention(rawValue: UInt8(clamping: policyNumber)),
      unsafe settings.market_count == UInt32(count), accounts <= UInt32(Int32.max),
      assets <= UInt32(Int32.max),
      Int(accounts) * Int(assets) <= MatchingEngine.walletCountMax
    else { return nil }
    var known: [Market] = []
    for place in markets.indices {
      guard let market = unsafe Self.market(markets[place], place, assets) else { return nil }
      known.append(market)
    }
    return EngineHandle(
      MatchingEngine(
        markets: known, accountCount: Int(accounts), assetCount: Int(assets),
        selfTradePrevention: policy, orderCapacity: max(1, Int(capacity))))
  }

  private static func market(_ market: ob_market, _ place: Int, _ assets: UInt32) -> Market? {
    guard market.base_asset < assets, market.quote_asset < assets else { return nil }
    return try? Market(
      id: "\(place)", base: AssetIndex(Int(market.base_asset)), baseDecimals: 0,
      quote: AssetIndex(Int(market.quote_asset)), quoteDecimals: 0,
      tickSize: ExactDecimal(significand: Int128(market.tick_size), scale: 0),
      lotSize: ExactDecimal(significand: Int128(market.lot_size), scale: 0),
      referencePrice: ExactDecimal(significand: Int128(market.tick_size), scale: 0),
      regulation: .unregulated)
  }

  /// The account and asset of a wallet; nil when one of them does not exist.
  func wallet(_ account: UInt32, _ asset: UInt32) -> (AccountIndex, AssetIndex)? {
    guard Int(account) < engine.accountCount, Int(asset) < engine.assetCount else { return nil }
    return (AccountIndex(Int(account)), AssetIndex(Int(asset)))
  }

  /// One side of a market; nil when it does not exist.
  func book(_ market: UInt32, _ side: UInt8) -> (MarketIndex, Side)? {
    guard Int(market) < engine.marketCount, let side = Side(rawValue: side) else { return nil }
    return (MarketIndex(Int(market)), side)
  }
}
