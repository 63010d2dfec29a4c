import Domain

/// An order of a recorded flow as the venue has it.
struct RestingOrder {
  /// Its id at the venue.
  var sequence: UInt64
  /// In ticks.
  var price: Int64
  /// What was ordered in total, as placed or last amended.
  var total: Int64
  /// What can still trade.
  var leaves: Int64
  var side: Side

  static let none = RestingOrder(sequence: 0, price: 0, total: 0, leaves: 0, side: .bid)
}

/// The resting orders of a recorded flow by their recorded ids.
///
/// A hash table with linear probing: entry i belongs to the first free place from `home(id)` on; a
/// removal moves later entries up, so that no place between an entry and its home is ever free. At most
/// half full. Key 0 marks a free place. Expected O(1), no allocation but for growing.
struct RestingOrders {
  private var keys: ContiguousArray<UInt64>
  private var orders: ContiguousArray<RestingOrder>
  private var shift: UInt64
  /// Number of orders.
  private(set) var count = 0

  init() {
    let bits: UInt64 = 14
    keys = ContiguousArray(repeating: 0, count: 1 << bits)
    orders = ContiguousArray(repeating: .none, count: 1 << bits)
    shift = 64 - bits
  }

  /// Where the order is, or nil. Valid until the next insertion or removal.
  @inline(__always)
  func place(of id: UInt64) -> Int? {
    var place = home(id)
    while keys[place] != 0 {
      if keys[place] == id { return place }
      place = (place + 1) & (keys.count - 1)
    }
    return nil
  }

  /// The order at a place.
  subscript(place: Int) -> RestingOrder {
    @inline(__always) get { orders[place] }
    @inline(__always) set { orders[place] = newValue }
  }

  /// Adds an order under an id, not 0, that is not there yet.
  @inline(__always)
  mutating func insert(_ id: UInt64, _ order: RestingOrder) {
    if count * 2 >= keys.count { grow() }
    var place = home(id)
    while keys[place] != 0 { place = (place + 1) & (keys.count - 1) }
    keys[place] = id
    orders[place] = order
    count += 1
  }

  /// Takes the order at a place out.
  @inline(__always)
  mutating func remove(at removed: Int) {
    let mask = keys.count - 1
    var hole = removed
    var place = (hole + 1) & mask
    while keys[place] != 0 {
      let distance = (place - home(keys[place])) & mask
      if distance >= (place - hole) & mask {
        keys[hole] = keys[place]
        orders[hole] = orders[place]
        hole = place
      }
      place = (place + 1) & mask
    }
    keys[hole] = 0
    count -= 1
  }

  /// Takes all orders at one price out and returns them. O(capacity).
  mutating func removeAll(_ side: Side, at price: Int64) -> [RestingOrder] {
    let ids = keys.indices.filter {
      keys[$0] != 0 && orders[$0].price == price && orders[$0].side == side
    }.map { keys[$0] }
    return ids.compactMap { id in
      place(of: id).map { place in
        let order = orders[place]
        remove(at: place)
        return order
      }
    }
  }

  @inline(__always)
  private func home(_ id: UInt64) -> Int {
    Int(truncatingIfNeeded: (id &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  private mutating func grow() {
    let (oldKeys, oldOrders) = (keys, orders)
    keys = ContiguousArray(repeating: 0, count: oldKeys.count * 2)
    orders = ContiguousArray(repeating: .none, count: oldKeys.count * 2)
    shift -= 1
    count = 0
    for (place, id) in oldKeys.enumerated() where id != 0 { insert(id, oldOrders[place]) }
  }
}
