internal import Domain

extension MatchingEngine {
  /// Gives an open order a new price and total quantity.
  ///
  /// At the same price and no greater quantity it keeps its place; otherwise it is taken out and
  /// enters again under its own id, as an order that comes now.
  @inline(never)
  mutating func amend(_ command: OrderCommand, _ fingerprint: UInt64) -> OrderReport {
    let slot = openTarget(of: command)
    if let reason = refusalOfAmending(slot, command) { return refuse(command, reason) }
    seen.insert(command.id.sequence)
    let order = orders[slot]
    events.append(.amended(order, by: command))
    let keepsPlace = command.price == order.price && command.quantity <= order.quantity
    let report =
      keepsPlace
      ? shrink(slot, to: command.quantity) : reenter(slot, command.price, command.quantity)
    record(report, of: command.id, fingerprint)
    return report
  }

  private mutating func shrink(_ slot: OrderSlot, to quantity: Quantity) -> OrderReport {
    let order = orders[slot]
    let released = order.quantity - quantity
    ladders[ladder(order.market, order.side)]
      .reduce(slot, by: released, in: &orders, &levels)
    unlock(order, released)
    return OrderReport(of: orders[slot])
  }

  private mutating func reenter(
    _ slot: OrderSlot, _ price: Price, _ quantity: Quantity
  ) -> OrderReport {
    var order = orders[slot]
    takeOut(slot)
    unlock(order, order.leaves)
    order.price = price
    order.leaves = quantity - order.cumulative
    let cost = markets[order.market.position].lockedAmount(order.side, price, order.leaves)
    var taker = Taker(reentering: order, cost: cost)
    return enter(&taker)
  }

  /// The first reason against an amendment of the order at `slot` (`none`: not open), or nil.
  private func refusalOfAmending(_ slot: OrderSlot, _ command: OrderCommand) -> RefusalReason? {
    let market = command.market.position
    let reason = markets[market].refusal(of: command.price, command.quantity)
    if reason == .marketNotActive || reason == .invalidQuantity { return reason }
    guard slot != .none else { return reason ?? .unknownOrder }
    let order = orders[slot]
    if command.quantity <= order.cumulative { return .invalidQuantity }
    if let reason { return reason }
    if order.isPostOnly && wouldCross(order.market, order.side, command.price) {
      return .postOnlyWouldCross
    }
    return canPay(for: order, command) ? nil : .insufficientBalance
  }

  /// Whether the wallet holds what the order costs after the amendment, its present lock included.
  private func canPay(for order: OrderRecord, _ command: OrderCommand) -> Bool {
    let market = order.market.position
    let asset = markets[market].paidAsset(order.side)
    let locked = markets[market].lockedAmount(order.side, order.price, order.leaves)
    let needed = markets[market].lockedAmount(
      order.side, command.price, command.quantity - order.cumulative)
    return needed <= wallets[order.account, asset].available + locked
  }
}
