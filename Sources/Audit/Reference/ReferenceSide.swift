import Domain

/// One side of the reference's book: its levels, the best one last.
struct ReferenceSide: Sendable {
  private(set) var levels: ContiguousArray<ReferenceLevel> = []
  private let side: Side
  private(set) var orderCount = 0

  init(_ side: Side) { self.side = side }

  /// The price that trades first; nil when nothing rests.
  var bestPrice: Int64? { levels.last?.price }

  /// The order that trades first; nil when nothing rests.
  var first: RestingReference? { levels.last?.first }

  mutating func append(_ order: RestingReference, at price: Int64) {
    let place = place(of: price)
    if place == levels.count || levels[place].price != price {
      levels.insert(ReferenceLevel(price: price), at: place)
    }
    levels[place].append(order)
    orderCount += 1
  }

  /// Lets an order of the other side trade with the orders here, as far as it goes.
  ///
  /// - Parameter events: what happens is appended here.
  /// - Returns: what is left of the order, and whether it must not rest since it met its own account's.
  mutating func trade(
    _ order: ReferenceOrder, _ prevention: SelfTradePrevention, into events: inout [ReferenceEvent]
  ) -> (leaves: Int64, isStopped: Bool) {
    var leaves = order.lots
    if order.timeInForce == .fillOrKill && tradable(order, prevention) < order.lots {
      return (leaves, false)
    }
    while leaves > 0, let price = bestPrice, order.accepts(price), let maker = first {
      guard maker.account != order.account else {
        guard prevention != .cancelTaker else { return (leaves, true) }
        takeFromFirst(maker.lots)
        events.append(
          .canceled(maker: maker.id, makerAccount: maker.account, price: price, lots: maker.lots))
        if prevention != .cancelMaker { return (leaves, true) }
        continue
      }
      let lots = min(leaves, maker.lots)
      takeFromFirst(lots)
      leaves -= lots
      events.append(.fill(maker: maker.id, makerAccount: maker.account, price: price, lots: lots))
    }
    return (leaves, false)
  }

  private mutating func takeFromFirst(_ lots: Int64) {
    let best = levels.count - 1
    let before = levels[best].count
    levels[best].takeFromFirst(lots)
    orderCount -= before - levels[best].count
    if levels[best].count == 0 { levels.removeLast() }
  }

  mutating func remove(_ id: UInt64, of account: Int32, at price: Int64) -> Int64? {
    let place = place(of: price)
    guard place < levels.count, levels[place].price == price,
      let lots = levels[place].remove(id, of: account)
    else { return nil }
    orderCount -= 1
    if levels[place].count == 0 { levels.remove(at: place) }
    return lots
  }

  func lots(of id: UInt64, at price: Int64) -> Int64? {
    let place = place(of: price)
    guard place < levels.count, levels[place].price == price else { return nil }
    return levels[place].lots(of: id)
  }

  /// How much a fill-or-kill order finds, up to what it needs, given how orders of its own account
  /// are treated.
  func tradable(_ order: ReferenceOrder, _ prevention: SelfTradePrevention) -> Int64 {
    var lots: Int64 = 0
    for level in levels.reversed() {
      guard order.accepts(level.price), lots < order.lots else { break }
      var isStopped = false
      level.forEach { resting in
        guard !isStopped else { return }
        if resting.account != order.account {
          lots = lots.addingReportingOverflow(resting.lots).overflow ? .max : lots + resting.lots
        } else if prevention != .cancelMaker && lots < order.lots {
          isStopped = true
        }
      }
      if isStopped { break }
    }
    return lots
  }

  /// The orders as they would trade, best price and earliest first.
  func forEach(_ body: (RestingReference, Int64) -> Void) {
    for level in levels.reversed() { level.forEach { body($0, level.price) } }
  }

  /// The first place whose price is not worse than `price`.
  private func place(of price: Int64) -> Int {
    if let best = levels.last?.price, best != price, isBetter(price, than: best) {
      return levels.count
    }
    var (low, high) = (0, levels.count)
    while low < high {
      let middle = (low + high) / 2
      if isBetter(price, than: levels[middle].price) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isBetter(_ left: Int64, than right: Int64) -> Bool {
    side == .bid ? left > right : left < right
  }
}
