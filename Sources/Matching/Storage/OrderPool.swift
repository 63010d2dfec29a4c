internal import Domain

/// The records of all resting orders, in one row with a free list through the unused ones.
///
/// Invariants: every record is either in use (linked into one price level) or on the free list;
/// `count` is the number in use. Room grows by whole pages, at least doubling, so that a warmed-up
/// engine allocates nothing per order. A slot stays valid until its record is released.
struct OrderPool: ~Copyable {
  /// Records added at a time.
  static let recordsPerPage = 4096

  private var records: Slab<OrderRecord>
  private var firstFree: OrderSlot
  /// Number of records in use.
  private(set) var count: Int

  init() {
    records = Slab(count: Self.recordsPerPage) { Self.freeRecord(at: $0, of: Self.recordsPerPage) }
    firstFree = OrderSlot(value: 0)
    count = 0
  }

  /// Number of records there is room for.
  var capacity: Int { records.count }

  /// Bytes of its storage.
  var byteCount: Int { records.byteCount }

  /// The record at `slot`.
  subscript(slot: OrderSlot) -> OrderRecord {
    @inline(__always) _read { yield records[slot.position] }
    @inline(__always) _modify { yield &records[slot.position] }
  }

  /// Takes a free record for `record` and returns its slot.
  @inline(__always)
  mutating func insert(_ record: OrderRecord) -> OrderSlot {
    if firstFree == .none { grow() }
    let slot = firstFree
    firstFree = records[slot.position].next
    records[slot.position] = record
    count += 1
    return slot
  }

  /// Returns the record at `slot` to the free list.
  mutating func release(_ slot: OrderSlot) {
    records[slot.position].next = firstFree
    firstFree = slot
    count -= 1
  }

  /// Number of records on the free list, counted by walking it. O(free records).
  func countFree() -> Int {
    var free = 0
    var slot = firstFree
    while slot != .none && free <= capacity {
      free += 1
      slot = records[slot.position].next
    }
    return free
  }

  @inline(never)
  private mutating func grow() {
    let old = capacity
    let new = old * 2
    precondition(new <= Int(Int32.max), "more open orders than a slot can name")
    records.grow(to: new) { Self.freeRecord(at: $0, of: new) }
    firstFree = OrderSlot(value: Int32(old))
  }

  private static func freeRecord(at position: Int, of count: Int) -> OrderRecord {
    var record = OrderRecord()
    if position + 1 < count { record.next = OrderSlot(value: Int32(position + 1)) }
    return record
  }
}
