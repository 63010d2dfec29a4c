internal import Domain

/// Makes the commands of a flow, one after the other, and what must come of them.
///
/// All draws come from one SplitMix64, and `%` is meant without sign. Market `s` has a middle price
/// that wanders by one tick within 200 of 100,000; `K` is the scale.
///
/// - Prefill, for i in 0 ..< markets x resting: rest(i % markets), an ask where i / markets is odd.
/// - Then, for each command: x; market (x >> 40) % markets, p = x % 100, w = (x >> 8) & 31. The middle
///   goes up for w = 0 and down for w = 1. p < 45 rests, p < 65 crosses, else cancels; but rest turns
///   into cancel with too many orders open (11 / 10 of the aim), cancel into rest with too few
///   (9 / 10), and cross into rest while a side is empty.
/// - rest: x; ask if its lowest bit is set (or as told); its next 7 bits choose the width: 16 below
///   64, 64 below 109, else 200. y: distance 1 + y % width. z: 1 + (z >> 32) % 100 lots, jitter
///   (z & 0xffffffff) % K. The price lies distance x K + jitter from the middle, but never crosses.
/// - cross: y; a bid if (y & 255) < 128 + bias, where bias pulls the book to its middle; at the best
///   opposite price and (y >> 8) % 4K beyond it; 1 + (y >> 32) % 50 lots.
/// - cancel: y; the open order at y % count.
/// - Every order then draws its account: % 10,000.
struct FlowGenerator {
  private(set) var commands: [FlowCommand] = []
  /// Trades counted since `startCounting`.
  private(set) var outcome = FlowOutcome()

  private let shape: FlowShape
  private var random: SplitMix64
  private var books: [OracleBook]
  private var middles: [Int64]
  /// All orders ever placed; the first place stays unused.
  private var orders = [OracleBook.Order()]

  private static let base: Int64 = 100_000
  private static let wander: Int64 = 200

  init(_ shape: FlowShape) {
    precondition((1...256).contains(shape.markets), "\(shape.markets) markets")
    self.shape = shape
    random = SplitMix64(seed: shape.seed)
    books = Array(repeating: OracleBook(), count: shape.markets)
    middles = Array(repeating: Self.base, count: shape.markets)
    commands.reserveCapacity(shape.restingPerMarket * shape.markets + shape.commands)
  }

  /// Makes the commands that fill the books.
  mutating func prefill() {
    for position in 0..<shape.markets * shape.restingPerMarket {
      rest(position % shape.markets, isAsk: position / shape.markets & 1 == 1)
    }
    outcome = FlowOutcome()
  }

  /// Makes the next command.
  mutating func step() {
    let draw = random.next()
    let market = Int((draw >> 40) % UInt64(shape.markets))
    wander(market, draw >> 8 & 31)
    let open = books[market].open.count
    switch draw % 100 {
    case ..<45:
      if open > shape.restingPerMarket * 11 / 10 { cancel(market) } else { rest(market) }
    case ..<65: cross(market)
    default:
      if open < shape.restingPerMarket * 9 / 10 { rest(market) } else { cancel(market) }
    }
  }

  private mutating func wander(_ market: Int, _ draw: UInt64) {
    if draw == 0 {
      middles[market] = min(middles[market] + 1, Self.base + Self.wander)
    } else if draw == 1 {
      middles[market] = max(middles[market] - 1, Self.base - Self.wander)
    }
  }

  private mutating func rest(_ market: Int, isAsk told: Bool? = nil) {
    var draw = random.next()
    let isAsk = told ?? (draw & 1 == 1)
    draw >>= 1
    let chance = draw & 127
    let width: UInt64 = chance < 64 ? 16 : chance < 109 ? 64 : 200
    let distance = 1 + Int64(random.next() % width)
    let size = random.next()
    let lots = UInt16(1 + (size >> 32) % 100)
    let jitter = shape.scale > 1 ? Int64((size & 0xFFFF_FFFF) % UInt64(shape.scale)) : 0
    let away = distance * shape.scale + jitter
    let middle = middles[market] * shape.scale
    let price =
      isAsk
      ? max(middle + away, books[market].best(isAsk: false).map { $0 + 1 } ?? .min)
      : min(middle - away, books[market].best(isAsk: true).map { $0 - 1 } ?? .max)
    place(market, isAsk: isAsk, price, lots)
  }

  private mutating func cross(_ market: Int) {
    guard let bid = books[market].best(isAsk: false), let ask = books[market].best(isAsk: true)
    else { return rest(market) }
    let middle = (bid + ask) / 2
    let bias = max(-96, min(96, 2 * (middles[market] * shape.scale - middle) / shape.scale))
    let draw = random.next()
    let buys = Int64(draw & 255) < 128 + bias
    let slack = Int64((draw >> 8) % UInt64(4 * shape.scale))
    let lots = UInt16(1 + (draw >> 32) % 50)
    place(market, isAsk: !buys, buys ? ask + slack : bid - slack, lots)
  }

  private mutating func cancel(_ market: Int) {
    let open = books[market].open
    let id = open[Int(random.next() % UInt64(open.count))]
    let order = orders[Int(id)]
    commands.append(
      FlowCommand(
        order: id, account: order.account, price: order.level, lots: 0, market: UInt8(market),
        kind: .cancel, isAsk: order.isAsk))
    books[market].remove(id, in: &orders)
  }

  private mutating func place(_ market: Int, isAsk: Bool, _ price: Int64, _ lots: UInt16) {
    let id = UInt32(orders.count)
    var order = OracleBook.Order()
    order.account = UInt32(random.next() % UInt64(FlowShape.accountCount))
    order.isAsk = isAsk
    order.lots = lots
    orders.append(order)
    commands.append(
      FlowCommand(
        order: id, account: order.account, price: price, lots: lots, market: UInt8(market),
        kind: isAsk ? .ask : .bid, isAsk: isAsk))
    match(id, market, price)
    if orders[Int(id)].lots > 0 { books[market].rest(id, price: price, in: &orders) }
  }

  private mutating func match(_ taker: UInt32, _ market: Int, _ limit: Int64) {
    let isAsk = orders[Int(taker)].isAsk
    while orders[Int(taker)].lots > 0, let price = books[market].best(isAsk: !isAsk),
      isAsk ? price >= limit : price <= limit
    {
      let maker = books[market].first(isAsk: !isAsk)
      let lots = min(orders[Int(maker)].lots, orders[Int(taker)].lots)
      outcome.add(maker: maker, taker: taker, price: price, lots: Int64(lots))
      orders[Int(maker)].lots -= lots
      orders[Int(taker)].lots -= lots
      if orders[Int(maker)].lots == 0 { books[market].remove(maker, in: &orders) }
    }
  }
}
