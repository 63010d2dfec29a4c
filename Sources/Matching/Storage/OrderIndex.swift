internal import Domain

/// Where each open order is: client order id -> slot in the order pool, which holds the ids.
///
/// Invariants: every order of the pool that is in use is in the chain of its id's bucket once; the
/// links of unused slots mean nothing. The table of buckets doubles when there are more slots than
/// buckets, so chains stay short.
struct OrderIndex: ~Copyable, Sendable {
  private var table: SlotTable
  /// The slot behind each in its chain, or -1.
  private var links: Slab<Int32>

  /// Makes an empty index with room for so many orders before it grows.
  init(orders: Int) {
    table = SlotTable(keys: orders)
    links = Slab(capacity: orders)
  }

  /// Bytes of its storage.
  var byteCount: Int { table.byteCount + links.byteCount }

  /// The slot of the open order with this id, or `none`.
  @inline(__always)
  func find(_ id: ClientOrderID, in orders: borrowing OrderPool) -> OrderSlot {
    var slot = OrderSlot(value: table[table.bucket(of: id.sequence)])
    while slot != .none && orders[slot].sequence != id.sequence {
      slot = OrderSlot(value: links[slot.position])
    }
    return slot
  }

  /// Brings near what a look-up of this id needs first.
  @inline(__always)
  func prefetchBucket(_ sequence: UInt64) { table.prefetch(table.bucket(of: sequence)) }

  /// The first slot to be looked at for this id, brought near with its order; or `none`.
  @inline(__always)
  func prefetchFirst(_ sequence: UInt64, in orders: borrowing OrderPool) {
    let slot = table[table.bucket(of: sequence)]
    links.prefetch(Int(slot))
    orders.prefetch(OrderSlot(value: slot))
  }

  /// The first slot that needs a larger table, see `grow`.
  @inline(__always)
  var limit: Int { table.limit }

  /// Adds an order that is not in the index yet; its slot lies below the limit.
  @inline(__always)
  mutating func insert(_ sequence: UInt64, _ slot: OrderSlot) {
    let next = table.push(slot.value, to: table.bucket(of: sequence))
    if slot.position < links.count {
      links[slot.position] = next
    } else {
      links.append(next)
    }
  }

  /// Removes an order that is in the index.
  @inline(__always)
  mutating func remove(_ sequence: UInt64, _ slot: OrderSlot) {
    let bucket = table.bucket(of: sequence)
    let next = links[slot.position]
    if table[bucket] == slot.value {
      table[bucket] = next
    } else {
      unlink(slot.value, behind: table[bucket], next)
    }
  }

  /// Takes a slot out of a chain that begins at `first`, another one.
  @inline(never)
  private mutating func unlink(_ slot: Int32, behind first: Int32, _ next: Int32) {
    var before = first
    while links[Int(before)] != slot { before = links[Int(before)] }
    links[Int(before)] = next
  }

  /// Doubles the limit. O(orders).
  mutating func grow(_ orders: borrowing OrderPool) {
    var larger = SlotTable(keys: table.limit * 2)
    for bucket in 0..<table.limit {
      var slot = table[bucket]
      while slot >= 0 {
        let next = links[Int(slot)]
        let sequence = orders[OrderSlot(value: slot)].sequence
        links[Int(slot)] = larger.push(slot, to: larger.bucket(of: sequence))
        slot = next
      }
    }
    table = larger
  }
}
