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
  var recent: RecentResults.Ring
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

  /// Books one fill in a resting order's wallets: the incoming order of a ladder pays and gets so much.
  @inline(__always)
  func settle(_ maker: Int32, _ ladder: Ref<Ladder>, pays: Units, gets: Units) {
    let first = wallet(maker, 0)
    wallets[first &+ Int(ladder.value.receivedAsset)].locked -= gets
    wallets[first &+ Int(ladder.value.paidAsset)].available += pays
  }

  /// Takes what was traded, less than all, from an order that rests and trades first in its level.
  @inline(__always)
  func shrink(
    _ slot: OrderSlot, _ maker: Ref<OrderRecord>, _ level: Ref<PriceLevel>, lots: Int64,
    _ ladder: Int, ticks: Int64
  ) {
    if maker.value.hasDetail {
      books.details[slot.position].fill(lots: lots)
    } else {
      books.details[slot.position] = OrderDetail(
        fingerprint: books.fingerprint(slot, maker, ladder, ticks: ticks), filledLots: lots,
        isPostOnly: false)
      maker.value.setDetail()
    }
    level.value.lots &-= Int128(lots)
    maker.value.lots &-= lots
  }

  /// Closes an order that was filled and traded first in its level.
  @inline(__always)
  mutating func closeFilled(
    _ slot: OrderSlot, _ maker: Ref<OrderRecord>, _ level: Ref<PriceLevel>, _ ladder: Int,
    ticks: Int64, _ engineBooks: inout OrderBooks
  ) {
    let fingerprint = books.fingerprint(slot, maker, ladder, ticks: ticks)
    let filled = books.filledLots(slot, maker) &+ maker.value.lots
    recent.record(
      RecentResults.Entry(
        sequence: maker.value.sequence, fingerprint: fingerprint, filledLots: filled, otherLots: 0))
    books.removeFirst(slot, maker, level, &engineBooks)
  }

  /// Remembers that a command was accepted; there must be room for its sequence.
  @inline(__always)
  func markSeen(_ sequence: UInt64) {
    seen[Int(truncatingIfNeeded: sequence &>> 6)] |= 1 &<< (sequence & 63)
  }

  /// Keeps the final standing of an order that has left the book or never rested.
  @inline(__always)
  mutating func close(
    _ sequence: UInt64, _ fingerprint: UInt64, filledLots: Int64, canceledLots: Int64
  ) -> OrderReport {
    recent.record(
      RecentResults.Entry(
        sequence: sequence, fingerprint: fingerprint, filledLots: filledLots,
        otherLots: canceledLots))
    return OrderReport(
      status: canceledLots == 0 ? .filled : .canceled, cumulative: Quantity(lots: filledLots),
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
    let filled = books.filledLots(slot, order)
    recent.record(
      RecentResults.Entry(
        sequence: sequence, fingerprint: books.fingerprint(slot, order, ladder, ticks: ticks),
        filledLots: filled, otherLots: order.value.lots))
    books.remove(slot, order, level, sequence, &engineBooks)
    return OrderReport(
      status: .canceled, cumulative: Quantity(lots: filled),
      canceled: Quantity(lots: order.value.lots))
  }
}
