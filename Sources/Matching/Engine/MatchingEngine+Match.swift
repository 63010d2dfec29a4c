internal import Domain

/// Where one market's trades are booked, and what the incoming order has paid and received so far:
/// the makers are settled at once, the taker once when it is done.
private struct Settlement<Units: LedgerUnits> {
  let taker: Side
  /// The asset that the taker pays with, and the one that it receives.
  let paidAsset: AssetIndex
  let receivedAsset: AssetIndex
  var paid: Units = 0
  var received: Units = 0

  @inline(__always)
  init(_ market: MarketState, _ taker: Side) {
    self.taker = taker
    paidAsset = market.paidAsset(taker)
    receivedAsset = market.receivedAsset(taker)
  }
}

extension MatchingEngine {
  /// Trades against the opposite side, best price and earliest order first, until the order is
  /// filled, finds no price within its limit, or is stopped.
  @inline(__always)
  mutating func match<Units: LedgerUnits>(_ taker: inout Taker, _ width: Units.Type) {
    let market = taker.market.position
    let opposite = OrderBooks.opposite(OrderBooks.ladder(market, taker.side))
    let limit = 0 &- PriceLevel.rank(of: taker.price, on: taker.side)
    var settlement = Settlement<Units>(markets[market], taker.side)
    while taker.leaves > .zero && !taker.isStopped {
      let slot = books.firstOrder(on: opposite, ranking: limit)
      if slot == .none { break }
      if books.orders[slot].account == taker.account.value {
        preventSelfTrade(with: slot, &taker, width)
      } else {
        trade(with: slot, on: opposite, &taker, &settlement)
      }
    }
    let account = taker.account.value
    Units.add(
      available: 0 &- settlement.paid, locked: 0,
      at: wallets.position(account, settlement.paidAsset), in: &wallets)
    Units.add(
      available: settlement.received, locked: 0,
      at: wallets.position(account, settlement.receivedAsset), in: &wallets)
  }

  /// Whether a fill-or-kill order would be filled whole, self-trade prevention included. O(orders
  /// it would meet).
  @inline(never)
  func canFillWhole(_ taker: Taker) -> Bool {
    let opposite = OrderBooks.opposite(OrderBooks.ladder(taker.market.position, taker.side))
    let limit = 0 &- PriceLevel.rank(of: taker.price, on: taker.side)
    var missing = taker.leaves.lots
    var isFilled = false
    books.forEachLevel(on: opposite) { _, level in
      if level.rank < limit { return false }
      var slot = level.first
      while slot != .none {
        let maker = books.orders[slot]
        if maker.account == taker.account.value {
          if selfTradePrevention != .cancelMaker { return false }
        } else {
          isFilled = maker.lots >= missing
          if isFilled { return false }
          missing -= maker.lots
        }
        slot = maker.next
      }
      return true
    }
    return isFilled
  }

  /// Executes one fill at the resting order's price.
  @inline(__always)
  private mutating func trade<Units: LedgerUnits>(
    with slot: OrderSlot, on ladder: Int, _ taker: inout Taker,
    _ settlement: inout Settlement<Units>
  ) {
    let maker = books.orders[slot]
    let price = books.levels[maker.level].price
    let lots = min(maker.lots, taker.leaves.lots)
    let market = taker.market.position
    settle(maker.account, market, ticks: price.ticks, lots: lots, &settlement)
    taker.leaves.lots &-= lots
    taker.cumulative.lots &+= lots
    markets[market].fillSequence &+= 1
    events.append(
      .fill(
        taker, maker, price, Quantity(lots: lots), sequence: markets[market].fillSequence))
    if lots < maker.lots {
      books.fill(slot, lots: lots)
    } else {
      books.remove(slot, maker, from: ladder)
      index.remove(maker.sequence, slot)
      _ = close(
        maker.sequence, maker.fingerprint, filledLots: maker.filledLots &+ lots, canceledLots: 0)
    }
  }

  /// Books one fill: the maker's wallets at once, the taker's part into the sum.
  @inline(__always)
  private mutating func settle<Units: LedgerUnits>(
    _ maker: Int32, _ market: Int, ticks: Int64, lots: Int64,
    _ settlement: inout Settlement<Units>
  ) {
    let (paid, received) = Units.exchanged(
      markets[market], settlement.taker, ticks: ticks, lots: lots)
    Units.add(
      available: 0, locked: 0 &- received, at: wallets.position(maker, settlement.receivedAsset),
      in: &wallets)
    Units.add(
      available: paid, locked: 0, at: wallets.position(maker, settlement.paidAsset), in: &wallets)
    settlement.paid += paid
    settlement.received += received
  }

  @inline(never)
  private mutating func preventSelfTrade<Units: LedgerUnits>(
    with slot: OrderSlot, _ taker: inout Taker, _ width: Units.Type
  ) {
    if selfTradePrevention != .cancelTaker { _ = cancelResting(slot, .selfTrade, width) }
    if selfTradePrevention != .cancelMaker { taker.stop(.selfTrade) }
  }
}
