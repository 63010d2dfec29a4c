internal import Domain

extension MatchingEngine {
  /// Places an order that is admitted, and whose wallet holds the `cost`; `trades` says whether it
  /// may trade at all.
  @_transparent  // An always-inlined function of this size is not inlined into a generic caller.
  mutating func place<Units: LedgerUnits>(
    _ command: some CommandReading, _ position: Int, _ cost: Units,
    _ wallet: Ref<WalletRow<Units>>, _ ladder: Ref<Ladder>, _ opposite: Ref<Ladder>,
    trades: Bool = true, _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    rows.markSeen(command.id)
    rows.events.append(.accepted(command, position))
    let rank = ladder.value.signed(command.ticks)
    // What a price ranks on one side is the negative of what it ranks on the other.
    guard opposite.value.bestRank >= 0 &- rank || !command.mayRest else {
      wallet.value.available -= cost
      wallet.value.locked += cost
      let level = rows.books.level(rank, ladder, position, &books)
      let isPlain = command.target == 0 && !command.isPostOnly
      let slot = rows.books.append(
        command.id, account: command.account, lots: command.lots, hasDetail: !isPlain, to: level)
      if !isPlain {
        rows.books.details[slot.position] = OrderDetail(
          fingerprint: command.fingerprint, filledLots: 0, isPostOnly: command.isPostOnly)
      }
      return OrderReport(status: .new, leaves: Quantity(lots: command.lots))
    }
    var taker = Taker(placing: command, position)
    return enter(&taker, trades: trades, &rows)
  }

  /// Lets an order trade, and rests or closes what is left of it.
  @inline(never)
  private mutating func enter<Units: LedgerUnits>(
    _ taker: inout Taker, trades: Bool, _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    let (ladder, opposite) = rows.books.ladders.pair(taker.ladder)
    if trades { match(&taker, ladder, opposite, &rows) }
    return finish(taker, &rows)
  }

  /// Rests or closes what is left of an order that has traded.
  @inline(__always)
  mutating func finish<Units: LedgerUnits>(
    _ taker: Taker, _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    if taker.leaves > 0 {
      guard let reason = taker.fate else { return restLeaves(of: taker, &rows) }
      rows.events.append(.canceled(taker, reason))
    }
    return rows.close(
      taker.id, taker.fingerprint, filledLots: taker.filled, canceledLots: taker.leaves)
  }

  /// Locks what is left of an order and rests it.
  @inline(__always)
  private mutating func restLeaves<Units: LedgerUnits>(
    of taker: Taker, _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    let terms = rows.books.ladders.ref(taker.ladder)
    rows.lock(
      Units.locked(
        terms, (rows.markets, taker.ladder &>> 1), ticks: taker.ticks, lots: taker.leaves),
      at: rows.wallet(taker.account, terms.value.paidAsset))
    let level = rows.books.level(terms.value.signed(taker.ticks), terms, taker.ladder, &books)
    let slot = rows.books.append(
      taker.id, account: taker.account, lots: taker.leaves, hasDetail: true, to: level)
    rows.books.details[slot.position] = OrderDetail(
      fingerprint: taker.fingerprint, filledLots: taker.filled, isPostOnly: taker.isPostOnly)
    return OrderReport(
      status: taker.filled > 0 ? .partiallyFilled : .new, cumulative: Quantity(lots: taker.filled),
      leaves: Quantity(lots: taker.leaves))
  }
}
