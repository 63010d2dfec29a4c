/// The orders of one price, the earliest first.
///
/// Orders that are gone leave a place with 0 lots behind, which is given up when it comes to the front
/// or when half of all places are such: so a cancel moves nothing.
struct ReferenceLevel: Sendable {
  /// The price in ticks.
  let price: Int64
  private(set) var orders: ContiguousArray<RestingReference> = []
  /// Places before this are given up.
  private(set) var front = 0
  /// Orders that are still there.
  private(set) var count = 0
  /// Whether ids rise from place to place, so that one can be searched for.
  private var isSorted = true

  init(price: Int64) { self.price = price }

  /// The order that trades first; the level must not be empty.
  var first: RestingReference { orders[front] }

  mutating func append(_ order: RestingReference) {
    if let last = orders.last, last.id >= order.id { isSorted = false }
    orders.append(order)
    count += 1
  }

  /// Takes lots of the order that trades first.
  mutating func takeFromFirst(_ lots: Int64) {
    orders[front].lots -= lots
    if orders[front].lots == 0 {
      count -= 1
      giveUpFront()
    }
  }

  /// Takes an order out.
  ///
  /// - Returns: what was left of it; nil when it is not there, or of another account.
  mutating func remove(_ id: UInt64, of account: Int32) -> Int64? {
    guard let place = place(of: id), orders[place].account == account else { return nil }
    let lots = orders[place].lots
    orders[place].lots = 0
    count -= 1
    giveUpFront()
    if count * 2 < orders.count - front && orders.count - front > 64 {
      orders.removeAll { $0.lots == 0 }
      front = 0
    }
    return lots
  }

  /// What is left of an order; nil when it is not there.
  func lots(of id: UInt64) -> Int64? { place(of: id).map { orders[$0].lots } }

  func forEach(_ body: (RestingReference) -> Void) {
    for place in front..<orders.count where orders[place].lots > 0 { body(orders[place]) }
  }

  private func place(of id: UInt64) -> Int? {
    guard isSorted else {
      return (front..<orders.count).first { orders[$0].id == id && orders[$0].lots > 0 }
    }
    var (low, high) = (front, orders.count)
    while low < high {
      let middle = (low + high) / 2
      if orders[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < orders.count && orders[low].id == id && orders[low].lots > 0 ? low : nil
  }

  private mutating func giveUpFront() {
    while front < orders.count, orders[front].lots == 0 { front += 1 }
    guard front == orders.count || front > 1024 else { return }
    orders.removeSubrange(..<front)
    front = 0
    if orders.isEmpty { isSorted = true }
  }
}
