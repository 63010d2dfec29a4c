internal import Domain

/// The books of all markets: ladders of price levels, and the orders that rest there, without
/// anything that says who may place them or what they cost.
///
/// A ladder is one side of one market. Bids of market 0 come first, then its asks, then the bids of
/// market 1 ... Invariants: `ranks` and the pool of levels have exactly the ranks of the levels in
/// use; a ladder names the level of the greatest; no level is empty; a level's lots and order count are
/// those of its list.
///
/// Every operation is O(1), but for the heights of a tree (ten at most) when a level is the first for some
/// time, or the last, of 4096 neighbouring prices. Prices may lie as far apart as they like.
struct OrderBooks: ~Copyable, Sendable {
  var ladders: Slab<Ladder>
  private var ranks: Slab<RankSet>
  private(set) var levels: LevelPool
  private(set) var orders: OrderPool

  /// Makes empty books with room for so many orders before more is asked of the system.
  init(markets: Int, orderCapacity: Int) {
    ladders = Slab(count: markets * 2) { Ladder(position: $0) }
    ranks = Slab(count: markets * 2) { _ in RankSet() }
    levels = LevelPool()
    orders = OrderPool(capacity: orderCapacity)
  }

  /// Bytes that ladders, levels and orders hold. O(markets).
  var byteCount: Int {
    var bytes = orders.byteCount + levels.byteCount + ladders.byteCount
    for position in 0..<ranks.count { bytes += ranks[position].byteCount }
    return bytes
  }

  /// Number of ladders.
  var ladderCount: Int { ladders.count }

  /// The position of one side of a market among the ladders.
  @inline(__always)
  static func ladder(_ market: Int, _ side: Side) -> Int {
    market &* 2 &+ Int(side.rawValue)
  }

  /// The ladder of the other side of the same market.
  @inline(__always)
  static func opposite(_ ladder: Int) -> Int { ladder ^ 1 }

  /// The sequence of the last fill of a market; 0 before the first.
  func fillSequence(_ market: Int) -> UInt64 { ladders[Self.ladder(market, .bid)].fillSequence }

  /// Has fills of a market go on behind this one.
  mutating func restore(fillSequence: UInt64, _ market: Int) {
    ladders[Self.ladder(market, .bid)].fillSequence = fillSequence
  }

  /// Lays the books open for so many commands, each of which adds one order at most.
  @inline(__always)
  mutating func open(for commands: Int) -> BookRows {
    orders.reserve(commands)
    levels.reserve(commands)
    return BookRows(
      ladders: LadderRow(ladders), levels: levels.levels.row, places: levels.table.heads,
      orders: OrderRow(orders.records), index: orders.table.heads, contents: orders.contents.row,
      firstFree: orders.firstFree, count: orders.count)
  }

  /// Sees to it that contents of orders can be kept. Not while books are laid open.
  mutating func reserveContents() { orders.reserveContents() }

  /// Whether so many orders can be added to the books laid open.
  @inline(__always)
  func hasRoom(for commands: Int, beside rows: BookRows) -> Bool {
    orders.recordCount &- rows.count >= commands && levels.freeCount >= commands
  }

  /// Takes back what was laid open.
  @inline(__always)
  mutating func close(_ rows: BookRows) {
    orders.firstFree = rows.firstFree
    orders.count = rows.count
  }

  /// Makes a level for a rank that the ladder does not have. Valid while books are laid open.
  @inline(never)
  mutating func newLevel(_ rank: Int64, _ ladder: Ref<Ladder>) -> LevelSlot {
    let level = levels.insert(rank: rank, ladder)
    ranks[Int(ladder.value.position)].insert(rank)
    ladder.value.levelCount &+= 1
    ladder.value.take(level, rank)
    return level
  }

  /// Takes out a level that has no orders. Valid while books are laid open.
  @inline(never)
  mutating func dropLevel(_ slot: LevelSlot) {
    let (rank, position) = (levels.levels[slot.position].rank, levels.levels[slot.position].ladder)
    let ladder = LadderRow(ladders).ref(Int(position))
    levels.release(slot, ladder.value.levelKey)
    ranks[Int(position)].remove(rank)
    ladder.value.levelCount &-= 1
    guard ladder.value.best == slot else { return }
    ladder.value.best = .none
    ladder.value.bestRank = .min
    if let next = ranks[Int(position)].next(below: rank) {
      let best = levels.find(next, position, ladder.value.levelKey)
      precondition(best != .none, "no level of a rank that is known")
      ladder.value.best = best
      ladder.value.bestRank = next
    }
  }

  /// The level that trades next after the one at `slot`, or `none`.
  func level(behind slot: LevelSlot) -> LevelSlot {
    let ladder = Int(levels[slot].ladder)
    guard let rank = ranks[ladder].greatest(below: levels[slot].rank) else { return .none }
    return existingLevel(rank, ladder)
  }

  private func existingLevel(_ rank: Int64, _ ladder: Int) -> LevelSlot {
    let level = levels.find(rank, ladder)
    precondition(level != .none, "no level of a rank that is known")
    return level
  }
}
