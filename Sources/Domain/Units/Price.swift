/// A price: whole ticks of its market, so that arithmetic on it is exact.
public struct Price: Hashable, Comparable, Sendable {
  /// Number of ticks; positive for every valid order.
  public var ticks: Int64

  /// Makes a price of `ticks` ticks.
  @inlinable
  public init(ticks: Int64) { self.ticks = ticks }

  /// Whether the left comes before the right.
  @inlinable
  public static func < (left: Price, right: Price) -> Bool { left.ticks < right.ticks }
}
