/// The place of a price level in the level pool.
struct LevelSlot: Equatable, BitwiseCopyable, Sendable {
  /// The position, or -1 for no level.
  var value: Int32

  /// No level.
  @inline(__always)
  static var none: LevelSlot { LevelSlot(value: -1) }

  /// The position as a subscript; the checked storage traps on the one of `none`.
  @inline(__always)
  var position: Int { Int(value) }
}

/// The price levels of all books with a free list through the unused ones, and where each is found by
/// its ladder and rank.
///
/// Invariants: every level is either in use (it has orders, its ladder knows its rank, and it stands
/// once in the chain of its key's bucket) or on the free list; `count` is the number in use. The table
/// has room for as many keys as there are levels. A slot stays valid until its level is released.
struct LevelPool: ~Copyable, Sendable {
  private(set) var levels: Slab<PriceLevel>
  private(set) var table: SlotTable
  private var firstFree = LevelSlot.none
  /// Number of levels in use.
  private(set) var count = 0

  /// Makes an empty pool with room for so many levels.
  init(capacity: Int = 256) {
    levels = Slab(capacity: capacity)
    table = SlotTable(keys: capacity, bucketsPerKey: 2)
  }

  /// Number of levels that can be used without asking for memory.
  @inline(__always)
  var freeCount: Int { levels.count &- count }

  /// Bytes of levels and table.
  var byteCount: Int { levels.byteCount + table.byteCount }

  /// The level at `slot`.
  subscript(slot: LevelSlot) -> PriceLevel {
    @inline(__always) _read { yield levels[slot.position] }
    @inline(__always) _modify { yield &levels[slot.position] }
  }

  /// What tells the keys of one ladder from those of another.
  static func key(ladder: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: ladder) &* 0xD1B5_4A32_D192_ED03
  }

  /// The key of a rank in a ladder.
  @inline(__always)
  static func key(_ rank: Int64, _ ladder: Int) -> UInt64 {
    UInt64(bitPattern: rank) &+ key(ladder: ladder)
  }

  /// The level of a rank in a ladder, or `none`.
  func find(_ rank: Int64, _ ladder: Int) -> LevelSlot {
    find(rank, Int32(ladder), Self.key(ladder: ladder))
  }

  /// The same for a ladder whose keys are told apart by `ladderKey`.
  @inline(__always)
  func find(_ rank: Int64, _ ladder: Int32, _ ladderKey: UInt64) -> LevelSlot {
    let levels = levels.row
    var slot = LevelSlot(value: table.heads[UInt64(bitPattern: rank) &+ ladderKey])
    while slot != .none {
      let level = levels.ref(slot.position)
      if level.value.isAt(rank, ladder) { return slot }
      slot = LevelSlot(value: level.value.link)
    }
    return slot
  }

  /// Sees to it that at least so many levels are free.
  @inline(__always)
  mutating func reserve(_ free: Int) {
    if freeCount < free { add(free) }
  }

  /// Takes a free level, which must have been reserved, for a `rank` that the ladder does not have.
  @inline(__always)
  mutating func insert(rank: Int64, _ ladder: Ref<Ladder>) -> LevelSlot {
    let slot = firstFree
    let level = levels.row.ref(slot.position)
    firstFree = LevelSlot(value: level.value.link)
    count &+= 1
    let head = table.heads.ref(UInt64(bitPattern: rank) &+ ladder.value.levelKey)
    level.value = PriceLevel(rank: rank, ladder.value, link: head.value)
    head.value = slot.value
    return slot
  }

  /// Returns the level at `slot` to the free list.
  @inline(__always)
  mutating func release(_ slot: LevelSlot, _ ladderKey: UInt64) {
    let level = levels.row.ref(slot.position)
    let head = table.heads.ref(UInt64(bitPattern: level.value.rank) &+ ladderKey)
    if head.value == slot.value {
      head.value = level.value.link
    } else {
      unlink(slot, behind: head.value, level.value.link)
    }
    level.value.link = firstFree.value
    firstFree = slot
    count &-= 1
  }

  /// Takes a slot out of a chain that begins at `first`, another one.
  @inline(never)
  private mutating func unlink(_ slot: LevelSlot, behind first: Int32, _ next: Int32) {
    var before = first
    while levels[Int(before)].link != slot.value { before = levels[Int(before)].link }
    levels[Int(before)].link = next
  }

  @inline(never)
  private mutating func add(_ free: Int) {
    let added = max(free, 64)
    precondition(levels.count < 1 << 30 - added, "more price levels than an order can name")
    for position in levels.count..<levels.count + added {
      levels.append(PriceLevel(link: Int32(position + 1)))
    }
    levels[levels.count - 1].link = firstFree.value
    firstFree = LevelSlot(value: Int32(levels.count - added))
    if levels.count > table.limit { growTable() }
  }

  private mutating func growTable() {
    let larger = SlotTable(keys: max(levels.count, table.limit * 2), bucketsPerKey: 2)
    let heads = larger.heads
    table.forEachHead { head in
      var slot = head
      while slot >= 0 {
        let level = levels[Int(slot)]
        let key = Self.key(level.rank, Int(level.ladder))
        levels[Int(slot)].link = heads[key]
        heads[key] = slot
        slot = level.link
      }
    }
    table = larger
  }
}
