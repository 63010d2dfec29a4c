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
  let orders: Row<OrderRecord>
  let details: Row<OrderDetail>
  let index: SlotTable.Heads
  let links: Row<Int32>
  /// The record to be used next.
  var firstFree: OrderSlot
  /// Number of orders that rest.
  var count: Int

  /// The slot of the open order with this id, which stands in the chain of `head`; or `none`.
  @inline(__always)
  mutating func find(_ sequence: UInt64, _ head: Ref<Int32>) -> OrderSlot {
    let slot = OrderSlot(value: head.value)
    if slot == .none || orders[slot.position].sequence == sequence { return slot }
    return Self.find(sequence, behind: slot, orders, links)
  }

  /// The slot of the order with this id in a chain, behind a slot that is not its; or `none`.
  @inline(never)
  private static func find(
    _ sequence: UInt64, behind slot: OrderSlot, _ orders: Row<OrderRecord>, _ links: Row<Int32>
  ) -> OrderSlot {
    var slot = OrderSlot(value: links[slot.position])
    while slot != .none && orders[slot.position].sequence != sequence {
      slot = OrderSlot(value: links[slot.position])
    }
    return slot
  }

  /// How much of an order was filled, in lots.
  @inline(__always)
  mutating func filledLots(_ slot: OrderSlot, _ order: Ref<OrderRecord>) -> Int64 {
    order.value.hasDetail ? details[slot.position].filledLots : 0
  }

  /// The content of the command that placed an order, which stands in a ladder at this price.
  @inline(__always)
  mutating func fingerprint(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ ladder: Int, ticks: Int64
  ) -> UInt64 {
    if !order.value.isPlain { return details[slot.position].fingerprint }
    return CommandWords.plainFingerprint(
      account: order.value.account, ladder, ticks: ticks,
      lots: order.value.lots &+ filledLots(slot, order))
  }

  /// The level of a rank in a ladder, made if there is none.
  @inline(__always)
  mutating func level(
    _ rank: Int64, _ ladder: Ref<Ladder>, _ books: inout OrderBooks
  ) -> LevelSlot {
    var slot = LevelSlot(value: places[UInt64(bitPattern: rank) &+ ladder.value.levelKey])
    while slot != .none {
      let level = levels.ref(slot.position)
      if level.value.isAt(rank, ladder.value.position) { return slot }
      slot = LevelSlot(value: level.value.link)
    }
    return books.newLevel(rank, ladder)
  }

  /// Rests an order behind all others of a level and returns its slot.
  @inline(__always)
  @discardableResult
  mutating func append(
    _ sequence: UInt64, account: Int32, lots: Int64, isPlain: Bool, to slot: LevelSlot
  ) -> OrderSlot {
    let place = firstFree
    let level = levels.ref(slot.position)
    let order = orders.ref(place.position)
    firstFree = order.value.next
    count &+= 1
    let before = level.value.last
    order.value = OrderRecord(
      sequence: sequence, account: account, lots: lots, level: slot, isPlain: isPlain,
      previous: before)
    level.value.last = place
    if before == .none { level.value.first = place } else { orders[before.position].next = place }
    level.value.lots &+= PriceLevel.sum(lots)
    level.value.orderCount &+= 1
    let head = index.ref(sequence)
    links[place.position] = head.value
    head.value = place.value
    return place
  }

  /// Takes an order, which stands in the slot and in the chain of `head`, out of the books.
  @inline(__always)
  mutating func remove(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ level: Ref<PriceLevel>, _ head: Ref<Int32>,
    _ books: inout OrderBooks
  ) {
    let (before, behind) = (order.value.previous, order.value.next)
    if before == .none { level.value.first = behind } else { orders[before.position].next = behind }
    if behind == .none {
      level.value.last = before
    } else {
      orders[behind.position].previous = before
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
    if behind == .none {
      level.value.last = .none
    } else {
      orders[behind.position].previous = .none
    }
    finishRemoval(slot, order, level, index.ref(order.value.sequence), &books)
  }

  @inline(__always)
  private mutating func finishRemoval(
    _ slot: OrderSlot, _ order: Ref<OrderRecord>, _ level: Ref<PriceLevel>, _ head: Ref<Int32>,
    _ books: inout OrderBooks
  ) {
    level.value.lots &-= PriceLevel.sum(order.value.lots)
    let left = level.value.orderCount &- 1
    level.value.orderCount = left
    if head.value == slot.value {
      head.value = links[slot.position]
    } else {
      Self.unlink(slot, behind: head.value, in: links)
    }
    order.value.next = firstFree
    firstFree = slot
    count &-= 1
    if left == 0 { books.dropLevel(order.value.level) }
  }

  /// Takes a slot out of a chain that begins at `first`, another one.
  @inline(never)
  private static func unlink(_ slot: OrderSlot, behind first: Int32, in links: Row<Int32>) {
    var before = first
    while links[Int(before)] != slot.value { before = links[Int(before)] }
    links[Int(before)] = links[slot.position]
  }
}
