public import Domain

/// Which lane executes which slots: active markets are dealt to lanes by turns, so that all slots of a
/// market are executed by one lane, in order.
public struct LaneMap: Hashable, Sendable {
  /// Number of lanes, at least 1.
  public let laneCount: Int
  private let laneOfMarket: [Int]

  /// Deals the markets of a plan to `requested` lanes, or to as many as there are active markets.
  init(_ markets: [Market], requested: Int) {
    let active = markets.indices.filter { markets[$0].status == .active }
    laneCount = max(1, min(requested, active.count))
    var lanes = Array(repeating: 0, count: markets.count)
    for (place, market) in active.enumerated() { lanes[market] = place % laneCount }
    laneOfMarket = lanes
  }

  /// The lane that executes the market's slots.
  @inline(__always)
  public func lane(of market: MarketIndex) -> Int { laneOfMarket[market.position] }
}
