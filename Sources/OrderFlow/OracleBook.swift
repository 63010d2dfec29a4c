/// The book of one market as the generator of a flow keeps it, so that it cancels only what is open.
///
/// Meant to be simple and independent of the engine that is measured: levels are sorted by price,
/// the best last; the orders of a level are linked in the order of their arrival.
struct OracleBook {
  struct Order {
    var level: Int64 = 0
    var account: UInt32 = 0
    var previous: UInt32 = 0
    var next: UInt32 = 0
    /// Where the order stands among the open orders of its market.
    var place: UInt32 = 0
    var lots: UInt16 = 0
    var isAsk = false
  }

  private struct Level {
    /// Greater is better: the price of a bid, the negative price of an ask.
    let rank: Int64
    var first: UInt32
    var last: UInt32
  }

  /// Bids, then asks.
  private var sides: [[Level]] = [[], []]
  /// All open orders, in no order: a new one comes last, the last takes the place of one that goes.
  private(set) var open: [UInt32] = []

  /// The best price of a side, or nil when it is empty.
  func best(isAsk: Bool) -> Int64? {
    sides[isAsk ? 1 : 0].last.map { isAsk ? -$0.rank : $0.rank }
  }

  /// The order that trades first on a side, and its price; the side must not be empty.
  func first(isAsk: Bool) -> UInt32 {
    let levels = sides[isAsk ? 1 : 0]
    return levels[levels.count - 1].first
  }

  /// Rests an order behind all others at its price.
  mutating func rest(_ id: UInt32, price: Int64, in orders: inout [Order]) {
    let (side, rank) = Self.place(orders[Int(id)].isAsk, price)
    let position = position(of: rank, on: side)
    orders[Int(id)].level = price
    orders[Int(id)].place = UInt32(open.count)
    open.append(id)
    if position < sides[side].count && sides[side][position].rank == rank {
      let last = sides[side][position].last
      orders[Int(last)].next = id
      orders[Int(id)].previous = last
      sides[side][position].last = id
    } else {
      sides[side].insert(Level(rank: rank, first: id, last: id), at: position)
    }
  }

  /// Takes an open order out.
  mutating func remove(_ id: UInt32, in orders: inout [Order]) {
    let order = orders[Int(id)]
    let (side, rank) = Self.place(order.isAsk, order.level)
    let position = position(of: rank, on: side)
    if order.previous != 0 {
      orders[Int(order.previous)].next = order.next
    } else {
      sides[side][position].first = order.next
    }
    if order.next != 0 {
      orders[Int(order.next)].previous = order.previous
    } else {
      sides[side][position].last = order.previous
    }
    if sides[side][position].first == 0 { sides[side].remove(at: position) }
    let moved = open[open.count - 1]
    open[Int(order.place)] = moved
    orders[Int(moved)].place = order.place
    open.removeLast()
  }

  private static func place(_ isAsk: Bool, _ price: Int64) -> (side: Int, rank: Int64) {
    isAsk ? (1, -price) : (0, price)
  }

  /// The first level that ranks at least `rank`.
  private func position(of rank: Int64, on side: Int) -> Int {
    var low = 0
    var high = sides[side].count
    while low < high {
      let middle = (low + high) / 2
      if sides[side][middle].rank < rank { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
