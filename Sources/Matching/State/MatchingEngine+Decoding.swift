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
    wallets.widen()
    var reader = try EngineStateReader(bytes)
    try checkSetup(&reader)
    for market in 0..<markets.count {
      books.restore(fillSequence: try reader.word(), market)
      for side in Side.allCases { try readOrders(MarketIndex(market), side, &reader) }
    }
    try readWallets(&reader)
    try readRecent(&reader)
    try readSeen(&reader)
    try reader.finish()
    if let violation = checkInvariants().first { throw .inconsistent(violation) }
    if Self.areNarrow(self.markets) { wallets.narrowIfPossible() }
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
      let order = RestingOrder(
        id: ClientOrderID(sequence: try reader.word()),
        account: AccountIndex(try reader.number(below: accountCount, "account")),
        market: market, side: side, price: Price(ticks: try reader.whole("price")),
        leaves: try reader.quantity("leaves"), cumulative: try reader.quantity("cumulative"),
        fingerprint: try reader.word(),
        isPostOnly: try reader.number(below: 2, "post-only flag") == 1)
      guard books.orders.find(order.id.sequence) == .none else {
        throw .malformed("order \(order.id.sequence) comes twice")
      }
      guard markets[market.position].isTradable(order.price, order.leaves) else {
        throw .malformed("order \(order.id.sequence) with an impossible price or quantity")
      }
      let ladder = OrderBooks.ladder(market.position, side)
      let isTold =
        order.fingerprint
        == CommandWords.limitFingerprint(
          account: order.account.value, ladder, ticks: order.price.ticks,
          lots: order.quantity.lots, isPostOnly: order.isPostOnly)
      if !isTold { books.reserveContents() }
      let wallet = wallets.position(
        order.account.value, markets[market.position].paidAsset(side))
      var rows = books.open(for: 1)
      let level = rows.level(
        PriceLevel.rank(of: order.price, on: side), rows.ladders.ref(ladder), &books)
      let slot = rows.append(
        order.id.sequence, account: order.account.value, lots: order.leaves.lots,
        filledLots: order.cumulative.lots, isPostOnly: order.isPostOnly, wallet: UInt32(wallet),
        to: level)
      if !isTold { rows.keep(order.fingerprint, of: slot) }
      books.close(rows)
    }
  }

  private mutating func readWallets(_ reader: inout EngineStateReader) throws(EngineStateError) {
    for asset in 0..<assetCount { wallets.restore(deposited: try reader.amount("deposits"), asset) }
    for account in 0..<accountCount {
      for asset in 0..<assetCount {
        let wallet = Wallet(
          available: try reader.amount("available amount"),
          locked: try reader.amount("locked amount"))
        wallets.restore(wallet, AccountIndex(account), AssetIndex(asset))
      }
    }
  }

  private mutating func readRecent(_ reader: inout EngineStateReader) throws(EngineStateError) {
    for _ in 0..<(try reader.count("recent results")) {
      let sequence = try reader.word()
      let fingerprint = try reader.word()
      let cumulative = try reader.quantity("cumulative")
      let leaves = try reader.quantity("leaves")
      let canceled = try reader.quantity("canceled quantity")
      let place = try reader.number(below: OrderStatus.allCases.count, "status")
      let status = OrderStatus.allCases[place]
      guard (status.isOpen ? canceled : leaves) == .zero else {
        throw .malformed("result \(sequence) is open with a canceled rest, or closed with leaves")
      }
      let entry = RecentResults.Entry(
        sequence: sequence, fingerprint: fingerprint, filledLots: cumulative.lots,
        otherLots: status.isOpen ? leaves.lots : canceled.lots, isOpen: status.isOpen)
      guard entry.status == status else {
        throw .malformed("result \(sequence) has a status that its quantities contradict")
      }
      recent.record(entry)
    }
  }

  private mutating func readSeen(_ reader: inout EngineStateReader) throws(EngineStateError) {
    var words: [UInt64] = []
    for _ in 0..<(try reader.count("seen sequences")) { words.append(try reader.word()) }
    seen = SeenSequences(bits: words)
  }
}
