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
  /// Where it stands among the ladders: twice the market's position, and one more for asks.
  private let position: Int32
  /// The level that trades first, or `none` when no order rests here.
  private(set) var best = LevelSlot.none
  /// Its rank; below every rank there is when no order rests here.
  private(set) var bestRank = Int64.min
  /// Rank -> level slot; levels of one bucket are linked.
  private var places = SlotTable(keys: 64)
  private var ranks = RankSet()

  init(position: Int) { self.position = Int32(position) }

  /// The side of the book.
  var side: Side { position & 1 == 0 ? .bid : .ask }

  /// Number of price levels.
  private(set) var count = 0

  /// Bytes of its own storage.
  var byteCount: Int { places.byteCount + ranks.byteCount }

  /// The best price, or nil when no order rests here.
  var bestPrice: Price? {
    best == .none ? nil : Price(ticks: side == .bid ? bestRank : -bestRank)
  }

  /// The level that trades next after the one at `slot`, or `none`.
  func level(behind slot: LevelSlot, in levels: borrowing LevelPool) -> LevelSlot {
    guard let rank = ranks.greatest(below: levels[slot].rank) else { return .none }
    return existingLevel(rank, in: levels)
  }

  /// Puts an order behind all others of its rank and returns its slot; the record's links are set
  /// here.
  @inline(__always)
  mutating func append(
    _ order: OrderRecord, ranking rank: Int64, to orders: inout OrderPool,
    _ levels: inout LevelPool
  ) -> OrderSlot {
    let level = makeLevel(rank, in: &levels)
    let slot = orders.take()
    let before = levels[level].append(slot, lots: order.lots)
    if before != .none { orders[before].next = slot }
    var order = order
    order.level = level
    order.next = .none
    order.previous = before
    orders[slot] = order
    return slot
  }

  /// Takes an order out, and its level with it when no other is left there. Its slot is free then.
  /// `order` is what stands in the slot.
  @inline(__always)
  mutating func remove(
    _ slot: OrderSlot, _ order: OrderRecord, from orders: inout OrderPool,
    _ levels: inout LevelPool
  ) {
    orders.release(slot)
    if order.previous != .none { orders[order.previous].next = order.next }
    if order.next != .none { orders[order.next].previous = order.previous }
    if levels[order.level].remove(between: order.previous, order.next, lots: order.lots) {
      dropLevel(order.level, from: &levels)
    }
  }

  private func existingLevel(_ rank: Int64, in levels: borrowing LevelPool) -> LevelSlot {
    let level = find(rank, in: levels)
    precondition(level != .none, "no level of a rank in the tree")
    return level
  }

  /// Brings the level near that a look-up of this rank looks at first.
  @inline(__always)
  func prefetch(_ rank: Int64, in levels: borrowing LevelPool) {
    levels.prefetch(LevelSlot(value: places[places.bucket(of: UInt64(bitPattern: rank))]))
  }

  /// The level of a rank, or `none`.
  @inline(__always)
  func find(_ rank: Int64, in levels: borrowing LevelPool) -> LevelSlot {
    var level = LevelSlot(value: places[places.bucket(of: UInt64(bitPattern: rank))])
    while level != .none && levels[level].rank != rank {
      level = LevelSlot(value: levels[level].link)
    }
    return level
  }

  @inline(__always)
  private mutating func makeLevel(_ rank: Int64, in levels: inout LevelPool) -> LevelSlot {
    if rank == bestRank { return best }
    let level = find(rank, in: levels)
    return level == .none ? newLevel(rank, in: &levels) : level
  }

  @inline(never)
  private mutating func newLevel(_ rank: Int64, in levels: inout LevelPool) -> LevelSlot {
    let level = levels.insert(rank: rank, ladder: position)
    if count == places.limit { growPlaces(&levels) }
    count += 1
    levels[level].link = places.push(
      level.value, to: places.bucket(of: UInt64(bitPattern: rank)))
    ranks.insert(rank)
    if rank > bestRank { (best, bestRank) = (level, rank) }
    return level
  }

  @inline(never)
  private mutating func dropLevel(_ level: LevelSlot, from levels: inout LevelPool) {
    let rank = levels[level].rank
    unlink(level, rank, in: &levels)
    ranks.remove(rank)
    levels.release(level)
    guard level == best else { return }
    (best, bestRank) = (.none, .min)
    if let next = ranks.greatest(below: rank) {
      (best, bestRank) = (existingLevel(next, in: levels), next)
    }
  }

  private mutating func unlink(_ level: LevelSlot, _ rank: Int64, in levels: inout LevelPool) {
    let bucket = places.bucket(of: UInt64(bitPattern: rank))
    count -= 1
    if places[bucket] == level.value {
      places[bucket] = levels[level].link
      return
    }
    var before = LevelSlot(value: places[bucket])
    while levels[before].link != level.value { before = LevelSlot(value: levels[before].link) }
    levels[before].link = levels[level].link
  }

  @inline(never)
  private mutating func growPlaces(_ levels: inout LevelPool) {
    var larger = SlotTable(keys: places.limit * 2)
    for bucket in 0..<places.limit {
      var level = LevelSlot(value: places[bucket])
      while level != .none {
        let next = LevelSlot(value: levels[level].link)
        let home = larger.bucket(of: UInt64(bitPattern: levels[level].rank))
        levels[level].link = larger.push(level.value, to: home)
        level = next
      }
    }
    places = larger
  }
}
