public import Domain

/// An order as the reference matcher takes it.
public struct ReferenceOrder: Hashable, Sendable {
  /// What names it, at most once in its market.
  public var id: UInt64
  /// Whose it is.
  public var account: Int32
  /// Which way.
  public var side: Side
  /// Limit or market.
  public var type: OrderType
  /// How long it stays.
  public var timeInForce: TimeInForce
  /// Its limit, or its protection price, in ticks.
  public var price: Int64
  /// Its quantity in lots.
  public var lots: Int64

  /// Makes an order of its parts.
  public init(
    id: UInt64, account: Int32, side: Side, type: OrderType, timeInForce: TimeInForce,
    price: Int64, lots: Int64
  ) {
    self.id = id
    self.account = account
    self.side = side
    self.type = type
    self.timeInForce = timeInForce
    self.price = price
    self.lots = lots
  }

  /// Whether what does not trade at once stays in the book.
  var mayRest: Bool { type == .limit && timeInForce == .goodTillCancel }

  /// Whether a resting order at `other` is within its limit.
  func accepts(_ other: Int64) -> Bool { side == .bid ? other <= price : other >= price }
}

/// What the reference says happens because of an order.
public enum ReferenceEvent: Hashable, Sendable {
  /// It trades with a resting order.
  case fill(maker: UInt64, makerAccount: Int32, price: Int64, lots: Int64)
  /// A resting order is canceled since both are of one account.
  case canceled(maker: UInt64, makerAccount: Int32, price: Int64, lots: Int64)
}

/// Where the reference says an order stands when it has been through the book.
public struct ReferenceStanding: Hashable, Sendable {
  /// Lots that traded.
  public var filled: Int64
  /// Lots that were canceled.
  public var canceled: Int64
  /// Lots that rest.
  public var leaves: Int64

  /// Open, filled or canceled.
  public var status: OrderStatus {
    if leaves > 0 { return filled > 0 ? .partiallyFilled : .new }
    return canceled > 0 ? .canceled : .filled
  }
}

/// An order in the reference's book.
public struct RestingReference: Hashable, Sendable {
  /// What names it.
  public let id: UInt64
  /// Whose it is.
  public let account: Int32
  /// What is left of it; 0 once it is gone and its place not yet given up.
  public internal(set) var lots: Int64
}
