public import Domain
import Matching

/// What a flow looks like: how much of it in how long, and the book that it makes.
public struct FlowSummary: Hashable, Sendable {
  /// When the first message was recorded, in nanoseconds; nil before it.
  public private(set) var firstTime: Int64?
  /// When the last message was recorded, in nanoseconds.
  public private(set) var lastTime: Int64 = 0
  /// Number of messages.
  public private(set) var messages: UInt64 = 0
  /// The most messages of one second.
  public private(set) var messagesPerSecondMax: UInt64 = 0
  /// Spread and depth, one entry for each market; empty where they were not looked at.
  public internal(set) var books: [BookSummary] = []
  private var second: Int64 = -1
  private var inSecond: UInt64 = 0

  /// Nothing yet.
  public init() {}

  /// Nanoseconds from the first message to the last.
  public var spanNanoseconds: Int64 { firstTime.map { lastTime - $0 } ?? 0 }

  /// Counts a message.
  @inline(__always)
  mutating func add(time: Int64) {
    if firstTime == nil { firstTime = time }
    lastTime = time
    messages += 1
    let now = time / 1_000_000_000
    if now != second {
      second = now
      inSecond = 0
    }
    inSecond += 1
    messagesPerSecondMax = max(messagesPerSecondMax, inSecond)
  }
}

/// Spread and depth of one market over a flow.
public struct BookSummary: Hashable, Sendable {
  /// The market.
  public let market: MarketIndex
  /// Looks at which both sides had orders.
  public private(set) var spreadCount: UInt64 = 0
  /// The smallest difference between best ask and best bid, in ticks.
  public private(set) var spreadMin: Int64 = .max
  /// The largest.
  public private(set) var spreadMax: Int64 = 0
  /// Sum of all.
  public private(set) var spreadSum: Int128 = 0
  /// How often the depth was looked at.
  public private(set) var depthCount: UInt64 = 0
  /// Sum of the quantities at the best `levels` prices of each side, in lots.
  public private(set) var depthSum: [Int128] = [0, 0]

  /// How many prices of a side count as its depth.
  public static let levels = 10
  /// Depth is looked at after the first of every so many messages.
  public static let depthEvery: UInt64 = 100

  init(_ market: MarketIndex) { self.market = market }

  /// The mean spread in thousandths of a tick.
  public var spreadMeanThousandths: Int128 {
    spreadCount == 0 ? 0 : spreadSum * 1000 / Int128(spreadCount)
  }

  /// The mean depth of a side, in thousandths of a lot.
  public func depthMeanThousandths(_ side: Side) -> Int128 {
    depthCount == 0 ? 0 : depthSum[Int(side.rawValue)] * 1000 / Int128(depthCount)
  }

  /// Looks at the best prices after a message.
  mutating func lookAtSpread(_ engine: borrowing MatchingEngine) {
    guard let bid = engine.bestPrice(market, .bid), let ask = engine.bestPrice(market, .ask) else {
      return
    }
    let spread = ask.ticks - bid.ticks
    spreadCount += 1
    spreadMin = min(spreadMin, spread)
    spreadMax = max(spreadMax, spread)
    spreadSum += Int128(spread)
  }

  /// Looks at the quantities of the best prices.
  mutating func lookAtDepth(_ engine: borrowing MatchingEngine) {
    depthCount += 1
    for side in Side.allCases {
      for level in engine.depth(market, side, levels: Self.levels) {
        depthSum[Int(side.rawValue)] += Int128(level.quantity.lots)
      }
    }
  }
}
