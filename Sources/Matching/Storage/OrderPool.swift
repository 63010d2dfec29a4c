/// The records of all resting orders, in one row with a free list through the unused ones.
///
/// Invariants: every record is either in use (linked into one price level) or on the free list;
/// `count` is the number in use. Room grows by whole pages, by at least doubling, so that a warmed-up
/// engine allocates nothing per order; what was never in use is not even touched. A slot stays valid
/// until its record is released.
struct OrderPool: ~Copyable, Sendable {
  private var records: Slab<OrderRecord>
  private var firstFree = OrderSlot.none
  /// Number of records in use.
  private(set) var count = 0

  /// Makes an empty pool with room for so many orders.
  init(capacity: Int = 4096) { records = Slab(capacity: capacity) }

  /// Number of records that were ever in use at a time.
  var usedCount: Int { records.count }

  /// Bytes of the records that were ever in use.
  var byteCount: Int { records.byteCount }

  /// The record at `slot`.
  subscript(slot: OrderSlot) -> OrderRecord {
    @inline(__always) _read { yield records[slot.position] }
    @inline(__always) _modify { yield &records[slot.position] }
  }

  /// Brings the record at `slot` near, if there is one.
  @inline(__always)
  func prefetch(_ slot: OrderSlot) { records.prefetch(slot.position) }

  /// Takes a free record and returns its slot; what stands there is to be overwritten.
  @inline(__always)
  mutating func take() -> OrderSlot {
    count &+= 1
    let slot = firstFree
    if slot == .none { return append() }
    firstFree = records[slot.position].next
    return slot
  }

  /// Returns the record at `slot` to the free list.
  @inline(__always)
  mutating func release(_ slot: OrderSlot) {
    records[slot.position].next = firstFree
    firstFree = slot
    count &-= 1
  }

  /// Number of records on the free list, counted by walking it. O(free records).
  func countFree() -> Int {
    var free = 0
    var slot = firstFree
    while slot != .none && free <= usedCount {
      free += 1
      slot = records[slot.position].next
    }
    return free
  }

  @inline(never)
  private mutating func append() -> OrderSlot {
    precondition(records.count < Int(Int32.max), "more open orders than a slot can name")
    records.append(OrderRecord())
    return OrderSlot(value: Int32(records.count - 1))
  }
}
