internal import Domain

extension MatchingEngine {
  /// Cancels an open order. Markets that take no orders still let them be canceled.
  @inline(__always)
  mutating func cancel(_ command: OrderCommand, _ fingerprint: UInt64) -> OrderReport {
    let slot = openTarget(of: command)
    guard slot != .none else { return refuse(command, .unknownOrder) }
    seen.insert(command.id.sequence)
    let report = cancelResting(slot, .requested)
    record(report, of: command.id, fingerprint)
    return report
  }

  /// The open order that a command names, or `none` when it is not open, of another account or of
  /// another market.
  @inline(__always)
  func openTarget(of command: OrderCommand) -> OrderSlot {
    let slot = index.find(command.target)
    guard slot != .none, orders[slot].account == command.account,
      orders[slot].market == command.market
    else { return .none }
    return slot
  }

  /// Takes an order out of the book, releases its lock and closes it.
  @inline(__always)
  mutating func cancelResting(_ slot: OrderSlot, _ reason: CancelReason) -> OrderReport {
    let order = orders[slot]
    events.append(.canceled(order, reason))
    takeOut(slot)
    unlock(order, order.leaves)
    return close(order)
  }

  /// Makes available again what `quantity` of a resting order has locked.
  @inline(__always)
  mutating func unlock(_ order: OrderRecord, _ quantity: Quantity) {
    let market = order.market.position
    let asset = markets[market].paidAsset(order.side)
    let amount = markets[market].lockedAmount(order.side, order.price, quantity)
    wallets[order.account, asset].unlock(amount)
  }
}
