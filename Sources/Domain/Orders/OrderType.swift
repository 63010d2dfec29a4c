/// How an order's price is meant.
public enum OrderType: UInt8, CaseIterable, Sendable {
  /// Trades at its limit price or better; what is left may rest.
  case limit = 0
  /// Trades at any price up to its protection price; what is left is canceled, it never rests.
  ///
  /// The order's price field carries the protection price, so that a bid can be paid for whatever
  /// it meets; exchanges call this a market order with protection or a collar.
  case market = 1

  /// `limit` or `market`.
  public var name: String { self == .limit ? "limit" : "market" }
}

/// How long an order stays.
public enum TimeInForce: UInt8, CaseIterable, Sendable {
  /// Rests until filled or canceled.
  case goodTillCancel = 0
  /// What does not trade at once is canceled.
  case immediateOrCancel = 1
  /// Trades whole at once or not at all.
  case fillOrKill = 2

  /// The name used in JSON, SQL and help.
  public var name: String {
    switch self {
    case .goodTillCancel: "goodTillCancel"
    case .immediateOrCancel: "immediateOrCancel"
    case .fillOrKill: "fillOrKill"
    }
  }
}

/// What happens when an order meets another of the same account.
public enum SelfTradePrevention: UInt8, CaseIterable, Sendable {
  /// The rest of the incoming order is canceled; the resting order stays.
  case cancelTaker = 0
  /// The resting order is canceled; the incoming order goes on.
  case cancelMaker = 1
  /// Both are canceled.
  case cancelBoth = 2

  /// The name used in JSON and help.
  public var name: String {
    switch self {
    case .cancelTaker: "cancelTaker"
    case .cancelMaker: "cancelMaker"
    case .cancelBoth: "cancelBoth"
    }
  }
}

/// Where an order stands (FIX 39).
public enum OrderStatus: UInt8, CaseIterable, Sendable {
  case new = 0
  case partiallyFilled = 1
  case filled = 2
  case canceled = 3
  case rejected = 4
  case expired = 5

  /// The name used in JSON, SQL and help.
  public var name: String {
    switch self {
    case .new: "new"
    case .partiallyFilled: "partiallyFilled"
    case .filled: "filled"
    case .canceled: "canceled"
    case .rejected: "rejected"
    case .expired: "expired"
    }
  }

  /// Whether the order can still trade.
  @inlinable
  public var isOpen: Bool { self == .new || self == .partiallyFilled }
}
