internal import Domain

extension MatchingEngine {
  /// Cancels the open order that a command names. Markets that take no orders still let them be
  /// canceled.
  ///
  /// - Returns: nil, and changes nothing, when the order is not open, of another account or of another
  ///   market.
  @inline(__always)
  mutating func cancel<Units: LedgerUnits>(
    _ command: some CommandReading, _ rows: inout EngineRows<Units>
  ) -> OrderReport? {
    let slot = rows.books.find(command.target)
    guard slot != .none else { return nil }
    let order = rows.books.orders.ref(slot.position)
    let level = rows.books.levels.ref(order.value.level.position)
    guard order.value.account == command.account, level.value.ladder &>> 1 == command.market
    else { return nil }
    rows.markSeen(command.id)
    let report = rows.cancelResting(slot, order, level, command.target, .requested, &books)
    rows.recent.record(
      RecentResults.Entry(
        sequence: command.id, fingerprint: command.fingerprint,
        filledLots: report.cumulative.lots, otherLots: report.canceled.lots))
    return report
  }
}
