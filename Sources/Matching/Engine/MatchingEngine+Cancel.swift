internal import Domain

extension MatchingEngine {
  /// Cancels an open order. Markets that take no orders still let them be canceled.
  @inline(__always)
  mutating func cancel<Units: LedgerUnits>(
    _ command: some CommandReading, _ slot: OrderSlot, _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    rows.markSeen(command.id)
    let report = rows.cancelResting(slot, command.target, .requested, &books)
    rows.recent.record(
      RecentResults.Entry(
        sequence: command.id, fingerprint: command.fingerprint, status: .canceled,
        filledLots: report.cumulative.lots, otherLots: report.canceled.lots), of: command.id)
    return report
  }

  /// The open order that a command names, or `none` when it is not open, of another account or of
  /// another market.
  @inline(__always)
  func openTarget(of command: some CommandReading, _ rows: BookRows) -> OrderSlot {
    let slot = rows.find(command.target)
    guard slot != .none else { return .none }
    let order = rows.orders.ref(slot.position)
    guard order.value.account == command.account,
      rows.levels[order.value.level.position].ladder &>> 1 == command.market
    else { return .none }
    return slot
  }
}
