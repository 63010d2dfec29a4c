internal import Domain

extension MatchingEngine {
  /// Carries out any command: the way of those that are refused, repeated or rare.
  @inline(never)
  mutating func executeWithCare<Units: LedgerUnits>(
    _ command: OrderCommand, _ width: Units.Type
  ) -> OrderReport {
    events.reserve(Self.eventsAhead)
    if seen.contains(command.id.sequence) { return answerRepeat(command) }
    guard UInt32(bitPattern: command.market.value) < UInt32(truncatingIfNeeded: markets.count)
    else { return refuse(command, .unknownMarket) }
    guard
      UInt32(bitPattern: command.account.value) < UInt32(truncatingIfNeeded: wallets.accountCount)
    else { return refuse(command, .unknownAccount) }
    switch command.kind {
    case .place: return placeWithCare(command, width)
    case .cancel:
      guard openTarget(of: command) != .none else { return refuse(command, .unknownOrder) }
      seen.reserve(command.id.sequence)
      var rows = open(for: 1, width)
      let report = cancel(command.words, &rows)
      close(rows)
      return report ?? refuse(command, .unknownOrder)
    case .amend: return amend(command, width)
    }
  }

  private mutating func placeWithCare<Units: LedgerUnits>(
    _ command: OrderCommand, _ width: Units.Type
  ) -> OrderReport {
    let market = markets[command.market.position]
    if let reason = market.refusal(of: command.price, command.quantity)
      ?? refusalOfPostOnly(command)
    {
      return refuse(command, reason)
    }
    let ladder = OrderBooks.ladder(command.market.position, command.side)
    let wallet = wallets.position(command.account.value, market.paidAsset(command.side))
    guard
      let cost = Units.cost(
        books.ladders.row.ref(ladder), (markets.row, command.market.position),
        ticks: command.price.ticks,
        lots: command.quantity.lots),
      cost <= Units.rows(of: wallets)[wallet].available
    else { return refuse(command, .insufficientBalance) }
    seen.reserve(command.id.sequence)
    let trades = command.timeInForce != .fillOrKill || canFillWhole(command)
    var rows = open(for: 1, width)
    let (own, theirs) = rows.books.ladders.pair(ladder)
    let report = place(
      command.words, ladder, cost, rows.wallets.ref(wallet), own, theirs, trades: trades, &rows)
    close(rows)
    return report
  }

  /// The open order that a command names, or `none` when it is not open, of another account or of
  /// another market.
  func openTarget(of command: OrderCommand) -> OrderSlot {
    let slot = books.orders.find(command.target.sequence)
    guard slot != .none, books.order(at: slot).account == command.account.value,
      books.level(of: slot).market == command.market.position
    else { return .none }
    return slot
  }

  private func refusalOfPostOnly(_ command: OrderCommand) -> RefusalReason? {
    guard command.isPostOnly else { return nil }
    guard command.mayRest else { return .invalidInstruction }
    return wouldCross(command.market.position, command.side, command.price)
      ? .postOnlyWouldCross : nil
  }

  /// Whether an order on `side` at `price` would meet any opposite order.
  func wouldCross(_ market: Int, _ side: Side, _ price: Price) -> Bool {
    // What a price ranks on one side is the negative of what it ranks on the other.
    books.ladders[OrderBooks.opposite(OrderBooks.ladder(market, side))].bestRank
      >= 0 &- PriceLevel.rank(of: price, on: side)
  }

  mutating func refuse(_ command: OrderCommand, _ reason: RefusalReason) -> OrderReport {
    events.append(.rejected(command, reason))
    return OrderReport(status: .rejected, refusal: reason)
  }

  /// Answers a command whose id was accepted before; nothing changes.
  private mutating func answerRepeat(_ command: OrderCommand) -> OrderReport {
    let fingerprint = command.fingerprint
    let slot = books.orders.find(command.id.sequence)
    if slot != .none {
      return resting(slot).fingerprint == fingerprint
        ? report(of: slot).repeated : refuse(command, .duplicateClientOrderID)
    }
    recent.updateIndex()
    guard let result = recent.find(command.id) else { return OrderReport.forgotten.repeated }
    return result.fingerprint == fingerprint
      ? OrderReport(result).repeated : refuse(command, .duplicateClientOrderID)
  }

  /// Whether a fill-or-kill order would be filled whole, self-trade prevention included. O(orders
  /// it would meet).
  private func canFillWhole(_ command: OrderCommand) -> Bool {
    let ladder = OrderBooks.ladder(command.market.position, command.side)
    let limit = 0 &- PriceLevel.rank(of: command.price, on: command.side)
    var missing = command.quantity.lots
    var isFilled = false
    books.forEachLevel(on: OrderBooks.opposite(ladder)) { _, level in
      if level.rank < limit { return false }
      var slot = level.first
      while slot != .none {
        let maker = books.order(at: slot)
        if maker.account == command.account.value {
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
