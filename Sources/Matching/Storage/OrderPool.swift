internal import Domain

/// The records of all resting orders with a free list through the unused ones, and where each order
/// is found by its id.
///
/// Invariants: every record is either in use (linked into one price level, and once in the index under
/// its id) or on the free list; `count` is the number in use. There are contents for all records, or for
/// none as long as none had to be kept; one means something only if its record says so. The index has
/// room for as many slots as there are records. Room grows by pages, and what is not needed is not even
/// touched. A slot stays valid until its record is released.
struct OrderPool: ~Copyable, Sendable {
  private(set) var records: Slab<OrderRecord>
  private(set) var contents = Slab<UInt64>(capacity: 0)
  private var keepsContents = false
  private(set) var table: SlotTable
  /// The record to be used next, or `none`.
  var firstFree = OrderSlot.none
  /// Number of records in use.
  var count = 0

  /// Makes an empty pool with room for so many orders before more is asked of the system.
  init(capacity: Int = 4096) {
    records = Slab(capacity: capacity)
    table = SlotTable(keys: capacity)
  }

  /// Number of records, used or not.
  var recordCount: Int { records.count }

  /// Bytes of records, contents and index.
  var byteCount: Int { records.byteCount + contents.byteCount + table.byteCount }

  /// The record at `slot`.
  subscript(slot: OrderSlot) -> OrderRecord {
    @inline(__always) _read { yield records[slot.position] }
    @inline(__always) _modify { yield &records[slot.position] }
  }

  /// The slot of the open order with this id, or `none`.
  func find(_ sequence: UInt64) -> OrderSlot {
    var slot = OrderSlot(value: table.heads[sequence])
    while slot != .none && records[slot.position].sequence != sequence {
      slot = OrderSlot(value: records[slot.position].link)
    }
    return slot
  }

  /// Sees to it that at least so many records are free.
  @inline(__always)
  mutating func reserve(_ free: Int) {
    if records.count &- count < free { add(free) }
  }

  /// Sees to it that there are contents for all records, from now on.
  mutating func reserveContents() {
    keepsContents = true
    if contents.count < records.count { contents.grow(to: records.count) { _ in 0 } }
  }

  /// Number of records on the free list, counted by walking it. O(free records).
  func countFree() -> Int {
    var free = 0
    var slot = firstFree
    while slot != .none && free <= recordCount {
      free += 1
      slot = records[slot.position].next
    }
    return free
  }

  @inline(never)
  private mutating func add(_ free: Int) {
    let added = max(free, 64)
    precondition(
      records.count < Int(Int32.max / OrderSlot.stride) - added,
      "more open orders than a slot can name")
    // The last one added is the last to be used.
    for position in (records.count..<records.count + added) {
      var record = OrderRecord()
      record.next = OrderSlot(at: position + 1)
      records.append(record)
    }
    records[records.count - 1].next = firstFree
    firstFree = OrderSlot(at: records.count - added)
    if keepsContents { reserveContents() }
    if records.count > table.limit { growTable() }
  }

  private mutating func growTable() {
    let larger = SlotTable(keys: max(records.count, table.limit * 3 / 2))
    let heads = larger.heads
    table.forEachHead { head in
      var slot = head
      while slot >= 0 {
        let position = OrderSlot(value: slot).position
        let next = records[position].link
        let sequence = records[position].sequence
        records[position].link = heads[sequence]
        heads[sequence] = slot
        slot = next
      }
    }
    table = larger
  }
}
