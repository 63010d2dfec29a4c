public import Domain

/// What is traded: sizes, sides, prices and the mix of orders.
public struct SchedulerConfiguration: Equatable, Sendable {
  /// Smallest trade, in quote units; positive and exact in the quote asset of every active market.
  public var minAmount: ExactDecimal
  /// Largest trade, in quote units; at least `minAmount`.
  public var maxAmount: ExactDecimal
  /// Slots of each account in one iteration, at least 1.
  public var tradesPerAccount: UInt64
  /// Factor of the reference price for bids, at least `askPriceOffset`.
  public var bidPriceOffset: ExactDecimal
  /// Factor of the reference price for asks, positive.
  public var askPriceOffset: ExactDecimal
  /// Whether an account changes its side from one of its slots to the next.
  public var alternateSides: Bool
  /// How slots are spread over the markets.
  public var marketDistribution: MarketDistribution
  /// Who an order is meant to trade with.
  public var matchingStrategy: MatchingStrategy
  /// Prices of pairs are drawn within reference x (1 +- spread); at least 0, less than 1.
  public var priceSpread: ExactDecimal
  /// Percent of the slots that place orders meant to rest, 0...100.
  public var restingSharePercent: Int
  /// Percent of the slots that cancel resting orders, at most `restingSharePercent`; both together
  /// at most 100.
  public var cancelSharePercent: Int
  /// Over how many price levels resting orders are spread, at least 1.
  public var restingDepth: UInt64
  /// How often the taking order is of which type.
  public var orderTypes: OrderTypeWeights
  /// How often the taking order has which time in force.
  public var timeInForce: TimeInForceWeights
}

/// How slots are spread over the markets.
public enum MarketDistribution: String, CaseIterable, Sendable {
  /// Every pair takes the next market.
  case roundRobin = "round_robin"
  /// One market takes everything.
  case sameMarket = "same_market"
  /// One market after the other, each with its whole share.
  case sequential
}

/// Who an order is meant to trade with.
public enum MatchingStrategy: Hashable, Sendable {
  /// The next account in order.
  case sequentialNext
  /// Whoever is there.
  case any
  /// One account, which is the counterparty of all others.
  case matchWith(AccountIndex)
}

/// Weights of the order types; not all 0.
public struct OrderTypeWeights: Equatable, Sendable {
  /// Weight of limit orders.
  public var limit: UInt64
  /// Weight of market orders.
  public var market: UInt64
}

/// Weights of the times in force; not all 0.
public struct TimeInForceWeights: Equatable, Sendable {
  /// Weight of orders that rest until filled or canceled.
  public var goodTillCancel: UInt64
  /// Weight of orders whose rest is canceled at once.
  public var immediateOrCancel: UInt64
  /// Weight of orders that trade whole or not at all.
  public var fillOrKill: UInt64
}
