public import Domain

/// One market's book as the audit believes it to be: two lists of prices, each with a queue, and every
/// rule spelled out where it applies. It shares nothing with the engine.
///
/// Price-time priority: the best price trades first, within a price the earliest order, always at the
/// resting order's price. Orders of one account never trade with each other; the policy says which of
/// them is canceled. A fill-or-kill order trades whole or not at all; immediate-or-cancel and market
/// orders never rest.
public struct ReferenceBook: Sendable {
  private var bids = ReferenceSide(.bid)
  private var asks = ReferenceSide(.ask)
  private let prevention: SelfTradePrevention
  /// Fills so far, which is the sequence of the last one.
  public private(set) var fillCount: UInt64 = 0

  /// An empty book.
  public init(_ prevention: SelfTradePrevention) { self.prevention = prevention }

  /// Open orders.
  public var orderCount: Int { bids.orderCount + asks.orderCount }

  /// Whether the best bid is below the best ask, or one of them missing.
  public var isUncrossed: Bool {
    guard let bid = bids.bestPrice, let ask = asks.bestPrice else { return true }
    return bid < ask
  }

  /// Whether an order of that side and price would trade at once.
  public func wouldCross(_ side: Side, at price: Int64) -> Bool {
    guard let best = side == .bid ? asks.bestPrice : bids.bestPrice else { return false }
    return side == .bid ? best <= price : best >= price
  }

  /// Puts an order through the book.
  ///
  /// - Parameter events: what happens is appended here.
  /// - Returns: where the order stands then.
  public mutating func place(
    _ order: ReferenceOrder, into events: inout [ReferenceEvent]
  ) -> ReferenceStanding {
    let start = events.count
    let (leaves, isStopped) =
      order.side == .bid
      ? asks.trade(order, prevention, into: &events) : bids.trade(order, prevention, into: &events)
    for event in events[start...] { if case .fill = event { fillCount += 1 } }
    let filled = order.lots - leaves
    guard leaves > 0, order.mayRest, !isStopped else {
      return ReferenceStanding(filled: filled, canceled: leaves, leaves: 0)
    }
    rest(order, leaves)
    return ReferenceStanding(filled: filled, canceled: 0, leaves: leaves)
  }

  /// Takes an order of an account out of the book.
  ///
  /// - Returns: what was left of it; nil when the account has no such order there.
  public mutating func cancel(
    _ id: UInt64, of account: Int32, _ side: Side, at price: Int64
  ) -> Int64? {
    side == .bid
      ? bids.remove(id, of: account, at: price) : asks.remove(id, of: account, at: price)
  }

  /// What is left of an order; nil when it is not open.
  public func lots(of id: UInt64, _ side: Side, at price: Int64) -> Int64? {
    side == .bid ? bids.lots(of: id, at: price) : asks.lots(of: id, at: price)
  }

  /// The orders of a side as they would trade, with their prices.
  public func forEach(_ side: Side, _ body: (RestingReference, Int64) -> Void) {
    if side == .bid { bids.forEach(body) } else { asks.forEach(body) }
  }

  private mutating func rest(_ order: ReferenceOrder, _ lots: Int64) {
    let resting = RestingReference(id: order.id, account: order.account, lots: lots)
    if order.side == .bid {
      bids.append(resting, at: order.price)
    } else {
      asks.append(resting, at: order.price)
    }
  }
}
