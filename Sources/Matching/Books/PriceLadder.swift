internal import Domain

/// One side of one market's book: its price levels, and each level's orders in order of arrival.
///
/// Layout: levels in one row, rank ascending, so that the best is last and the usual change, at or
/// near the best, moves few levels. The orders of a level are a doubly linked list through the
/// records of the order pool. Invariants: ranks strictly ascend, no level is empty, a level's lots
/// and order count are those of its list.
///
/// Finding a level costs O(log levels), making or dropping one O(levels behind it); all else is
/// O(1). No other file knows how levels are kept.
struct PriceLadder: ~Copyable, Sendable {
  /// The side of the book.
  let side: Side
  private var levels: Slab<PriceLevel>
  /// Number of price levels.
  private(set) var count = 0

  init(side: Side) {
    self.side = side
    levels = Slab(count: 64) { _ in Self.emptyLevel(rank: 0) }
  }

  /// Whether no order rests here.
  var isEmpty: Bool { count == 0 }

  /// The best price, or nil when no order rests here.
  var bestPrice: Price? { isEmpty ? nil : levels[count - 1].price(on: side) }

  /// The order that trades first against a limit of `rank` or worse, or `none`.
  func firstOrder(ranking limit: Int64) -> OrderSlot {
    guard count > 0 else { return .none }
    let reaches = levels[count - 1].rank >= limit
    return reaches ? levels[count - 1].first : .none
  }

  /// The level with `depth` better ones before it; `depth` must lie in `0..<count`.
  func level(at depth: Int) -> PriceLevel { levels[count - 1 - depth] }

  /// Puts an order behind all others at its price.
  mutating func append(_ slot: OrderSlot, in orders: inout OrderPool) {
    let position = makeLevel(PriceLevel.rank(of: orders[slot].price, on: side))
    let last = levels[position].last
    orders[slot].previous = last
    orders[slot].next = .none
    if last == .none { levels[position].first = slot } else { orders[last].next = slot }
    levels[position].last = slot
    levels[position].lots += Int128(orders[slot].leaves.lots)
    levels[position].orderCount += 1
  }

  /// Takes an order out, and its level with it when no other is left there.
  mutating func remove(_ slot: OrderSlot, from orders: inout OrderPool) {
    let (price, leaves) = (orders[slot].price, orders[slot].leaves)
    let (previous, next) = (orders[slot].previous, orders[slot].next)
    let position = existingLevel(PriceLevel.rank(of: price, on: side))
    if previous == .none { levels[position].first = next } else { orders[previous].next = next }
    if next == .none { levels[position].last = previous } else { orders[next].previous = previous }
    levels[position].lots -= Int128(leaves.lots)
    levels[position].orderCount -= 1
    if levels[position].orderCount == 0 { dropLevel(position) }
  }

  /// Takes part of an order's quantity away; it keeps its place. Less than all of it must go.
  mutating func reduce(_ slot: OrderSlot, by quantity: Quantity, in orders: inout OrderPool) {
    precondition(quantity < orders[slot].leaves, "an order without quantity would be left")
    let position = existingLevel(PriceLevel.rank(of: orders[slot].price, on: side))
    levels[position].lots -= Int128(quantity.lots)
    orders[slot].leaves -= quantity
  }

  /// The position of the first level that ranks at least `rank`.
  ///
  /// Between it and the best there are at most as many levels as ticks, and near the best nearly as
  /// many. So the search starts where it would be without gaps and strides upwards from there.
  private func position(of rank: Int64) -> Int {
    guard count > 0, levels[count - 1].rank >= rank else { return count }
    let ticks = levels[count - 1].rank - rank
    var low = ticks < Int64(count) ? count - 1 - Int(ticks) : 0
    var stride = 1
    while low + stride < count && levels[low + stride - 1].rank < rank {
      low += stride
      stride *= 2
    }
    var high = min(low + stride, count) - 1
    while low < high {
      let middle = (low + high) / 2
      if levels[middle].rank < rank { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func existingLevel(_ rank: Int64) -> Int {
    let position = position(of: rank)
    precondition(position < count && levels[position].rank == rank, "no level at the order's price")
    return position
  }

  private mutating func makeLevel(_ rank: Int64) -> Int {
    let position = position(of: rank)
    if position < count && levels[position].rank == rank { return position }
    if count == levels.count {
      levels.grow(to: count * 2) { _ in Self.emptyLevel(rank: 0) }
    }
    levels.shiftUp(from: position, to: count)
    levels[position] = Self.emptyLevel(rank: rank)
    count += 1
    return position
  }

  private mutating func dropLevel(_ position: Int) {
    levels.shiftDown(to: position, from: count)
    count -= 1
  }

  private static func emptyLevel(rank: Int64) -> PriceLevel {
    PriceLevel(rank: rank, first: .none, last: .none, lots: 0, orderCount: 0)
  }
}
