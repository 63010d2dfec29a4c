internal import Domain

extension MatchingEngine {
  /// Carries out any command: the way of those that are refused, repeated or rare.
  @inline(never)
  mutating func executeWithCare<Units: LedgerUnits>(
    _ command: OrderCommand, _ width: Units.Type
  ) -> OrderReport {
    laidOpen.drop()
    events.reserve(EventLog.Pen.ahead)
    if seen.contains(command.id.sequence) { return answerRepeat(command) }
    guard UInt32(bitPattern: command.market.value) < UInt32(truncatingIfNeeded: markets.count)
    else { return refuse(command, .unknownMarket) }
    guard
      UInt32(bitPattern: command.account.value) < UInt32(truncatingIfNeeded: wallets.accountCount)
    else { return refuse(command, .unknownAccount) }
    if let reason = refusal(of: command) { return refuse(command, reason) }
    seen.reserve(command.id.sequence)
    if mayKeepContent(command) { books.reserveContents() }
    var rows = open(for: 1, width)
    rows.markSeen(command.id.sequence)
    let report = CommandRef.with(command) { carryOut($0, &rows) }
    if report == nil { rows.unmarkSeen(command.id.sequence) }
    close(rows)
    return report ?? refuse(command, .insufficientBalance)
  }

  /// Whether the content of an order may have to be kept on account of a command.
  private func mayKeepContent(_ command: OrderCommand) -> Bool {
    command.kind == .amend || (command.kind == .place && command.target.sequence != 0)
  }

  /// The first reason against a command of a market and an account that exist, or nil; that an order
  /// costs more than is available is left to be found.
  private func refusal(of command: OrderCommand) -> RefusalReason? {
    switch command.kind {
    case .place:
      markets[command.market.position].refusal(of: command.price, command.quantity)
        ?? refusalOfPostOnly(command)
    case .cancel: openTarget(of: command) == .none ? .unknownOrder : nil
    case .amend: refusalOfAmending(openTarget(of: command), command)
    }
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
}
