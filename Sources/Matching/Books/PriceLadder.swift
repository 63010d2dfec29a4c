internal import Domain

/// One side of one market's book: its price levels, and each level's orders in order of arrival.
///
/// Layout: a table finds the level of a price, a tree of bitmaps finds the next level behind the
/// best. Levels and orders themselves stand in pools that all books share; an order knows its level,
/// and the orders of a level are a doubly linked list. Invariants: table and tree have exactly the
/// ranks of the levels in use; `best` is the level of the greatest; no level is empty; a level's lots
/// and order count are those of its list.
///
/// Every operation is O(1), but for the tree's heights (eleven at most, one or two in a book without
/// gaps) when a level comes or goes. Prices may lie as far apart as they like. No other file knows
/// how levels are found.
struct PriceLadder: ~Copyable, Sendable {
  /// The side of the book.
  let side: Side
  /// The level that trades first, or `none` when no order rests here.
  private(set) var best = LevelSlot.none
  /// Its rank; below every rank there is when no order rests here.
  private var bestRank = Int64.min
  /// Rank -> level slot + 1.
  private var places = KeyTable(bits: 6)
  private var ranks = RankSet()

  init(side: Side) { self.side = side }

  /// Number of price levels.
  var count: Int { places.count }

  /// Bytes of its own storage.
  var byteCount: Int { places.byteCount + ranks.byteCount }

  /// The best price, or nil when no order rests here.
  var bestPrice: Price? {
    best == .none ? nil : Price(ticks: side == .bid ? bestRank : -bestRank)
  }

  /// The order that trades first against a limit of `rank` or worse, or `none`.
  @inline(__always)
  func firstOrder(ranking limit: Int64, in levels: borrowing LevelPool) -> OrderSlot {
    bestRank >= limit ? levels[best].first : .none
  }

  /// The level that trades next after the one at `slot`, or `none`.
  func level(behind slot: LevelSlot, in levels: borrowing LevelPool) -> LevelSlot {
    guard let rank = ranks.greatest(below: levels[slot].rank) else { return .none }
    return existingLevel(rank)
  }

  /// Puts an order behind all others at its price and returns its slot.
  @inline(__always)
  mutating func append(
    _ order: OrderRecord, to orders: inout OrderPool, _ levels: inout LevelPool
  ) -> OrderSlot {
    let level = makeLevel(PriceLevel.rank(of: order.price, on: side), in: &levels)
    let slot = orders.insert(order)
    let last = levels[level].append(slot, lots: order.leaves.lots)
    orders[slot].link(at: level, behind: last)
    if last != .none { orders[last].next = slot }
    return slot
  }

  /// Takes an order out, and its level with it when no other is left there. Its slot is free then.
  @inline(__always)
  mutating func remove(
    _ slot: OrderSlot, from orders: inout OrderPool, _ levels: inout LevelPool
  ) {
    let (level, lots) = (orders[slot].level, orders[slot].leaves.lots)
    let (previous, next) = (orders[slot].previous, orders[slot].next)
    orders.release(slot)
    if previous != .none { orders[previous].next = next }
    if next != .none { orders[next].previous = previous }
    if levels[level].remove(between: previous, next, lots: lots) {
      dropLevel(level, from: &levels)
    }
  }

  /// Takes part of an order's quantity away; it keeps its place. Less than all of it must go.
  mutating func reduce(
    _ slot: OrderSlot, by quantity: Quantity, in orders: inout OrderPool,
    _ levels: inout LevelPool
  ) {
    precondition(quantity < orders[slot].leaves, "an order without quantity would be left")
    levels[orders[slot].level].lots -= Int128(quantity.lots)
    orders[slot].leaves -= quantity
  }

  private func existingLevel(_ rank: Int64) -> LevelSlot {
    let place = places.find(UInt64(bitPattern: rank))
    precondition(place != 0, "no level of a rank in the tree")
    return LevelSlot(value: Int32(place - 1))
  }

  @inline(__always)
  private mutating func makeLevel(_ rank: Int64, in levels: inout LevelPool) -> LevelSlot {
    if rank == bestRank { return best }
    let place = places.find(UInt64(bitPattern: rank))
    return place == 0 ? newLevel(rank, in: &levels) : LevelSlot(value: Int32(place - 1))
  }

  @inline(never)
  private mutating func newLevel(_ rank: Int64, in levels: inout LevelPool) -> LevelSlot {
    let level = levels.insert(rank: rank)
    places.insert(UInt64(bitPattern: rank), UInt64(level.position + 1))
    ranks.insert(rank)
    if rank > bestRank { (best, bestRank) = (level, rank) }
    return level
  }

  @inline(never)
  private mutating func dropLevel(_ level: LevelSlot, from levels: inout LevelPool) {
    let rank = levels[level].rank
    places.remove(UInt64(bitPattern: rank))
    ranks.remove(rank)
    levels.release(level)
    guard level == best else { return }
    (best, bestRank) = (.none, .min)
    if let next = ranks.greatest(below: rank) { (best, bestRank) = (existingLevel(next), next) }
  }
}
