internal import Domain

/// An open order that may be amended as a command asks for.
struct AmendableOrder {
  let slot: OrderSlot
  /// Where the index tells about it.
  let head: Ref<Int32>
  let record: Ref<OrderRecord>
  let level: Ref<PriceLevel>
  let own: Ref<Ladder>
  let theirs: Ref<Ladder>
  /// The price it has.
  let ticks: Int64
  /// What was filled, in lots.
  let filled: Int64
  /// What can still trade afterwards, in lots.
  let leaves: Int64
  /// The content of the command that placed it.
  let fingerprint: UInt64
  let isPostOnly: Bool
}

extension EngineRows {
  /// Looks up the order that a command is to amend; nil when it may not be amended so, or its content
  /// could not be kept.
  @inline(__always)
  mutating func amendable(_ command: some CommandReading) -> AmendableOrder? {
    if books.contents.count == 0 || !events.hasRoomAhead { return nil }
    let head = books.index.ref(command.target)
    guard let (slot, record) = books.find(command.target, head) else { return nil }
    let level = books.levels.ref(record.value.level.position)
    guard record.value.account == command.account, level.value.isIn(command.places)
    else { return nil }
    let (own, theirs) = books.ladders.pair(Int(level.value.ladder))
    let ticks = level.value.ticks
    let (filled, isPostOnly) = (record.value.filledLots, record.value.isPostOnly)
    guard own.value.admits(ticks: command.ticks, lots: command.lots), command.lots > filled,
      markets[own.value.market].isTradable(
        Price(ticks: command.ticks), Quantity(lots: command.lots)),
      !isPostOnly || theirs.value.bestRank < 0 &- own.value.signed(command.ticks),
      canPay(command, own, filled, record, level)
    else { return nil }
    return AmendableOrder(
      slot: slot, head: head, record: record, level: level, own: own, theirs: theirs, ticks: ticks,
      filled: filled, leaves: command.lots &- filled,
      fingerprint: books.fingerprint(slot, record, Int(own.value.position), ticks: ticks),
      isPostOnly: isPostOnly)
  }

  /// Whether the wallet holds what the order costs after the amendment, its present lock included.
  @inline(__always)
  private mutating func canPay(
    _ command: some CommandReading, _ own: Ref<Ladder>, _ filled: Int64,
    _ record: Ref<OrderRecord>, _ level: Ref<PriceLevel>
  ) -> Bool {
    let needed = Units.cost(own, markets, ticks: command.ticks, lots: command.lots &- filled)
    guard let needed else { return false }
    let locked = Units.locked(level, markets, lots: record.value.lots)
    let available = wallets[Int(record.value.wallet)].available
    return needed <= available + locked
  }

  /// Takes from an order what an amendment leaves off; it keeps its place.
  @inline(__always)
  mutating func shrink(_ order: AmendableOrder) -> OrderReport {
    let released = order.record.value.lots &- order.leaves
    order.level.value.take(released)
    order.record.value.lots = order.leaves
    books.keep(order.fingerprint, of: order.slot)
    unlock(order.record, order.level, lots: released)
    return OrderReport(
      status: order.filled > 0 ? .partiallyFilled : .new,
      cumulative: Quantity(lots: order.filled), leaves: Quantity(lots: order.leaves))
  }
}
