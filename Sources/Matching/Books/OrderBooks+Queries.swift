internal import Domain

extension OrderBooks {
  /// The best price of a ladder, or nil when no order rests there.
  func bestPrice(_ market: Int, _ side: Side) -> Price? {
    let ladder = ladders[Self.ladder(market, side)]
    return ladder.best == .none ? nil : Price(ticks: side.signed(ladder.bestRank))
  }

  /// The order that stands in a slot.
  func order(at slot: OrderSlot) -> OrderRecord { orders[slot] }

  /// The level that an order rests in.
  func level(of slot: OrderSlot) -> PriceLevel { levels[orders[slot].level] }

  /// Calls `body` with the slots of one ladder's orders in price-time priority.
  func forEachOrder(on ladder: Int, _ body: (OrderSlot) -> Void) {
    forEachLevel(on: ladder) { _, level in
      var slot = level.first
      while slot != .none {
        body(slot)
        slot = orders[slot].next
      }
      return true
    }
  }

  /// Calls `body` with the levels of one ladder, best first, as long as it returns true.
  func forEachLevel(on ladder: Int, _ body: (LevelSlot, PriceLevel) -> Bool) {
    var slot = ladders[ladder].best
    while slot != .none && body(slot, levels[slot]) { slot = level(behind: slot) }
  }

  /// What rests in a ladder at a rank, in lots; the greatest number there is when it is even more.
  func lots(on ladder: Int, rank: Int64) -> Int64 {
    let level = levels.find(rank, ladder)
    return level == .none ? 0 : Int64(clamping: levels[level].lots)
  }

  /// The best `count` prices of one ladder, best first.
  func depth(on ladder: Int, levels count: Int) -> [DepthLevel] {
    var depth: [DepthLevel] = []
    forEachLevel(on: ladder) { _, level in
      guard depth.count < count else { return false }
      depth.append(
        DepthLevel(
          price: level.price, quantity: Quantity(lots: Int64(clamping: level.lots)),
          orderCount: Int(level.orderCount)))
      return true
    }
    return depth
  }
}
