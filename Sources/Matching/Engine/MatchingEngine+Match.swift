internal import Domain

extension MatchingEngine {
  /// Trades against the opposite side, best price and earliest order first, until the order is
  /// filled, finds no price within its limit, or is stopped.
  ///
  /// Makers are settled at once, the taker once when it is done.
  @inline(__always)
  mutating func match<Units: LedgerUnits>(
    _ taker: inout Taker, _ own: Ref<Ladder>, _ theirs: Ref<Ladder>,
    _ rows: inout EngineRows<Units>
  ) {
    let market = taker.ladder &>> 1
    let limit = 0 &- own.value.signed(taker.ticks)
    var trading = Trading<Units>(sequence: rows.markets[market].fillSequence)
    let firstFill = trading.sequence
    while taker.leaves > 0 && theirs.value.bestRank >= limit
      && trade(&taker, own, theirs, limit, &trading, &rows)
    {
      if isStopped(&taker, theirs.value.best, &rows) { break }
    }
    if trading.sequence == firstFill { return }
    rows.markets[market].fillSequence = trading.sequence
    let wallet = rows.wallet(taker.account, 0)
    rows.wallets[wallet &+ Int(own.value.paidAsset)].available -= trading.paid
    rows.wallets[wallet &+ Int(own.value.receivedAsset)].available += trading.received
  }

  /// Trades until the order is filled or finds no price within its limit; true when something rare
  /// stands in the way of the next fill.
  @inline(__always)
  private mutating func trade<Units: LedgerUnits>(
    _ taker: inout Taker, _ own: Ref<Ladder>, _ theirs: Ref<Ladder>, _ limit: Int64,
    _ trading: inout Trading<Units>, _ rows: inout EngineRows<Units>
  ) -> Bool {
    let market = taker.ladder &>> 1
    repeat {
      let level = rows.books.levels.ref(theirs.value.best.position)
      let slot = level.value.first
      let maker = rows.books.orders.ref(slot.position)
      if maker.value.account == taker.account || !rows.events.hasRoom(Self.eventsAhead) {
        return true
      }
      let ticks = theirs.value.signed(theirs.value.bestRank)
      let lots = min(maker.value.lots, taker.leaves)
      let pays = Units.locked(own, (rows.markets, market), ticks: ticks, lots: lots)
      let gets = Units.locked(theirs, (rows.markets, market), ticks: ticks, lots: lots)
      rows.settle(maker.value.account, own, pays: pays, gets: gets)
      trading.paid += pays
      trading.received += gets
      taker.leaves &-= lots
      trading.sequence &+= 1
      rows.events.appendFill(
        .fill(taker, maker, ticks: ticks, lots: lots, sequence: trading.sequence))
      // Whether the resting order is filled cannot be foreseen; if it is not, the other one is.
      if lots < maker.value.lots {
        rows.shrink(slot, maker, level, lots: lots, taker.ladder ^ 1, ticks: ticks)
        return false
      }
      rows.closeFilled(slot, maker, level, taker.ladder ^ 1, ticks: ticks, &books)
    } while taker.leaves > 0 && theirs.value.bestRank >= limit
    return false
  }

  /// Clears the way for the next fill, for which there was no room or which would be one of an account
  /// with itself; true when the order must stop instead.
  @inline(never)
  private mutating func isStopped<Units: LedgerUnits>(
    _ taker: inout Taker, _ best: LevelSlot, _ rows: inout EngineRows<Units>
  ) -> Bool {
    let slot = rows.books.levels[best.position].first
    let isSelfTrade = rows.books.orders[slot.position].account == taker.account
    close(rows)
    var isStopped = false
    if isSelfTrade {
      isStopped = preventSelfTrade(with: slot, Units.self)
      if isStopped { taker.fate = .selfTrade }
    } else {
      events.reserve(Self.eventsAhead)
    }
    rows = open(for: 1, Units.self)
    return isStopped
  }

  /// Does what the policy asks for when an order meets another of the same account, which stands in
  /// the slot; true when the incoming order must stop.
  private mutating func preventSelfTrade<Units: LedgerUnits>(
    with slot: OrderSlot, _ width: Units.Type
  ) -> Bool {
    if selfTradePrevention != .cancelTaker {
      events.reserve(Self.eventsAhead)
      var rows = open(for: 1, width)
      let order = rows.books.orders.ref(slot.position)
      let level = rows.books.levels.ref(order.value.level.position)
      _ = rows.cancelResting(slot, order, level, order.value.sequence, .selfTrade, &books)
      close(rows)
    }
    return selfTradePrevention != .cancelMaker
  }
}

/// What an incoming order has traded so far.
private struct Trading<Units: LedgerUnits> {
  /// What it pays, in minor units.
  var paid = Units(0)
  /// What it receives, in minor units.
  var received = Units(0)
  /// The sequence of its market's last fill.
  var sequence: UInt64

  @inline(__always)
  init(sequence: UInt64) { self.sequence = sequence }
}
