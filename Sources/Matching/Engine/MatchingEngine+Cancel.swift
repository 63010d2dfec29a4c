internal import Domain

extension MatchingEngine {
  /// Cancels an open order. Markets that take no orders still let them be canceled.
  @inline(__always)
  mutating func cancel<Units: LedgerUnits>(
    _ command: OrderCommand, _ width: Units.Type
  ) -> OrderReport {
    let slot = openTarget(of: command)
    guard slot != .none else { return refuse(command, .unknownOrder) }
    seen.insert(command.id.sequence)
    let report = cancelResting(slot, .requested, width)
    record(report, of: command)
    return report
  }

  /// The open order that a command names, or `none` when it is not open, of another account or of
  /// another market.
  @inline(__always)
  func openTarget(of command: OrderCommand) -> OrderSlot {
    let slot = index.find(command.target, in: books.orders)
    guard slot != .none, books.orders[slot].account == command.account.value,
      books.levels[books.orders[slot].level].market == command.market.position
    else { return .none }
    return slot
  }

  /// Takes an order out of the book, releases its lock and closes it.
  @inline(__always)
  mutating func cancelResting<Units: LedgerUnits>(
    _ slot: OrderSlot, _ reason: CancelReason, _ width: Units.Type
  ) -> OrderReport {
    let order = books.orders[slot]
    let level = books.levels[order.level]
    events.append(.canceled(order, level, reason))
    unlock(order.account, level, lots: order.lots, width)
    index.remove(order.sequence, slot)
    books.remove(slot, order, from: Int(level.ladder))
    return close(
      order.sequence, order.fingerprint, filledLots: order.filledLots, canceledLots: order.lots)
  }

  /// Makes available again what an account has locked for `lots` in a level.
  @inline(__always)
  mutating func unlock<Units: LedgerUnits>(
    _ account: Int32, _ level: PriceLevel, lots: Int64, _ width: Units.Type
  ) {
    let market = level.market
    let amount = Units.locked(
      markets[market], level.side, ticks: level.price.ticks, lots: lots)
    Units.add(
      available: amount, locked: 0 &- amount,
      at: wallets.position(account, markets[market].paidAsset(level.side)), in: &wallets)
  }
}
