internal import Domain

extension MatchingEngine {
  /// Gives an open order a new price and total quantity.
  ///
  /// At the same price and no greater quantity it keeps its place; otherwise it is taken out and
  /// enters again under its own id, as an order that comes now.
  @inline(never)
  mutating func amend<Units: LedgerUnits>(
    _ command: OrderCommand, _ width: Units.Type
  ) -> OrderReport {
    let slot = openTarget(of: command)
    if let reason = refusalOfAmending(slot, command) { return refuse(command, reason) }
    seen.reserve(command.id.sequence)
    let order = resting(slot)
    var rows = open(for: 1, width)
    rows.markSeen(command.id.sequence)
    rows.events.append(.amended(order, by: command))
    let keepsPlace = command.price == order.price && command.quantity <= order.quantity
    let report =
      keepsPlace
      ? shrink(slot, order, to: command.quantity, &rows)
      : reenter(slot, order, command.price, command.quantity, &rows)
    rows.recent.record(
      RecentResults.Entry(
        sequence: command.id.sequence, fingerprint: command.fingerprint,
        filledLots: report.cumulative.lots,
        // One of the two is always 0.
        otherLots: report.leaves.lots | report.canceled.lots,
        isOpen: report.status.isOpen))
    close(rows)
    return report
  }

  private func shrink<Units: LedgerUnits>(
    _ slot: OrderSlot, _ order: RestingOrder, to quantity: Quantity,
    _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    let released = order.quantity - quantity
    let level = rows.books.orders[slot.position].level.position
    rows.books.levels[level].lots -= Int128(released.lots)
    rows.books.orders[slot.position].lots -= released.lots
    rows.books.orders[slot.position].setDetail()
    rows.books.details[slot.position] = OrderDetail(
      fingerprint: order.fingerprint, filledLots: order.cumulative.lots,
      isPostOnly: order.isPostOnly)
    let ladder = Int(rows.books.levels[level].ladder)
    rows.unlock(
      order.account.value, rows.books.ladders.ref(ladder), ladder, ticks: order.price.ticks,
      lots: released.lots)
    return OrderReport(
      status: order.cumulative > .zero ? .partiallyFilled : .new, cumulative: order.cumulative,
      leaves: order.leaves - released)
  }

  private mutating func reenter<Units: LedgerUnits>(
    _ slot: OrderSlot, _ order: RestingOrder, _ price: Price, _ quantity: Quantity,
    _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    let record = rows.books.orders.ref(slot.position)
    let level = rows.books.levels.ref(record.value.level.position)
    let ladder = Int(level.value.ladder)
    rows.unlock(
      order.account.value, rows.books.ladders.ref(ladder), ladder, ticks: order.price.ticks,
      lots: order.leaves.lots)
    rows.books.remove(slot, record, level, record.value.sequence, &books)
    var taker = Taker(reentering: order, price: price, leaves: quantity - order.cumulative)
    let (own, theirs) = rows.books.ladders.pair(taker.ladder)
    match(&taker, own, theirs, &rows)
    return finish(taker, &rows)
  }

  /// The first reason against an amendment of the order at `slot` (`none`: not open), or nil.
  private func refusalOfAmending(_ slot: OrderSlot, _ command: OrderCommand) -> RefusalReason? {
    let market = command.market.position
    let reason = markets[market].refusal(of: command.price, command.quantity)
    if reason == .marketNotActive || reason == .invalidQuantity { return reason }
    guard slot != .none else { return reason ?? .unknownOrder }
    let order = resting(slot)
    if command.quantity <= order.cumulative { return .invalidQuantity }
    if let reason { return reason }
    if order.isPostOnly && wouldCross(market, order.side, command.price) {
      return .postOnlyWouldCross
    }
    return canPay(for: order, command) ? nil : .insufficientBalance
  }

  /// Whether the wallet holds what the order costs after the amendment, its present lock included.
  private func canPay(for order: RestingOrder, _ command: OrderCommand) -> Bool {
    let market = order.market.position
    let asset = markets[market].paidAsset(order.side)
    let locked = markets[market].lockedAmount(order.side, order.price, order.leaves)
    let needed = markets[market].lockedAmount(
      order.side, command.price, command.quantity - order.cumulative)
    return needed <= wallets[order.account, asset].available + locked
  }
}
