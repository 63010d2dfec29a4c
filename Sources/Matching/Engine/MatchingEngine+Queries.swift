public import Domain

extension MatchingEngine {
  /// How the command or order with this id stands, or nil when none was accepted.
  public func find(_ id: ClientOrderID) -> OrderReport? {
    guard seen.contains(id.sequence) else { return nil }
    let slot = index.find(id)
    if slot != .none { return OrderReport(of: orders[slot]) }
    guard let result = recent.find(id) else { return .forgotten }
    return OrderReport(result)
  }

  /// What `account` has of `asset`; both must exist.
  public func wallet(_ account: AccountIndex, _ asset: AssetIndex) -> Wallet {
    wallets[account, asset]
  }

  /// The highest bid or lowest ask of a market, or nil when that side is empty.
  public func bestPrice(_ market: MarketIndex, _ side: Side) -> Price? {
    ladders[ladder(market, side)].bestPrice
  }

  /// The best `levels` prices of one side of a market, best first.
  public func depth(_ market: MarketIndex, _ side: Side, levels: Int) -> [DepthLevel] {
    var depth: [DepthLevel] = []
    forEachLevel(on: ladder(market, side)) { _, level in
      guard depth.count < levels else { return false }
      depth.append(
        DepthLevel(
          price: level.price(on: side), quantity: Quantity(lots: Int64(clamping: level.lots)),
          orderCount: Int(level.orderCount)))
      return true
    }
    return depth
  }

  /// Bytes that the books hold: orders, price levels and what finds them, room kept for more
  /// included. O(markets).
  public var bookByteCount: Int {
    var bytes = orders.byteCount + levels.byteCount + index.byteCount
    for position in 0..<ladders.count { bytes += ladders[position].byteCount }
    return bytes
  }

  /// Number of orders that rest in the books.
  public var openOrderCount: Int { orders.count }

  /// Calls `body` with every open order: by market, bids before asks, in price-time priority.
  public func forEachOpenOrder(_ body: (OpenOrder) -> Void) {
    for position in 0..<ladders.count { forEachRecord(on: position) { body(OpenOrder($0)) } }
  }

  /// The sequence of the last fill of a market; 0 before the first.
  public func lastFillSequence(_ market: MarketIndex) -> UInt64 {
    markets[market.position].fillSequence
  }

  /// Calls `body` with the records of one ladder in price-time priority.
  func forEachRecord(on ladder: Int, _ body: (OrderRecord) -> Void) {
    forEachLevel(on: ladder) { _, level in
      var slot = level.first
      while slot != .none {
        body(orders[slot])
        slot = orders[slot].next
      }
      return true
    }
  }

  /// Calls `body` with the levels of one ladder, best first, as long as it returns true.
  func forEachLevel(on ladder: Int, _ body: (LevelSlot, PriceLevel) -> Bool) {
    var slot = ladders[ladder].best
    while slot != .none && body(slot, levels[slot]) {
      slot = ladders[ladder].level(behind: slot, in: levels)
    }
  }
}
