internal import Domain

extension MatchingEngine {
  @inline(__always)
  mutating func place<Units: LedgerUnits>(
    _ command: OrderCommand, _ width: Units.Type
  ) -> OrderReport {
    let market = command.market.position
    guard markets[market].admits(command.price, command.quantity),
      let cost = Units.cost(
        markets[market], command.side, ticks: command.price.ticks, lots: command.quantity.lots)
    else { return refuse(command, reasonAgainst(command)) }
    let ladder = OrderBooks.ladder(market, command.side)
    let rank = PriceLevel.rank(of: command.price, on: command.side)
    let crosses = books.wouldCross(ladder, ranking: rank)
    if command.isPostOnly, let reason = refusalOfPostOnly(command, crosses: crosses) {
      return refuse(command, reason)
    }
    let wallet = wallets.position(command.account.value, markets[market].paidAsset(command.side))
    if cost > Units.wallet(at: wallet, in: wallets).available {
      return refuse(command, .insufficientBalance)
    }
    seen.insert(command.id.sequence)
    events.append(.accepted(command))
    if crosses || !command.mayRest {
      var taker = Taker(placing: command, fingerprint: command.fingerprint)
      return enter(&taker, width)
    }
    Units.add(available: 0 &- cost, locked: cost, at: wallet, in: &wallets)
    rest(
      OrderRecord(
        sequence: command.id.sequence, account: command.account.value,
        lots: command.quantity.lots, filledLots: 0, fingerprint: command.fingerprint,
        isPostOnly: command.isPostOnly), on: ladder, ranking: rank)
    return OrderReport(status: .new, leaves: command.quantity)
  }

  /// Lets an order trade as far as it can, settles it, and rests or closes what is left. Its wallet
  /// must hold what it can cost as available.
  @inline(never)
  mutating func enter<Units: LedgerUnits>(
    _ taker: inout Taker, _ width: Units.Type
  ) -> OrderReport {
    if taker.fate != .fillOrKill || canFillWhole(taker) { match(&taker, width) }
    if taker.leaves > .zero {
      guard let reason = taker.fate else { return restLeaves(of: taker, width) }
      events.append(.canceled(taker, reason))
    }
    return close(
      taker.id.sequence, taker.fingerprint, filledLots: taker.cumulative.lots,
      canceledLots: taker.leaves.lots)
  }

  /// Locks what is left of an order and rests it.
  private mutating func restLeaves<Units: LedgerUnits>(
    of taker: Taker, _ width: Units.Type
  ) -> OrderReport {
    let market = taker.market.position
    let (ticks, lots) = (taker.price.ticks, taker.leaves.lots)
    let lock = Units.locked(markets[market], taker.side, ticks: ticks, lots: lots)
    let wallet = wallets.position(taker.account.value, markets[market].paidAsset(taker.side))
    Units.add(available: 0 &- lock, locked: lock, at: wallet, in: &wallets)
    rest(
      OrderRecord(
        sequence: taker.id.sequence, account: taker.account.value, lots: lots,
        filledLots: taker.cumulative.lots, fingerprint: taker.fingerprint,
        isPostOnly: taker.isPostOnly), on: OrderBooks.ladder(market, taker.side),
      ranking: PriceLevel.rank(of: taker.price, on: taker.side))
    return OrderReport(
      status: taker.cumulative > .zero ? .partiallyFilled : .new, cumulative: taker.cumulative,
      leaves: taker.leaves)
  }

  /// Why an order is refused whose price or quantity is not admitted, or whose cost is more than the
  /// ledger's width holds: no wallet has so much.
  @inline(never)
  private func reasonAgainst(_ command: OrderCommand) -> RefusalReason {
    let market = command.market.position
    if let reason = markets[market].refusal(of: command.price, command.quantity) { return reason }
    let crosses = wouldCross(market, command.side, command.price)
    if command.isPostOnly, let reason = refusalOfPostOnly(command, crosses: crosses) {
      return reason
    }
    return .insufficientBalance
  }

  @inline(never)
  private func refusalOfPostOnly(_ command: OrderCommand, crosses: Bool) -> RefusalReason? {
    guard command.mayRest else { return .invalidInstruction }
    return crosses ? .postOnlyWouldCross : nil
  }

  /// Whether an order on `side` at `price` would meet any opposite order.
  func wouldCross(_ market: Int, _ side: Side, _ price: Price) -> Bool {
    books.wouldCross(
      OrderBooks.ladder(market, side), ranking: PriceLevel.rank(of: price, on: side))
  }

  /// Puts an order that is paid for into the book.
  @inline(__always)
  mutating func rest(_ order: OrderRecord, on ladder: Int, ranking rank: Int64) {
    let slot = books.append(order, ranking: rank, to: ladder)
    if slot.position >= index.limit { growIndex() }
    index.insert(order.sequence, slot)
  }

  @inline(never)
  private mutating func growIndex() { index.grow(books.orders) }

  /// Keeps the final standing of an order that has left the book or never rested.
  @inline(__always)
  mutating func close(
    _ sequence: UInt64, _ fingerprint: UInt64, filledLots: Int64, canceledLots: Int64
  ) -> OrderReport {
    let status: OrderStatus = canceledLots == 0 ? .filled : .canceled
    recent.record(
      RecentResults.Entry(
        sequence: sequence, fingerprint: fingerprint, status: status, filledLots: filledLots,
        otherLots: canceledLots), of: sequence)
    return OrderReport(
      status: status, cumulative: Quantity(lots: filledLots),
      canceled: Quantity(lots: canceledLots))
  }

  /// Keeps the report of a cancel or amend command so that a repeat can be answered with it.
  @inline(__always)
  mutating func record(_ report: OrderReport, of command: OrderCommand) {
    recent.record(
      RecentResults.Entry(
        sequence: command.id.sequence, fingerprint: command.fingerprint, status: report.status,
        filledLots: report.cumulative.lots,
        // One of the two is always 0.
        otherLots: report.leaves.lots | report.canceled.lots), of: command.id.sequence)
  }
}
