internal import Domain

/// The books of all markets: ladders of price levels, and the orders that rest there, without
/// anything that says who may place them or what they cost.
struct OrderBooks: ~Copyable, Sendable {
  /// The ladders of all markets: bids of market 0, asks of market 0, bids of market 1 ...
  var ladders: Slab<PriceLadder>
  var levels: LevelPool
  var orders: OrderPool

  /// Makes empty books with room for so many orders before more is asked of the system.
  init(markets: Int, orderCapacity: Int) {
    ladders = Slab(count: markets * 2) { PriceLadder(position: $0) }
    levels = LevelPool()
    orders = OrderPool(capacity: orderCapacity)
  }

  /// Bytes that ladders, levels and orders hold. O(markets).
  var byteCount: Int {
    var bytes = orders.byteCount + levels.byteCount
    for position in 0..<ladders.count { bytes += ladders[position].byteCount }
    return bytes
  }

  /// The position of one side of a market among the ladders.
  @inline(__always)
  static func ladder(_ market: Int, _ side: Side) -> Int {
    market &* 2 &+ Int(side.rawValue)
  }

  /// The ladder of the other side of the same market.
  @inline(__always)
  static func opposite(_ ladder: Int) -> Int { ladder ^ 1 }

  /// Whether an order that would rank so in a ladder meets any order of the opposite one.
  @inline(__always)
  func wouldCross(_ ladder: Int, ranking rank: Int64) -> Bool {
    // What a price ranks on one side is the negative of what it ranks on the other.
    ladders[Self.opposite(ladder)].bestRank >= 0 &- rank
  }

  /// Rests an order behind all others of its rank and returns its slot.
  @inline(__always)
  mutating func append(_ order: OrderRecord, ranking rank: Int64, to ladder: Int) -> OrderSlot {
    ladders[ladder].append(order, ranking: rank, to: &orders, &levels)
  }

  /// Takes an order, which stands in the slot, out of the ladder that it rests in; the slot is free
  /// then.
  @inline(__always)
  mutating func remove(_ slot: OrderSlot, _ order: OrderRecord, from ladder: Int) {
    ladders[ladder].remove(slot, order, from: &orders, &levels)
  }

  /// Trades part of an order's quantity; it keeps its place. Less than all of it must go.
  @inline(__always)
  mutating func fill(_ slot: OrderSlot, lots: Int64) {
    precondition(lots < orders[slot].lots, "an order without quantity would be left")
    levels[orders[slot].level].lots &-= Int128(lots)
    orders[slot].fill(lots: lots)
  }

  /// Takes part of an order's quantity away; it keeps its place. Less than all of it must go.
  mutating func reduce(_ slot: OrderSlot, byLots lots: Int64) {
    precondition(lots < orders[slot].lots, "an order without quantity would be left")
    levels[orders[slot].level].lots &-= Int128(lots)
    orders[slot].lots &-= lots
  }

  /// The order that trades first against a limit of `rank` or worse, or `none`.
  @inline(__always)
  func firstOrder(on ladder: Int, ranking limit: Int64) -> OrderSlot {
    ladders[ladder].bestRank >= limit ? levels[ladders[ladder].best].first : .none
  }

  /// The order that trades first, or `none`.
  @inline(__always)
  func first(on ladder: Int) -> OrderSlot {
    let best = ladders[ladder].best
    return best == .none ? .none : levels[best].first
  }

  /// Brings near the level where an order of this rank will rest.
  @inline(__always)
  func prefetchLevel(on ladder: Int, ranking rank: Int64) {
    ladders[ladder].prefetch(rank, in: levels)
  }

  /// Brings near what changes when an order leaves its level.
  @inline(__always)
  func prefetchNeighbours(of order: OrderRecord) {
    levels.prefetch(order.level)
    orders.prefetch(order.previous)
    orders.prefetch(order.next)
  }

  /// Calls `body` with the slots of one ladder's orders in price-time priority.
  func forEachOrder(on ladder: Int, _ body: (OrderSlot) -> Void) {
    forEachLevel(on: ladder) { _, level in
      var slot = level.first
      while slot != .none {
        body(slot)
        slot = orders[slot].next
      }
      return true
    }
  }

  /// Calls `body` with the levels of one ladder, best first, as long as it returns true.
  func forEachLevel(on ladder: Int, _ body: (LevelSlot, PriceLevel) -> Bool) {
    var slot = ladders[ladder].best
    while slot != .none && body(slot, levels[slot]) {
      slot = ladders[ladder].level(behind: slot, in: levels)
    }
  }

  /// What rests in a ladder at a rank, in lots; the greatest number there is when it is even more.
  func lots(on ladder: Int, rank: Int64) -> Int64 {
    let level = ladders[ladder].find(rank, in: levels)
    return level == .none ? 0 : Int64(clamping: levels[level].lots)
  }

  /// The best `count` prices of one ladder, best first.
  func depth(on ladder: Int, levels count: Int) -> [DepthLevel] {
    var depth: [DepthLevel] = []
    forEachLevel(on: ladder) { _, level in
      guard depth.count < count else { return false }
      depth.append(
        DepthLevel(
          price: level.price, quantity: Quantity(lots: Int64(clamping: level.lots)),
          orderCount: Int(level.orderCount)))
      return true
    }
    return depth
  }
}
