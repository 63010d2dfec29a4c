public import Domain

/// Books that match, and nothing besides: no wallets, no memory of ids that have gone, no reports.
///
/// For those who keep accounts themselves, and to measure what matching alone costs: the books and
/// their storage are those of `MatchingEngine`, checks included. One writer owns it.
public struct BookEngine: ~Copyable, Sendable {
  /// One execution, as the books know it.
  public struct Execution: BitwiseCopyable, Equatable, Sendable {
    /// The order that rested.
    public let maker: UInt64
    /// The order that came in.
    public let taker: UInt64
    /// The resting order's price, in ticks.
    public let ticks: Int64
    /// How much was traded, in lots.
    public let lots: Int64
  }

  private var books: OrderBooks
  private var index: OrderIndex
  private var executions: Slab<Execution>

  /// Makes empty books; `orderCapacity` orders may rest before memory is asked for again.
  public init(markets: Int, orderCapacity: Int = 4096) {
    books = OrderBooks(markets: markets, orderCapacity: orderCapacity)
    index = OrderIndex(orders: orderCapacity)
    executions = Slab(capacity: 256)
  }

  /// Lets an order trade as far as its price allows, and rests what is left if it may.
  ///
  /// The id must not rest already, price and quantity must be positive, the market exist; whoever
  /// calls sees to that. Executions go behind those that there are, see `clearExecutions`.
  ///
  /// - Returns: what did not trade, in lots. O(1), and O(1) for every execution.
  public mutating func place(
    _ id: UInt64, market: Int, _ side: Side, ticks: Int64, lots: Int64, rests: Bool
  ) -> Int64 {
    enter(id, market: market, side, ticks: ticks, lots: lots, rests: rests)
  }

  /// Takes a resting order out.
  ///
  /// - Returns: what it could still have traded, in lots; nil when it does not rest.
  public mutating func cancel(_ id: UInt64) -> (side: Side, ticks: Int64, lots: Int64)? {
    takeOut(id)
  }

  /// Carries out placements of limit orders and cancels, one after the other; the executions of all
  /// of them replace those that there were. Accounts, and whatever else a command says, are ignored.
  public mutating func submit(_ commands: [OrderCommand]) {
    executions.removeAll()
    let commands = commands.span
    for place in commands.indices {
      let command = commands[place]
      if command.kind == .place {
        _ = enter(
          command.id.sequence, market: command.market.position, command.side,
          ticks: command.price.ticks, lots: command.quantity.lots, rests: command.mayRest)
      } else {
        _ = takeOut(command.target.sequence)
      }
    }
  }

  /// Lets `body` read the executions since they were last cleared, in the order of their occurrence.
  public func withExecutions(_ body: (Span<Execution>) -> Void) { executions.withSpan(body) }

  /// Forgets all executions.
  public mutating func clearExecutions() { executions.removeAll() }

  /// The best price of a side in ticks, or nil when no order rests there.
  public func bestTicks(market: Int, _ side: Side) -> Int64? {
    books.ladders[OrderBooks.ladder(market, side)].bestPrice?.ticks
  }

  /// What rests at a price, in lots; the greatest number there is when it is even more.
  public func lots(market: Int, _ side: Side, ticks: Int64) -> Int64 {
    books.lots(on: OrderBooks.ladder(market, side), rank: side.signed(ticks))
  }

  /// Number of orders that rest.
  public var openOrderCount: Int { books.orders.count }

  @inline(__always)
  private mutating func enter(
    _ id: UInt64, market: Int, _ side: Side, ticks: Int64, lots: Int64, rests: Bool
  ) -> Int64 {
    let ladder = OrderBooks.ladder(market, side)
    let rank = side.signed(ticks)
    var left = lots
    if books.wouldCross(ladder, ranking: rank) {
      left = match(id, OrderBooks.opposite(ladder), limit: 0 &- rank, lots: lots)
    }
    if left > 0 && rests {
      let order = OrderRecord(
        sequence: id, account: 0, lots: left, filledLots: 0, fingerprint: 0, isPostOnly: false)
      let slot = books.append(order, ranking: rank, to: ladder)
      if slot.position >= index.limit { growIndex() }
      index.insert(id, slot)
    }
    return left
  }

  @inline(never)
  private mutating func match(_ id: UInt64, _ opposite: Int, limit: Int64, lots: Int64) -> Int64 {
    var left = lots
    while left > 0 {
      let slot = books.firstOrder(on: opposite, ranking: limit)
      if slot == .none { break }
      let maker = books.orders[slot]
      let traded = min(maker.lots, left)
      executions.append(
        Execution(
          maker: maker.sequence, taker: id, ticks: books.levels[maker.level].price.ticks,
          lots: traded))
      left &-= traded
      if traded < maker.lots {
        books.fill(slot, lots: traded)
      } else {
        index.remove(maker.sequence, slot)
        books.remove(slot, maker, from: opposite)
      }
    }
    return left
  }

  @inline(__always)
  private mutating func takeOut(_ id: UInt64) -> (side: Side, ticks: Int64, lots: Int64)? {
    let slot = index.find(ClientOrderID(sequence: id), in: books.orders)
    guard slot != .none else { return nil }
    let order = books.orders[slot]
    let level = books.levels[order.level]
    index.remove(id, slot)
    books.remove(slot, order, from: Int(level.ladder))
    return (level.side, level.price.ticks, order.lots)
  }

  @inline(never)
  private mutating func growIndex() { index.grow(books.orders) }
}
