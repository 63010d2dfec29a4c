internal import Domain

/// An engine laid open for some commands: all that they read and write, at hand, see `Row`.
///
/// `MatchingEngine.open` makes it and `close` takes it back; in between, nothing else is done with the
/// engine but making and dropping price levels.
struct EngineRows<Units: LedgerUnits> {
  var books: BookRows
  let markets: Row<MarketState>
  let wallets: Row<WalletRow<Units>>
  let assetCount: Int
  let seen: Row<UInt64>
  let recent: RecentResults.Ring
  var events: EventLog.Pen

  /// Where the wallet of `account` for `asset` stands.
  @inline(__always)
  func wallet(_ account: Int32, _ asset: Int32) -> Int {
    Int(UInt32(bitPattern: account)) &* assetCount &+ Int(asset)
  }

  /// Moves an amount from available to locked.
  @inline(__always)
  func lock(_ amount: Units, at wallet: Int) {
    let wallet = wallets.ref(wallet)
    wallet.value.available -= amount
    wallet.value.locked += amount
  }

  /// Makes available again what an account has locked for `lots` in a ladder, which stands at
  /// `position`.
  @inline(__always)
  func unlock(
    _ account: Int32, _ ladder: Ref<Ladder>, _ position: Int, ticks: Int64, lots: Int64
  ) {
    let amount = Units.locked(ladder, (markets, position &>> 1), ticks: ticks, lots: lots)
    let wallet = wallets.ref(wallet(account, ladder.value.paidAsset))
    wallet.value.available += amount
    wallet.value.locked -= amount
  }

  /// Remembers that a command was accepted; there must be room for its sequence.
  @inline(__always)
  func markSeen(_ sequence: UInt64) {
    seen[Int(truncatingIfNeeded: sequence &>> 6)] |= 1 &<< (sequence & 63)
  }

  /// Keeps the final standing of an order that has left the book or never rested.
  @inline(__always)
  func close(
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

  /// Takes an order out of the book, releases its lock and closes it; it stands in the slot under
  /// this id.
  @inline(__always)
  mutating func cancelResting(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ level: Ref<PriceLevel>, _ sequence: UInt64,
    _ reason: CancelReason, _ engineBooks: inout OrderBooks
  ) -> OrderReport {
    let ladder = Int(level.value.ladder)
    let terms = books.ladders.ref(ladder)
    let ticks = terms.value.signed(level.value.rank)
    events.append(.canceled(order, sequence, ladder, ticks: ticks, reason))
    unlock(order.value.account, terms, ladder, ticks: ticks, lots: order.value.lots)
    recent.record(
      RecentResults.Entry(
        sequence: sequence, fingerprint: order.value.fingerprint, status: .canceled,
        filledLots: order.value.filledLots, otherLots: order.value.lots), of: sequence)
    books.remove(slot, order, level, sequence, &engineBooks)
    return OrderReport(
      status: .canceled, cumulative: Quantity(lots: order.value.filledLots),
      canceled: Quantity(lots: order.value.lots))
  }
}
