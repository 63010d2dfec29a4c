public import Domain

extension MatchingEngine {
  /// How the command or order with this id stands, or nil when none was accepted.
  public func find(_ id: ClientOrderID) -> OrderReport? {
    guard seen.contains(id.sequence) else { return nil }
    let slot = books.orders.find(id.sequence)
    if slot != .none { return report(of: slot) }
    guard let result = recent.find(id) else { return .forgotten }
    return OrderReport(result)
  }

  /// What `account` has of `asset`; both must exist.
  public func wallet(_ account: AccountIndex, _ asset: AssetIndex) -> Wallet {
    wallets[account, asset]
  }

  /// The highest bid or lowest ask of a market, or nil when that side is empty.
  public func bestPrice(_ market: MarketIndex, _ side: Side) -> Price? {
    books.bestPrice(market.position, side)
  }

  /// The best `levels` prices of one side of a market, best first.
  public func depth(_ market: MarketIndex, _ side: Side, levels: Int) -> [DepthLevel] {
    books.depth(on: OrderBooks.ladder(market.position, side), levels: levels)
  }

  /// Bytes that the books hold: orders, price levels and what finds them. O(markets).
  public var bookByteCount: Int { books.byteCount }

  /// Number of orders that rest in the books.
  public var openOrderCount: Int { books.orders.count }

  /// Calls `body` with every open order: by market, bids before asks, in price-time priority.
  public func forEachOpenOrder(_ body: (OpenOrder) -> Void) {
    for position in 0..<books.ladderCount { forEachResting(on: position) { body(OpenOrder($0)) } }
  }

  /// The sequence of the last fill of a market; 0 before the first.
  public func lastFillSequence(_ market: MarketIndex) -> UInt64 {
    books.fillSequence(market.position)
  }

  /// Calls `body` with the orders of one ladder in price-time priority.
  func forEachResting(on ladder: Int, _ body: (RestingOrder) -> Void) {
    books.forEachOrder(on: ladder) { body(resting($0)) }
  }

  /// All about the order at `slot`.
  func resting(_ slot: OrderSlot) -> RestingOrder {
    let order = books.orders[slot]
    let level = books.levels[order.level]
    return RestingOrder(
      id: ClientOrderID(sequence: order.sequence), account: AccountIndex(Int(order.account)),
      market: MarketIndex(level.market), side: level.side, price: level.price,
      leaves: Quantity(lots: order.lots), cumulative: Quantity(lots: order.filledLots),
      fingerprint: order.hasContent
        ? books.orders.contents[slot.position]
        : order.fingerprint(Int(level.ladder), ticks: level.price.ticks),
      isPostOnly: order.isPostOnly)
  }

  /// The present standing of the order at `slot`.
  func report(of slot: OrderSlot) -> OrderReport {
    let order = books.orders[slot]
    return OrderReport(
      status: order.filledLots > 0 ? .partiallyFilled : .new,
      cumulative: Quantity(lots: order.filledLots), leaves: Quantity(lots: order.lots))
  }
}
