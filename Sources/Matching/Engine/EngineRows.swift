internal import Domain

/// An engine laid open for some commands: all that they read and write, at hand, see `Row`.
///
/// `MatchingEngine.open` makes it and `close` takes it back; in between, nothing else is done with the
/// engine but making and dropping price levels.
///
/// Its methods are `mutating` also where they change nothing, as those of `BookRows` are: only then are
/// they given its address, and read what they need. Others are given a copy of all of it, which the
/// registers do not hold.
struct EngineRows<Units: LedgerUnits> {
  var books: BookRows
  let markets: Row<MarketState>
  let wallets: Row<WalletRow<Units>>
  let assetCount: Int
  /// So many bytes the wallets of one account take.
  let accountBytes: UInt
  let seen: Row<UInt64>
  var recent: RecentResults.Ring
  var events: EventLog.Pen

  /// Where the wallet of `account` for `asset` stands.
  @inline(__always)
  mutating func wallet(_ account: Int32, _ asset: Int32) -> Int {
    Int(UInt32(bitPattern: account)) &* assetCount &+ Int(asset)
  }

  /// Has the compiler read again what it wants to know, see `Barrier`.
  @inline(__always)
  mutating func forget() { Barrier.forget(&self) }

  /// Looks up what an order needs; nil when its market or account does not exist, when it is not within
  /// the market's bounds, or costs more than is available.
  @inline(__always)
  mutating func admit(_ command: some CommandReading) -> AdmittedOrder<Units>? {
    // An account beyond the last has no wallet either.
    guard
      let (ladder, opposite) = books.ladders.find(
        market: command.places &>> 32, side: command.flags &>> 8),
      ladder.value.admits(ticks: command.ticks, lots: command.lots),
      let cost = Units.cost(ladder, markets, ticks: command.ticks, lots: command.lots),
      case let place = wallet(command.account, ladder.value.paidAsset),
      let wallet = wallets.find(place), cost <= wallet.value.available
    else { return nil }
    return AdmittedOrder(
      cost: cost, place: place, wallet: wallet, ladder: ladder, opposite: opposite)
  }

  /// Moves an amount from available to locked.
  @inline(__always)
  mutating func lock(_ amount: Units, at wallet: Int) { wallets.ref(wallet).value.lock(amount) }

  /// Makes available again what an order of a level has locked for `lots`.
  @inline(__always)
  mutating func unlock(_ order: Ref<OrderRecord>, _ level: Ref<PriceLevel>, lots: Int64) {
    wallets.ref(Int(order.value.wallet)).value.unlock(Units.locked(level, markets, lots: lots))
  }

  /// Takes what was traded, less than all, from an order that rests and trades first in its level.
  @inline(__always)
  mutating func shrink(
    _ maker: Ref<OrderRecord>, _ level: Ref<PriceLevel>, lots: Int64
  ) {
    maker.value.fill(lots: lots)
    level.value.take(lots)
  }

  /// Closes an order that was filled and traded first in its level.
  @inline(__always)
  mutating func closeFilled(
    _ slot: OrderSlot, _ maker: Ref<OrderRecord>, _ level: Ref<PriceLevel>, _ ladder: Ref<Ladder>,
    ticks: Int64, _ engineBooks: inout OrderBooks
  ) {
    let filled = maker.value.filledLots &+ maker.value.lots
    if maker.value.isPlain {
      recent.record(
        RecentResults.Entry(
          plain: maker.value.sequence, ticks: ticks, lots: filled, isCanceled: false,
          ladder.value.plainResult,
          account: maker.value.account))
    } else {
      recent.record(
        RecentResults.Entry(
          sequence: maker.value.sequence,
          fingerprint: books.fingerprint(
            slot, maker, Int(ladder.value.position), ticks: ticks), filledLots: filled,
          otherLots: 0))
    }
    books.removeFirst(slot, maker, level, &engineBooks)
  }

  /// Remembers that a command was accepted; there must be room for its sequence.
  @inline(__always)
  mutating func markSeen(_ sequence: UInt64) {
    seen[Int(truncatingIfNeeded: sequence &>> 6)] |= 1 &<< (sequence & 63)
  }

  /// Forgets that a command was accepted.
  @inline(__always)
  mutating func unmarkSeen(_ sequence: UInt64) {
    seen[Int(truncatingIfNeeded: sequence &>> 6)] &= ~(1 &<< (sequence & 63))
  }

  /// Keeps the final standing of an order that does not rest, as `command` placed it.
  @inline(__always)
  mutating func close(
    _ command: some CommandReading, _ ladder: Ref<Ladder>, _ leaves: Int64
  ) -> OrderReport {
    if command.isPlainOrder && leaves == 0 {
      recent.record(
        RecentResults.Entry(
          plain: command.id, ticks: command.ticks, lots: command.lots, isCanceled: false,
          ladder.value.plainResult,
          account: command.account))
      return OrderReport(status: .filled, cumulative: Quantity(lots: command.lots))
    }
    return close(
      command.id, fingerprint: command.fingerprint, filled: command.lots &- leaves,
      canceled: leaves)
  }

  /// The same for an order with this fingerprint.
  @inline(__always)
  mutating func close(
    _ sequence: UInt64, fingerprint: UInt64, filled: Int64, canceled: Int64
  ) -> OrderReport {
    recent.record(
      RecentResults.Entry(
        sequence: sequence, fingerprint: fingerprint, filledLots: filled, otherLots: canceled))
    return OrderReport(
      status: canceled == 0 ? .filled : .canceled, cumulative: Quantity(lots: filled),
      canceled: Quantity(lots: canceled))
  }

  /// Takes an order out of the books, tells of it and releases what it has locked. It stands in the slot
  /// under this id, in the chain of `head`; `places` are its account and market. Its result is still to
  /// be kept: its record stays as it is until another order comes.
  ///
  /// - Returns: its ladder, and its price in ticks.
  @inline(__always)
  mutating func takeOut(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ level: Ref<PriceLevel>, _ head: Ref<Int32>,
    _ sequence: UInt64, places: UInt64, _ reason: CancelReason, at place: EventLog.Place,
    _ engineBooks: inout OrderBooks
  ) -> (ladder: Int, ticks: Int64) {
    let (ladder, ticks) = (Int(level.value.ladder), level.value.ticks)
    events.append(.canceled(order, sequence, ladder, places, ticks: ticks, reason), at: place)
    forget()
    unlock(order, level, lots: order.value.lots)
    books.remove(slot, order, level, head, &engineBooks)
    return (ladder, ticks)
  }

  /// Keeps the result of an order that was taken out of the slot, whatever it was.
  @inline(never)
  mutating func close(
    canceled slot: OrderSlot, _ order: Ref<OrderRecord>, _ ladder: Int, ticks: Int64
  ) -> OrderReport {
    let filled = order.value.filledLots
    recent.record(
      RecentResults.Entry(
        sequence: order.value.sequence,
        fingerprint: books.fingerprint(slot, order, ladder, ticks: ticks), filledLots: filled,
        otherLots: order.value.lots))
    return OrderReport(
      status: .canceled, cumulative: Quantity(lots: filled),
      canceled: Quantity(lots: order.value.lots))
  }
}

/// What is known of an order that may be placed.
struct AdmittedOrder<Units: LedgerUnits> {
  /// What it locks at most.
  let cost: Units
  /// Where the wallet stands that it pays from, and that wallet.
  let place: Int
  let wallet: Ref<WalletRow<Units>>
  let ladder: Ref<Ladder>
  /// The ladder of the other side.
  let opposite: Ref<Ladder>
}

/// Rows lead to the storage of one engine, and go where it goes.
extension EngineRows: @unchecked Sendable {}
