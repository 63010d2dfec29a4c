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
    seen.insert(command.id.sequence)
    let order = resting(slot)
    events.append(.amended(order, by: command))
    let keepsPlace = command.price == order.price && command.quantity <= order.quantity
    let report =
      keepsPlace
      ? shrink(slot, order, to: command.quantity, width)
      : reenter(slot, order, command.price, command.quantity, width)
    record(report, of: command)
    return report
  }

  private mutating func shrink<Units: LedgerUnits>(
    _ slot: OrderSlot, _ order: RestingOrder, to quantity: Quantity, _ width: Units.Type
  ) -> OrderReport {
    let released = order.quantity - quantity
    let level = books.levels[books.orders[slot].level]
    books.reduce(slot, byLots: released.lots)
    unlock(order.account.value, level, lots: released.lots, width)
    return report(of: slot)
  }

  private mutating func reenter<Units: LedgerUnits>(
    _ slot: OrderSlot, _ order: RestingOrder, _ price: Price, _ quantity: Quantity,
    _ width: Units.Type
  ) -> OrderReport {
    let level = books.levels[books.orders[slot].level]
    unlock(order.account.value, level, lots: order.leaves.lots, width)
    books.remove(slot, books.orders[slot], from: Int(level.ladder))
    index.remove(order.id.sequence, slot)
    var taker = Taker(reentering: order, price: price, leaves: quantity - order.cumulative)
    return enter(&taker, width)
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
