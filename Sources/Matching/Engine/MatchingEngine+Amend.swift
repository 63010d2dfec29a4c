internal import Domain

extension MatchingEngine {
  /// Gives an open order a new price and total quantity, if nothing is wrong with it; else does nothing
  /// and returns nil.
  ///
  /// At the same price and no greater quantity it keeps its place; otherwise it is taken out and
  /// enters again under its own id, as an order that comes now.
  @inline(__always)
  mutating func amend<Units: LedgerUnits>(
    _ command: some CommandReading, _ rows: inout EngineRows<Units>
  ) -> OrderReport? {
    guard let order = rows.amendable(command) else { return nil }
    rows.events.append(.amended(command, order.own))
    let keepsPlace = command.ticks == order.ticks && order.leaves <= order.record.value.lots
    let report = keepsPlace ? rows.shrink(order) : reenter(order, command, &rows)
    rows.recent.record(
      RecentResults.Entry(
        sequence: command.id, fingerprint: command.fingerprint,
        filledLots: report.cumulative.lots,
        // One of the two is always 0.
        otherLots: report.leaves.lots | report.canceled.lots,
        isOpen: report.status.isOpen))
    return report
  }

  private mutating func reenter<Units: LedgerUnits>(
    _ order: AmendableOrder, _ command: some CommandReading, _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    rows.unlock(order.record, order.level, lots: order.record.value.lots)
    rows.books.remove(order.slot, order.record, order.level, order.head, &books)
    let entering = CommandWords(
      id: command.target, target: 0, ticks: command.ticks, lots: order.leaves,
      places: command.places, flags: UInt64(order.own.value.position & 1) &<< 8)
    let left = match(
      entering, order.own, order.theirs, wallet: Int(order.record.value.wallet), &rows)
    let filled = command.lots &- left.leaves
    if left.leaves > 0 {
      if !left.isStopped {
        return rest(
          entering, order.own, left.leaves, filled: filled, content: order.fingerprint,
          isPostOnly: order.isPostOnly, &rows)
      }
      rows.events.append(.canceled(entering, order.own, lots: left.leaves, .selfTrade))
    }
    return rows.close(
      command.target, fingerprint: order.fingerprint, filled: filled, canceled: left.leaves)
  }

  /// The first reason against an amendment of the order at `slot` (`none`: not open), or nil.
  func refusalOfAmending(_ slot: OrderSlot, _ command: OrderCommand) -> RefusalReason? {
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
