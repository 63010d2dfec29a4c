/// The place of a price level in the level pool.
struct LevelSlot: Equatable, BitwiseCopyable, Sendable {
  /// The position, or -1 for no level.
  var value: Int32

  /// No level.
  static var none: LevelSlot { LevelSlot(value: -1) }

  /// The position as a subscript; the checked storage traps on the one of `none`.
  @inline(__always)
  var position: Int { Int(value) }
}

/// The price levels of all books, in one row with a free list through the unused ones.
///
/// Invariants: every level is either in use (it has orders, and one ladder knows it) or on the free
/// list; `count` is the number in use. Room grows by at least doubling. A slot stays valid until its
/// level is released.
struct LevelPool: ~Copyable, Sendable {
  private var levels: Slab<PriceLevel>
  private var firstFree = LevelSlot.none
  /// Number of levels in use.
  private(set) var count = 0

  /// Makes an empty pool with room for so many levels.
  init(capacity: Int = 256) { levels = Slab(capacity: capacity) }

  /// Bytes of the levels that were ever in use.
  var byteCount: Int { levels.byteCount }

  /// The level at `slot`.
  subscript(slot: LevelSlot) -> PriceLevel {
    @inline(__always) _read { yield levels[slot.position] }
    @inline(__always) _modify { yield &levels[slot.position] }
  }

  /// Brings the level at `slot` near.
  @inline(__always)
  func prefetch(_ slot: LevelSlot) { levels.prefetch(slot.position) }

  /// Takes a free level for `rank` of a ladder, without orders, and returns its slot.
  mutating func insert(rank: Int64, ladder: Int32) -> LevelSlot {
    count += 1
    guard firstFree != .none else {
      precondition(levels.count < Int(Int32.max), "more price levels than a slot can name")
      levels.append(PriceLevel(rank: rank, ladder: ladder))
      return LevelSlot(value: Int32(levels.count - 1))
    }
    let slot = firstFree
    firstFree = LevelSlot(value: levels[slot.position].first.value)
    levels[slot.position] = PriceLevel(rank: rank, ladder: ladder)
    return slot
  }

  /// Returns the level at `slot` to the free list.
  mutating func release(_ slot: LevelSlot) {
    levels[slot.position].first = OrderSlot(value: firstFree.value)
    firstFree = slot
    count -= 1
  }
}
