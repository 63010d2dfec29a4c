internal import Domain

extension MatchingEngine {
  /// Places an order that needs no closer look, if nothing is wrong with it.
  @_transparent  // An always-inlined function of this size is not inlined into a generic caller.
  mutating func placePlain<Units: LedgerUnits>(
    _ command: some CommandReading, _ rows: inout EngineRows<Units>
  ) -> OrderReport? {
    guard let order = rows.admit(command) else { return nil }
    return place(command, order, isPlain: true, &rows)
  }

  /// Places an order that may be post-only or fill-or-kill, if nothing is wrong with it.
  @inline(__always)
  mutating func placeRare<Units: LedgerUnits>(
    _ command: some CommandReading, _ rows: inout EngineRows<Units>
  ) -> OrderReport? {
    guard let order = rows.admit(command) else { return nil }
    if command.target != 0 && rows.books.contents.count == 0 { return nil }
    let limit = 0 &- order.ladder.value.signed(command.ticks)
    if command.isPostOnly && (!command.mayRest || order.opposite.value.bestRank >= limit) {
      return nil
    }
    let trades = !command.isFillOrKill || canFillWhole(command, order.opposite, limit)
    return place(command, order, isPlain: false, trades: trades, &rows)
  }

  /// Places an order that is admitted and marked as seen; `trades` says whether it may trade at all.
  /// Does nothing and returns nil when there is no room for events.
  @_transparent  // An always-inlined function of this size is not inlined into a generic caller.
  mutating func place<Units: LedgerUnits>(
    _ command: some CommandReading, _ order: AdmittedOrder<Units>, isPlain: Bool,
    trades: Bool = true, _ rows: inout EngineRows<Units>
  ) -> OrderReport? {
    guard let place = rows.events.place else { return nil }
    rows.events.append(.accepted(command, order.ladder), at: place)
    let rank = order.ladder.value.signed(command.ticks)
    // What a price ranks on one side is the negative of what it ranks on the other.
    guard order.opposite.value.bestRank >= 0 &- rank || !command.mayRest else {
      order.wallet.value.lock(order.cost)
      let level = rows.books.level(rank, order.ladder, &books)
      let slot = rows.books.append(
        command.id, account: command.account, lots: command.lots,
        isPostOnly: !isPlain && command.isPostOnly,
        wallet: UInt32(truncatingIfNeeded: order.place), to: level)
      if !isPlain && command.target != 0 { rows.books.keep(command.fingerprint, of: slot) }
      return OrderReport(status: .new, leaves: Quantity(lots: command.lots))
    }
    return enter(
      command, order.ladder, order.opposite, wallet: order.place, trades: trades, &rows)
  }

  /// Lets an order trade, and rests or closes what is left of it.
  @inline(never)
  private mutating func enter<Units: LedgerUnits>(
    _ command: some CommandReading, _ ladder: Ref<Ladder>, _ opposite: Ref<Ladder>, wallet: Int,
    trades: Bool, _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    let left =
      trades
      ? match(command, ladder, opposite, wallet: wallet, &rows) : Matched(leaves: command.lots)
    if left.leaves > 0 {
      guard let reason = left.isStopped ? .selfTrade : command.fate else {
        return rest(
          command, ladder, left.leaves, filled: command.lots &- left.leaves,
          content: command.target == 0 ? nil : command.fingerprint,
          isPostOnly: command.isPostOnly, &rows)
      }
      rows.events.append(.canceled(command, ladder, lots: left.leaves, reason))
    }
    return rows.close(command, ladder, left.leaves)
  }

  /// Locks what is left of an order and rests it, with its content if that must be kept.
  @inline(__always)
  mutating func rest<Units: LedgerUnits>(
    _ order: some CommandReading, _ ladder: Ref<Ladder>, _ leaves: Int64, filled: Int64,
    content: UInt64?, isPostOnly: Bool, _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    let wallet = rows.wallet(order.account, ladder.value.paidAsset)
    rows.lock(
      Units.locked(ladder, rows.markets, ticks: order.ticks, lots: leaves), at: wallet)
    let level = rows.books.level(ladder.value.signed(order.ticks), ladder, &books)
    let slot = rows.books.append(
      order.id, account: order.account, lots: leaves, filledLots: filled, isPostOnly: isPostOnly,
      wallet: UInt32(truncatingIfNeeded: wallet), to: level)
    if let content { rows.books.keep(content, of: slot) }
    return OrderReport(
      status: filled > 0 ? .partiallyFilled : .new, cumulative: Quantity(lots: filled),
      leaves: Quantity(lots: leaves))
  }

  /// Whether a fill-or-kill order would be filled whole by prices that rank no less than `limit` on the
  /// other side, self-trade prevention included. O(orders it would meet).
  private func canFillWhole(
    _ command: some CommandReading, _ opposite: Ref<Ladder>, _ limit: Int64
  ) -> Bool {
    var missing = command.lots
    var isFilled = false
    books.forEachLevel(on: Int(opposite.value.position)) { _, level in
      if level.rank < limit { return false }
      var slot = level.first
      while slot != .none {
        let maker = books.order(at: slot)
        if maker.account == command.account {
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
}
