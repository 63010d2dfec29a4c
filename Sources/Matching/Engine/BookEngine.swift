public import Domain

/// Books that match, and nothing besides: no wallets, no memory of ids that have gone, no reports.
///
/// For those who keep accounts themselves, and to measure what matching alone costs: the books and
/// their storage are those of `MatchingEngine`, checks included. One writer owns it.
public struct BookEngine: ~Copyable {
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
  /// The books laid open. They stay so from call to call, as long as there is room: to lay them open
  /// takes as long as to match an order.
  private var rows: BookRows
  private var executions: Slab<Execution>

  /// Makes empty books; `orderCapacity` orders may rest before memory is asked for again.
  public init(markets: Int, orderCapacity: Int = 4096) {
    books = OrderBooks(markets: markets, orderCapacity: orderCapacity)
    rows = books.open(for: 1)
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
    makeRoom(1)
    return Self.enter(
      id, OrderBooks.ladder(market, side), ticks: ticks, lots: lots, rests: rests, &rows, &books,
      &executions)
  }

  /// Takes a resting order out.
  ///
  /// - Returns: what it could still have traded, in lots; nil when it does not rest.
  public mutating func cancel(_ id: UInt64) -> (side: Side, ticks: Int64, lots: Int64)? {
    Self.takeOut(id, &rows, &books)
  }

  /// Carries out placements of limit orders and cancels, one after the other; the executions of all
  /// of them replace those that there were. Accounts, and whatever else a command says, are ignored.
  public mutating func submit(_ commands: [OrderCommand]) { submit(commands.span) }

  /// The same for commands that stand anywhere.
  public mutating func submit(_ commands: Span<OrderCommand>) {
    executions.removeAll()
    let words = CommandRow(commands)
    var place = 0
    while place < commands.count {
      let end = min(place &+ MatchingEngine.block, commands.count)
      submit(words.cursor(place..<end), end &- place)
      place = end
    }
  }

  private mutating func submit(_ commands: CommandCursor, _ count: Int) {
    var commands = commands
    makeRoom(count)
    var rows = rows
    let isLarge = rows.isLarge
    if isLarge { rows.prefetchFirst(commands) }
    while let command = commands.take() {
      if isLarge {
        rows.prefetch(commands)
      } else {
        rows.prefetchNear(commands.ahead(BookRows.Ahead.near))
      }
      if command.isCancel {
        _ = Self.takeOut(command.target, &rows, &books)
      } else {
        _ = Self.enter(
          command.id, command.ladder, ticks: command.ticks, lots: command.lots,
          rests: command.mayRest, &rows, &books, &executions)
      }
    }
    self.rows = rows
  }

  /// Sees to it that so many orders can be placed.
  @inline(__always)
  private mutating func makeRoom(_ orders: Int) {
    if !books.hasRoom(for: orders, beside: rows) { growRoom(orders) }
  }

  @inline(never)
  private mutating func growRoom(_ orders: Int) {
    books.close(rows)
    rows = books.open(for: orders)
  }

  /// Lets `body` read the executions since they were last cleared, in the order of their occurrence.
  public func withExecutions(_ body: (Span<Execution>) -> Void) { executions.withSpan(body) }

  /// Forgets all executions.
  public mutating func clearExecutions() { executions.removeAll() }

  /// The best price of a side in ticks, or nil when no order rests there.
  public func bestTicks(market: Int, _ side: Side) -> Int64? {
    books.bestPrice(market, side)?.ticks
  }

  /// What rests at a price, in lots; the greatest number there is when it is even more.
  public func lots(market: Int, _ side: Side, ticks: Int64) -> Int64 {
    books.lots(on: OrderBooks.ladder(market, side), rank: side.signed(ticks))
  }

  /// Number of orders that rest.
  public var openOrderCount: Int { rows.count }

  @inline(__always)
  private static func enter(
    _ id: UInt64, _ ladder: Int, ticks: Int64, lots: Int64, rests: Bool, _ rows: inout BookRows,
    _ books: inout OrderBooks, _ executions: inout Slab<Execution>
  ) -> Int64 {
    let (own, theirs) = rows.ladders.pair(ladder)
    let rank = own.value.signed(ticks)
    var left = lots
    while left > 0 && theirs.value.bestRank >= 0 &- rank {
      let level = rows.levels.ref(theirs.value.best.position)
      let slot = level.value.first
      let maker = rows.orders.ref(slot)
      let traded = min(maker.value.lots, left)
      executions.append(
        Execution(
          maker: maker.value.sequence, taker: id,
          ticks: theirs.value.signed(theirs.value.bestRank), lots: traded))
      left &-= traded
      if traded < maker.value.lots {
        level.value.take(traded)
        maker.value.lots &-= traded
        return 0
      } else {
        rows.removeFirst(slot, maker, level, &books)
      }
    }
    if left > 0 && rests {
      let level = rows.level(rank, own, &books)
      rows.append(id, account: 0, lots: left, wallet: 0, to: level)
    }
    return left
  }

  @inline(__always)
  private static func takeOut(
    _ id: UInt64, _ rows: inout BookRows, _ books: inout OrderBooks
  ) -> (side: Side, ticks: Int64, lots: Int64)? {
    let head = rows.index.ref(id)
    guard let (slot, order) = rows.find(id, head) else { return nil }
    let level = rows.levels.ref(order.value.level.position)
    let taken = (level.value.side, level.value.price.ticks, order.value.lots)
    rows.remove(slot, order, level, head, &books)
    return taken
  }
}

/// Safe to hand over: the rows are those of its own books, which nobody else has.
extension BookEngine: @unchecked Sendable {}
