import Domain

/// A book as an exchange that is recorded would keep it: levels with queues of orders, simple and
/// independent of the matching engine, so that one can be held against the other.
struct RecordedBook {
  /// An order that rests.
  struct Order {
    var side: Side
    var price: Int64
    var size: Int64
    /// Its place in `open`.
    var place: Int
  }

  /// One price.
  struct Level {
    let price: Int64
    var size: Int64
    /// Ids, earliest first; those before `first` are gone, and so are all that `orders` does not know.
    var queue: [UInt64]
    var first = 0
  }

  /// All resting orders.
  private(set) var orders: [UInt64: Order] = [:]
  /// Their ids, in no order.
  private(set) var open: [UInt64] = []
  /// Levels by side, the best at the end.
  private var levels: [[Level]] = [[], []]

  /// The best price of a side.
  func best(_ side: Side) -> Int64? { levels[Int(side.rawValue)].last?.price }

  /// The best levels of a side, best first.
  func depth(_ side: Side, _ count: Int) -> [BookLevel] {
    levels[Int(side.rawValue)].suffix(count).reversed().map {
      BookLevel(price: $0.price, size: $0.size)
    }
  }

  /// The earliest order at the best price of a side.
  mutating func front(_ side: Side) -> UInt64? {
    let number = Int(side.rawValue)
    guard let last = levels[number].indices.last else { return nil }
    while levels[number][last].first < levels[number][last].queue.count {
      let id = levels[number][last].queue[levels[number][last].first]
      if orders[id] != nil { return id }
      levels[number][last].first += 1
    }
    return nil
  }

  /// Lets an order rest.
  mutating func add(_ id: UInt64, _ side: Side, price: Int64, size: Int64) {
    let number = Int(side.rawValue)
    let place = self.place(side, price)
    if place < levels[number].count && levels[number][place].price == price {
      levels[number][place].size += size
      levels[number][place].queue.append(id)
    } else {
      levels[number].insert(Level(price: price, size: size, queue: [id]), at: place)
    }
    orders[id] = Order(side: side, price: price, size: size, place: open.count)
    open.append(id)
  }

  /// Takes `size` from an order, at most what it has; all of it takes it out.
  mutating func reduce(_ id: UInt64, by size: Int64) {
    guard let order = orders[id] else { return }
    let number = Int(order.side.rawValue)
    let place = self.place(order.side, order.price)
    levels[number][place].size -= size
    if levels[number][place].size == 0 { levels[number].remove(at: place) }
    orders[id]?.size -= size
    guard order.size == size else { return }
    orders[id] = nil
    let last = open.removeLast()
    if last != id {
      open[order.place] = last
      orders[last]?.place = order.place
    }
  }

  /// The first level of a side that is not worse than `price`.
  private func place(_ side: Side, _ price: Int64) -> Int {
    let levels = levels[Int(side.rawValue)]
    var (low, high) = (0, levels.count)
    while low < high {
      let middle = (low + high) / 2
      let isWorse = side == .bid ? levels[middle].price < price : levels[middle].price > price
      if isWorse { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
