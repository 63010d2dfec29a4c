/// The place of a price level in the level pool.
struct LevelSlot: Equatable, BitwiseCopyable, Sendable {
  /// The position, or -1 for no level.
  var value: Int32

  /// No level.
  static var none: LevelSlot { LevelSlot(value: -1) }

  /// The position as a subscript; the checked storage traps on the one of `none`.
  var position: Int { Int(value) }
}

/// The price levels of all books, in one row with a free list through the unused ones.
///
/// Invariants: every level is either in use (it has orders, and one ladder knows it) or on the free
/// list; `count` is the number in use. Room grows by at least doubling. A slot stays valid until its
/// level is released.
struct LevelPool: ~Copyable, Sendable {
  private var levels: Slab<PriceLevel>
  private var firstFree: LevelSlot
  /// Number of levels in use.
  private(set) var count = 0

  init() {
    levels = Slab(count: 256) { Self.freeLevel(at: $0, of: 256) }
    firstFree = LevelSlot(value: 0)
  }

  /// Bytes of its storage.
  var byteCount: Int { levels.byteCount }

  /// The level at `slot`.
  subscript(slot: LevelSlot) -> PriceLevel {
    @inline(__always) _read { yield levels[slot.position] }
    @inline(__always) _modify { yield &levels[slot.position] }
  }

  /// Takes a free level for `rank`, without orders, and returns its slot.
  mutating func insert(rank: Int64) -> LevelSlot {
    if firstFree == .none { grow() }
    let slot = firstFree
    firstFree = LevelSlot(value: levels[slot.position].first.value)
    levels[slot.position] = PriceLevel(rank: rank)
    count += 1
    return slot
  }

  /// Returns the level at `slot` to the free list.
  mutating func release(_ slot: LevelSlot) {
    levels[slot.position].first = OrderSlot(value: firstFree.value)
    firstFree = slot
    count -= 1
  }

  private mutating func grow() {
    let old = levels.count
    precondition(old <= Int(Int32.max) / 2, "more price levels than a slot can name")
    levels.grow(to: old * 2) { Self.freeLevel(at: $0, of: old * 2) }
    firstFree = LevelSlot(value: Int32(old))
  }

  /// A free level: `first` links the free list.
  private static func freeLevel(at position: Int, of count: Int) -> PriceLevel {
    var level = PriceLevel(rank: 0)
    if position + 1 < count { level.first = OrderSlot(value: Int32(position + 1)) }
    return level
  }
}
