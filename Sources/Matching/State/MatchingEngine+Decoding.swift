public import Domain

extension MatchingEngine {
  /// Restores an engine from `encodedState()`: it behaves like the original from there on.
  ///
  /// - Parameters:
  ///   - bytes: an encoded state.
  ///   - markets: the markets, with the same assets and units as when it was encoded; status and
  ///     regulation may differ.
  ///   - accountCount: as when it was encoded.
  ///   - assetCount: as when it was encoded.
  ///   - selfTradePrevention: as when it was encoded.
  /// - Throws: `EngineStateError` when the bytes are not such a state, or one of another setup.
  public init(
    decoding bytes: [UInt8], markets: [Market], accountCount: Int, assetCount: Int,
    selfTradePrevention: SelfTradePrevention
  ) throws(EngineStateError) {
    self.init(
      markets: markets, accountCount: accountCount, assetCount: assetCount,
      selfTradePrevention: selfTradePrevention)
    var reader = try EngineStateReader(bytes)
    try checkSetup(&reader)
    for market in 0..<markets.count {
      self.markets[market].fillSequence = try reader.word()
      for side in Side.allCases { try readOrders(MarketIndex(market), side, &reader) }
    }
    try readWallets(&reader)
    try readRecent(&reader)
    try readSeen(&reader)
    try reader.finish()
    if let violation = checkInvariants().first { throw .inconsistent(violation) }
  }

  private func checkSetup(_ reader: inout EngineStateReader) throws(EngineStateError) {
    let hash = EngineStateFormat.setupHash(markets)
    let expected: [(String, UInt64)] = [
      ("the number of markets", UInt64(markets.count)),
      ("the number of accounts", UInt64(accountCount)),
      ("the number of assets", UInt64(assetCount)),
      ("the self-trade prevention", UInt64(selfTradePrevention.rawValue)),
      ("the assets or units of a market", hash.h1), ("the assets or units of a market", hash.h2),
    ]
    for (what, value) in expected {
      guard try reader.word() == value else { throw .differentSetup(what) }
    }
  }

  private mutating func readOrders(
    _ market: MarketIndex, _ side: Side, _ reader: inout EngineStateReader
  ) throws(EngineStateError) {
    for _ in 0..<(try reader.count("orders")) {
      var order = OrderRecord()
      order.id = ClientOrderID(sequence: try reader.word())
      order.account = AccountIndex(try reader.number(below: accountCount, "account"))
      order.price = Price(ticks: try reader.whole("price"))
      order.leaves = try reader.quantity("leaves")
      order.cumulative = try reader.quantity("cumulative")
      order.fingerprint = try reader.word()
      order.isPostOnly = try reader.number(below: 2, "post-only flag") == 1
      order.market = market
      order.side = side
      guard index.find(order.id) == .none else {
        throw .malformed("order \(order.id.sequence) comes twice")
      }
      guard markets[market.position].isTradable(order.price, order.leaves) else {
        throw .malformed("order \(order.id.sequence) with an impossible price or quantity")
      }
      rest(order)
    }
  }

  private mutating func readWallets(_ reader: inout EngineStateReader) throws(EngineStateError) {
    for asset in 0..<assetCount { deposited[asset] = try reader.amount("deposits") }
    for account in 0..<accountCount {
      for asset in 0..<assetCount {
        wallets[AccountIndex(account), AssetIndex(asset)] = Wallet(
          available: try reader.amount("available amount"),
          locked: try reader.amount("locked amount"))
      }
    }
  }

  private mutating func readRecent(_ reader: inout EngineStateReader) throws(EngineStateError) {
    for _ in 0..<(try reader.count("recent results")) {
      var result = RecentResults.Entry()
      result.id = ClientOrderID(sequence: try reader.word())
      result.fingerprint = try reader.word()
      result.cumulative = try reader.quantity("cumulative")
      result.leaves = try reader.quantity("leaves")
      result.canceled = try reader.quantity("canceled quantity")
      let status = try reader.number(below: OrderStatus.allCases.count, "status")
      result.status = OrderStatus.allCases[status]
      result.isUsed = true
      recent.record(result)
    }
  }

  private mutating func readSeen(_ reader: inout EngineStateReader) throws(EngineStateError) {
    var words: [UInt64] = []
    for _ in 0..<(try reader.count("seen sequences")) { words.append(try reader.word()) }
    seen = SeenSequences(bits: words)
  }
}
