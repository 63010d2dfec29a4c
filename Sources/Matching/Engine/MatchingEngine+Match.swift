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
    var (paid, received) = (Units(0), Units(0))
    let firstFill = rows.markets[market].fillSequence
    var sequence = firstFill
    while taker.leaves > 0 && theirs.value.bestRank >= limit {
      let level = rows.books.levels.ref(theirs.value.best.position)
      let slot = level.value.first
      let maker = rows.books.orders.ref(slot.position)
      if maker.value.account == taker.account {
        close(rows)
        let isStopped = preventSelfTrade(with: slot, Units.self)
        rows = open(for: 1, Units.self)
        if !isStopped { continue }
        taker.fate = .selfTrade
        break
      }
      if !rows.events.hasRoom(Self.eventsAhead) {
        close(rows)
        events.reserve(Self.eventsAhead)
        rows = open(for: 1, Units.self)
      }
      let ticks = theirs.value.signed(theirs.value.bestRank)
      let lots = min(maker.value.lots, taker.leaves)
      let pays = Units.locked(own, (rows.markets, market), ticks: ticks, lots: lots)
      let gets = Units.locked(theirs, (rows.markets, market), ticks: ticks, lots: lots)
      let wallet = rows.wallet(maker.value.account, 0)
      rows.wallets[wallet &+ Int(own.value.receivedAsset)].locked -= gets
      rows.wallets[wallet &+ Int(own.value.paidAsset)].available += pays
      paid += pays
      received += gets
      taker.leaves &-= lots
      sequence &+= 1
      rows.events.append(.fill(taker, maker, ticks: ticks, lots: lots, sequence: sequence))
      if lots < maker.value.lots {
        level.value.lots &-= Int128(lots)
        maker.value.fill(lots: lots)
      } else {
        rows.recent.record(
          RecentResults.Entry(
            sequence: maker.value.sequence, fingerprint: maker.value.fingerprint, status: .filled,
            filledLots: maker.value.filledLots &+ lots, otherLots: 0), of: maker.value.sequence)
        rows.books.removeFirst(slot, maker, level, &books)
      }
    }
    if sequence == firstFill { return }
    rows.markets[market].fillSequence = sequence
    let wallet = rows.wallet(taker.account, 0)
    rows.wallets[wallet &+ Int(own.value.paidAsset)].available -= paid
    rows.wallets[wallet &+ Int(own.value.receivedAsset)].available += received
  }

  /// Does what the policy asks for when an order meets another of the same account, which stands in
  /// the slot; true when the incoming order must stop.
  @inline(never)
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
