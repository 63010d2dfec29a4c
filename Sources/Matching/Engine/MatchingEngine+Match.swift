internal import Domain

extension MatchingEngine {
  /// Trades against the opposite side, best price and earliest order first, until the order is
  /// filled, finds no price within its limit, or is stopped.
  ///
  /// Makers are settled at once, the taker, who pays from a wallet that is known, once when it is done.
  @inline(__always)
  mutating func match<Units: LedgerUnits>(
    _ taker: some CommandReading, _ own: Ref<Ladder>, _ theirs: Ref<Ladder>, wallet: Int,
    _ rows: inout EngineRows<Units>
  ) -> Matched {
    let bids = own.value.sideMask == 0 ? own : theirs
    let limit = 0 &- own.value.signed(taker.ticks)
    // How far what makers receive stands behind what they pay with.
    let apart = Int(own.value.paidAsset) &- Int(own.value.receivedAsset)
    let rest = EventWords.restOfFill(own)
    var left = Matched(leaves: taker.lots)
    var (paid, received) = (Units(0), Units(0))
    while left.leaves > 0 && theirs.value.bestRank >= limit
      && trade(
        taker, own, theirs, bids, limit, apart: apart, rest: rest, &left.leaves, &paid, &received,
        &rows)
    {
      left.isStopped = isStopped(taker.account, theirs.value.best, &rows)
      if left.isStopped { break }
    }
    rows.wallets[wallet].available &-= paid
    rows.wallets[wallet &- apart].available &+= received
    return left
  }

  /// Trades until the order is filled or finds no price within its limit; true when something rare
  /// stands in the way of the next fill. Adds up what the order pays and receives.
  @inline(__always)
  private mutating func trade<Units: LedgerUnits>(
    _ taker: some CommandReading, _ own: Ref<Ladder>, _ theirs: Ref<Ladder>,
    _ bids: Ref<Ladder>, _ limit: Int64, apart: Int, rest: UInt64, _ leaves: inout Int64,
    _ paid: inout Units,
    _ received: inout Units, _ rows: inout EngineRows<Units>
  ) -> Bool {
    repeat {
      rows.forget()
      let level = rows.books.levels.ref(theirs.value.best.position)
      let slot = level.value.first
      let maker = rows.books.orders.ref(slot)
      guard maker.value.account != taker.account, let place = rows.events.place else {
        return true
      }
      let ticks = level.value.ticks
      let offered = maker.value.lots
      let lots = min(offered, leaves)
      // What one side pays the other receives, at the price of the level.
      let gets = Units.locked(level, rows.markets, lots: lots)
      let pays = Units.received(level, rows.markets, lots: lots)
      let wallet = Int(maker.value.wallet)
      // No more than is locked, may be paid, and there is of an asset: see `WalletRow`.
      rows.wallets[wallet].locked &-= gets
      rows.wallets[wallet &+ apart].available &+= pays
      paid &+= pays
      received &+= gets
      let sequence = bids.value.fillSequence &+ 1
      bids.value.fillSequence = sequence
      rows.events.appendFill(
        .fill(taker, maker, ticks: ticks, lots: lots, sequence: sequence, rest: rest), at: place)
      leaves &-= lots
      rows.forget()
      // Whether the resting order is filled cannot be foreseen; if it is not, the other one is.
      if lots < offered {
        rows.shrink(maker, level, lots: lots)
        return false
      }
      rows.closeFilled(slot, maker, level, theirs, ticks: ticks, &books)
    } while leaves > 0 && theirs.value.bestRank >= limit
    return false
  }

  /// Clears the way for the next fill, for which there was no room or which would be one of an account
  /// with itself; true when the order must stop instead.
  @inline(never)
  private mutating func isStopped<Units: LedgerUnits>(
    _ account: Int32, _ best: LevelSlot, _ rows: inout EngineRows<Units>
  ) -> Bool {
    let slot = rows.books.levels[best.position].first
    let isSelfTrade = rows.books.orders.ref(slot).value.account == account
    close(rows)
    var isStopped = false
    if isSelfTrade {
      isStopped = preventSelfTrade(with: slot, Units.self)
    } else {
      events.reserve(EventLog.Pen.ahead)
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
      events.reserve(EventLog.Pen.ahead)
      var rows = open(for: 1, width)
      let order = rows.books.orders.ref(slot)
      let level = rows.books.levels.ref(order.value.level.position)
      let head = rows.books.index.ref(order.value.sequence)
      guard let place = rows.events.place else { preconditionFailure("no room for an event") }
      let (ladder, ticks) = rows.takeOut(
        slot, order, level, head, order.value.sequence,
        places: CommandWords.places(Int(level.value.ladder), order.value.account), .selfTrade,
        at: place, &books)
      _ = rows.close(canceled: slot, order, ladder, ticks: ticks)
      close(rows)
    }
    return selfTradePrevention != .cancelMaker
  }
}

/// What is left of an incoming order.
struct Matched {
  /// What can still trade, in lots.
  var leaves: Int64
  /// Whether it must stop because it would trade with its own account.
  var isStopped = false
}
