internal import Domain

/// Books laid open for some commands: what matching reads and writes, at hand.
///
/// `OrderBooks.open` makes it and `close` takes it back; in between, nothing else may be done with
/// the books but making and dropping levels. Methods that change nothing are `mutating` for the reason
/// that `EngineRows` gives.
struct BookRows {
  let ladders: LadderRow
  let levels: Row<PriceLevel>
  let places: SlotTable.Heads
  let orders: OrderRow
  let index: SlotTable.Heads
  /// The contents that are kept, one for each record; none at all as long as none had to be.
  let contents: Row<UInt64>
  /// The record to be used next.
  var firstFree: OrderSlot
  /// Number of orders that rest.
  var count: Int

  /// The open order with this id, which stands in the chain of `head`, and its slot; or nil.
  @inline(__always)
  mutating func find(
    _ sequence: UInt64, _ head: Ref<Int32>
  ) -> (slot: OrderSlot, order: Ref<OrderRecord>)? {
    let slot = OrderSlot(value: head.value)
    guard let order = orders.find(slot) else { return nil }
    if order.value.sequence == sequence { return (slot, order) }
    let other = Self.find(sequence, behind: slot, orders)
    return orders.find(other).map { (other, $0) }
  }

  /// The slot of the order with this id in a chain, behind a slot that is not its; or `none`.
  @inline(never)
  private static func find(
    _ sequence: UInt64, behind slot: OrderSlot, _ orders: OrderRow
  ) -> OrderSlot {
    var slot = OrderSlot(value: orders.ref(slot).value.link)
    while slot != .none && orders.ref(slot).value.sequence != sequence {
      slot = OrderSlot(value: orders.ref(slot).value.link)
    }
    return slot
  }

  /// The content of the command that placed an order, which stands in a ladder at this price.
  @inline(__always)
  mutating func fingerprint(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ ladder: Int, ticks: Int64
  ) -> UInt64 {
    order.value.hasContent
      ? contents[slot.position] : order.value.fingerprint(ladder, ticks: ticks)
  }

  /// The level of a rank in a ladder, made if there is none, and its slot.
  @inline(__always)
  mutating func level(
    _ rank: Int64, _ ladder: Ref<Ladder>, _ books: inout OrderBooks
  ) -> (slot: LevelSlot, level: Ref<PriceLevel>) {
    var slot = LevelSlot(value: places[UInt64(bitPattern: rank) &+ ladder.value.levelKey])
    // Nothing stands where there is no level.
    while let level = levels.find(slot.position) {
      if level.value.isAt(rank, ladder.value.position) { return (slot, level) }
      slot = LevelSlot(value: level.value.link)
    }
    slot = books.newLevel(rank, ladder)
    return (slot, levels.ref(slot.position))
  }

  /// Rests an order behind all others of a level and returns its slot.
  @inline(__always)
  @discardableResult
  mutating func append(
    _ sequence: UInt64, account: Int32, lots: Int64, filledLots: Int64 = 0,
    isPostOnly: Bool = false, wallet: UInt32,
    to level: (slot: LevelSlot, level: Ref<PriceLevel>)
  ) -> OrderSlot {
    let place = firstFree
    let (slot, level) = level
    let order = orders.ref(place)
    firstFree = order.value.next
    count &+= 1
    let before = level.value.last
    let head = index.ref(sequence)
    order.value = OrderRecord(
      sequence: sequence, account: account, lots: lots, filledLots: filledLots, level: slot,
      isPostOnly: isPostOnly, wallet: wallet, previous: before, link: head.value)
    head.value = place.value
    level.value.last = place
    if let before = orders.find(before) {
      before.value.next = place
    } else {
      level.value.first = place
    }
    level.value.add(lots)
    level.value.orderCount &+= 1
    return place
  }

  /// Keeps the content of an order that stands in the slot; there must be `contents`.
  @inline(__always)
  mutating func keep(_ content: UInt64, of slot: OrderSlot) {
    contents[slot.position] = content
    orders.ref(slot).value.setContent()
  }

  /// Takes an order, which stands in the slot and in the chain of `head`, out of the books.
  @inline(__always)
  mutating func remove(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ level: Ref<PriceLevel>, _ head: Ref<Int32>,
    _ books: inout OrderBooks
  ) {
    let (before, behind) = (order.value.previous, order.value.next)
    if let before = orders.find(before) {
      before.value.next = behind
    } else {
      level.value.first = behind
    }
    if let behind = orders.find(behind) {
      behind.value.previous = before
    } else {
      level.value.last = before
    }
    finishRemoval(slot, order, level, head, &books)
  }

  /// The same for the order that trades first in its level.
  @inline(__always)
  mutating func removeFirst(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ level: Ref<PriceLevel>,
    _ books: inout OrderBooks
  ) {
    let behind = order.value.next
    level.value.first = behind
    if let behind = orders.find(behind) {
      behind.value.previous = .none
    } else {
      level.value.last = .none
    }
    finishRemoval(slot, order, level, index.ref(order.value.sequence), &books)
  }

  @inline(__always)
  private mutating func finishRemoval(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ level: Ref<PriceLevel>, _ head: Ref<Int32>,
    _ books: inout OrderBooks
  ) {
    level.value.take(order.value.lots)
    let left = level.value.orderCount &- 1
    level.value.orderCount = left
    if head.value == slot.value {
      head.value = order.value.link
    } else {
      Self.unlink(slot, order, behind: head.value, orders)
    }
    order.value.next = firstFree
    firstFree = slot
    count &-= 1
    if left == 0 { books.dropLevel(order.value.level) }
  }

  /// Takes a slot out of a chain that begins at `first`, another one.
  @inline(never)
  private static func unlink(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, behind first: Int32, _ orders: OrderRow
  ) {
    var before = orders.ref(OrderSlot(value: first))
    while before.value.link != slot.value {
      before = orders.ref(OrderSlot(value: before.value.link))
    }
    before.value.link = order.value.link
  }
}
