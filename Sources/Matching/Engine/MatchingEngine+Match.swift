internal import Domain

extension MatchingEngine {
  /// Trades against the opposite side, best price and earliest order first, until the order is
  /// filled, finds no price within its limit, or is stopped.
  @inline(__always)
  mutating func match(_ taker: inout Taker) {
    let opposite = ladder(taker.order.market, taker.order.side.opposite)
    let limit = PriceLevel.rank(of: taker.order.price, on: taker.order.side.opposite)
    while taker.order.leaves > .zero && !taker.isStopped {
      let slot = ladders[opposite].firstOrder(ranking: limit, in: levels)
      if slot == .none { return }
      if orders[slot].account == taker.order.account {
        preventSelfTrade(with: slot, &taker)
      } else {
        trade(with: slot, on: opposite, &taker)
      }
    }
  }

  /// Whether a fill-or-kill order would be filled whole, self-trade prevention included. O(orders
  /// it would meet).
  func canFillWhole(_ order: OrderRecord) -> Bool {
    let opposite = ladder(order.market, order.side.opposite)
    let limit = PriceLevel.rank(of: order.price, on: order.side.opposite)
    var missing = order.leaves
    var isFilled = false
    forEachLevel(on: opposite) { _, level in
      if level.rank < limit { return false }
      var slot = level.first
      while slot != .none {
        if orders[slot].account == order.account {
          if selfTradePrevention != .cancelMaker { return false }
        } else {
          isFilled = orders[slot].leaves >= missing
          if isFilled { return false }
          missing -= orders[slot].leaves
        }
        slot = orders[slot].next
      }
      return true
    }
    return isFilled
  }

  /// Executes one fill at the resting order's price. The maker is settled at once; the taker's part
  /// is summed up and booked when it is done.
  @inline(__always)
  private mutating func trade(with slot: OrderSlot, on ladder: Int, _ taker: inout Taker) {
    var maker = orders[slot]
    let quantity = min(maker.leaves, taker.order.leaves)
    settle(maker, quantity, against: &taker)
    taker.order.leaves -= quantity
    taker.order.cumulative += quantity
    let market = maker.market.position
    markets[market].fillSequence += 1
    events.append(
      .fill(taker.order, maker, quantity, sequence: markets[market].fillSequence))
    if quantity < maker.leaves {
      ladders[ladder].reduce(slot, by: quantity, in: &orders, &levels)
      orders[slot].cumulative += quantity
    } else {
      takeOut(slot)
      maker.leaves = .zero
      maker.cumulative += quantity
      _ = close(maker)
    }
  }

  @inline(__always)
  private mutating func settle(
    _ maker: OrderRecord, _ quantity: Quantity, against taker: inout Taker
  ) {
    let market = maker.market.position
    let base = markets[market].base
    let quote = markets[market].quote
    let baseAmount = markets[market].baseAmount(quantity)
    let quoteAmount = markets[market].notional(maker.price, quantity)
    if maker.side == .ask {
      wallets[maker.account, base].locked -= baseAmount
      wallets[maker.account, quote].available += quoteAmount
      taker.paid += quoteAmount
      taker.received += baseAmount
    } else {
      wallets[maker.account, quote].locked -= quoteAmount
      wallets[maker.account, base].available += baseAmount
      taker.paid += baseAmount
      taker.received += quoteAmount
    }
  }

  @inline(never)
  private mutating func preventSelfTrade(with slot: OrderSlot, _ taker: inout Taker) {
    if selfTradePrevention != .cancelTaker { _ = cancelResting(slot, .selfTrade) }
    if selfTradePrevention != .cancelMaker { taker.stop(.selfTrade) }
  }

  /// Takes a resting order out of book, index and pool; its lock stays.
  @inline(__always)
  mutating func takeOut(_ slot: OrderSlot) {
    let (id, market, side) = (orders[slot].id, orders[slot].market, orders[slot].side)
    ladders[ladder(market, side)].remove(slot, from: &orders, &levels)
    index.remove(id)
  }
}
