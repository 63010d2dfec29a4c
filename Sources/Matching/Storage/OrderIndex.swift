internal import Domain

/// Where each open order is: client order id -> slot in the order pool.
struct OrderIndex: ~Copyable, Sendable {
  private var places: KeyTable

  /// Makes an empty index of `2^bits` entries.
  init(bits: Int = 13) { places = KeyTable(bits: bits) }

  /// Number of orders in the index.
  var count: Int { places.count }

  /// Bytes of its storage.
  var byteCount: Int { places.byteCount }

  /// The slot of the open order with this id, or `none`.
  @inline(__always)
  func find(_ id: ClientOrderID) -> OrderSlot {
    OrderSlot(value: Int32(truncatingIfNeeded: places.find(id.sequence)) &- 1)
  }

  /// Adds an order that is not in the index yet.
  mutating func insert(_ id: ClientOrderID, _ slot: OrderSlot) {
    places.insert(id.sequence, UInt64(slot.position + 1))
  }

  /// Removes an order that is in the index.
  mutating func remove(_ id: ClientOrderID) { places.remove(id.sequence) }
}
