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
    let target = command.target
    let head = rows.books.index.ref(target)
    guard let (slot, order) = rows.books.find(target, head) else { return nil }
    let level = rows.books.levels.ref(order.value.level.position)
    guard order.value.account == command.account, level.value.isIn(command.places)
    else { return nil }
    guard let place = rows.events.place else { return nil }
    let (ladder, ticks) = rows.takeOut(
      slot, order, level, head, target, places: command.places, .requested, at: place, &books)
    let lots = order.value.lots
    guard command.isPlainCancel && order.value.isPlainAndWhole else {
      return close(command, slot, order, ladder, ticks: ticks, &rows)
    }
    rows.recent.record(
      RecentResults.Entry(
        plain: target, ticks: ticks, lots: lots, isCanceled: true,
        RecentResults.Entry.plainPart(ladder),
        account: command.account),
      RecentResults.Entry(cancel: command, lots: lots))
    return OrderReport(status: .canceled, canceled: Quantity(lots: lots))
  }

  /// Keeps the results of a cancel command and of the order that it canceled.
  @inline(never)
  private func close<Units: LedgerUnits>(
    _ command: some CommandReading, _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ ladder: Int,
    ticks: Int64, _ rows: inout EngineRows<Units>
  ) -> OrderReport {
    let report = rows.close(canceled: slot, order, ladder, ticks: ticks)
    rows.recent.record(
      RecentResults.Entry(
        sequence: command.id, fingerprint: command.fingerprint,
        filledLots: report.cumulative.lots, otherLots: report.canceled.lots))
    return report
  }
}
