public import Domain
public import Matching

/// A flow of orders for a matching engine, made once and carried out as often as it is measured.
public struct OrderFlow: Sendable {
  /// What it looks like.
  public let shape: FlowShape
  /// All commands; the first `prefillCount` fill the books.
  public let commands: [FlowCommand]
  /// How many commands come before what is measured.
  public let prefillCount: Int
  /// What must come of the commands behind the prefill.
  public let outcome: FlowOutcome
  /// Number of orders placed, which is the greatest order id.
  public let orderCount: UInt32

  /// Makes the flow. O(commands x log levels) and, for new levels, their number.
  public init(_ shape: FlowShape) {
    self.shape = shape
    var generator = FlowGenerator(shape)
    generator.prefill()
    prefillCount = generator.commands.count
    for _ in 0..<shape.commands { generator.step() }
    commands = generator.commands
    outcome = generator.outcome
    orderCount = commands.lazy.map(\.order).max() ?? 0
  }

  /// The markets, all alike: one tick times one lot is one unit.
  public var markets: [Market] { (0..<shape.markets).map(Self.market) }

  /// An engine for the flow, with accounts so rich that no order is refused.
  ///
  /// Asset 0 pays for everything; asset `1 + market` is what the market trades.
  public func makeEngine() -> MatchingEngine {
    var engine = MatchingEngine(
      markets: markets, accountCount: FlowShape.accountCount,
      assetCount: shape.markets + 1, selfTradePrevention: .cancelTaker)
    for account in 0..<FlowShape.accountCount {
      for asset in 0...shape.markets {
        engine.deposit(
          Amount(minorUnits: Self.deposit), account: AccountIndex(account),
          asset: AssetIndex(asset))
      }
    }
    return engine
  }

  /// The engine's command for the flow's command at `position`. Orders keep their ids; the cancels'
  /// own ids follow upon them, one for each position.
  public func command(at position: Int) -> OrderCommand {
    Self.command(commands[position], at: position, firstCancel: orderCount)
  }

  /// Puts the engine's commands for a range of the flow's into `batch`, in place of what was there.
  public func makeCommands(_ range: Range<Int>, into batch: inout [OrderCommand]) {
    let first = command(at: range.lowerBound)
    if batch.count != range.count { batch = Array(repeating: first, count: range.count) }
    let commands = commands.span
    let firstCancel = orderCount
    var places = batch.mutableSpan
    for place in places.indices {
      let position = range.lowerBound &+ place
      places[place] = Self.command(commands[position], at: position, firstCancel: firstCancel)
    }
  }

  @inline(__always)
  private static func command(
    _ command: FlowCommand, at position: Int, firstCancel: UInt32
  ) -> OrderCommand {
    // Which kind comes next cannot be foreseen, so that nothing is decided by a branch here.
    let isCancel = command.kind == .cancel
    let order = UInt64(command.order)
    let own = UInt64(firstCancel) &+ 1 &+ UInt64(position)
    return OrderCommand(
      kind: isCancel ? .cancel : .place, id: ClientOrderID(sequence: isCancel ? own : order),
      account: command.trader, market: MarketIndex(Int(command.market)),
      side: command.isAsk ? .ask : .bid, price: Price(ticks: isCancel ? 0 : command.price),
      quantity: Quantity(lots: Int64(command.lots)),
      target: ClientOrderID(sequence: isCancel ? order : 0))
  }

  /// 10,000 accounts of it stay within 64 bits, and no account of any flow runs out of it.
  private static let deposit: Int128 = 400_000_000_000_000

  private static func market(_ position: Int) -> Market {
    do {
      return try Market(
        id: "M\(position)", base: AssetIndex(position + 1), baseDecimals: 0, quote: AssetIndex(0),
        quoteDecimals: 0, tickSize: ExactDecimal(significand: 1, scale: 0),
        lotSize: ExactDecimal(significand: 1, scale: 0),
        referencePrice: ExactDecimal(significand: 100_000, scale: 0), regulation: .unregulated)
    } catch {
      preconditionFailure("a market of whole units is valid: \(error)")
    }
  }
}

extension FlowOutcome {
  /// Counts the executions of books since they were last cleared.
  public mutating func addTrades(of books: borrowing BookEngine) {
    books.withExecutions { executions in
      // A copy of its own stays in registers; what a closure has borrowed does not.
      var sum = self
      for position in executions.indices {
        let execution = executions[position]
        sum.add(
          maker: UInt32(truncatingIfNeeded: execution.maker),
          taker: UInt32(truncatingIfNeeded: execution.taker), price: execution.ticks,
          lots: execution.lots)
      }
      self = sum
    }
  }

  /// Counts the trades among the events of the engine's last submission.
  public mutating func addTrades(of engine: borrowing MatchingEngine) {
    engine.withEventsAndFills { events, fills in
      var sum = self
      for place in fills.indices {
        let trade = Int(fills[place])
        sum.add(
          maker: UInt32(truncatingIfNeeded: events[trade].maker.sequence),
          taker: UInt32(truncatingIfNeeded: events[trade].order.sequence),
          price: events[trade].price.ticks, lots: events[trade].quantity.lots)
      }
      self = sum
    }
  }
}
