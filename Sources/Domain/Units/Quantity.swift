/// A quantity of a market's base asset: whole lots.
public struct Quantity: Hashable, Comparable, Sendable {
  /// Number of lots; never negative.
  public var lots: Int64

  /// Makes a quantity of `lots` lots.
  @inlinable
  public init(lots: Int64) { self.lots = lots }

  /// No lots at all.
  @inlinable
  public static var zero: Quantity { Quantity(lots: 0) }

  /// Whether the left comes before the right.
  @inlinable
  public static func < (left: Quantity, right: Quantity) -> Bool { left.lots < right.lots }

  /// The sum; traps on overflow.
  @inlinable
  public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(lots: left.lots + right.lots)
  }

  /// The difference; traps on overflow.
  @inlinable
  public static func - (left: Quantity, right: Quantity) -> Quantity {
    Quantity(lots: left.lots - right.lots)
  }

  /// Adds in place; traps on overflow.
  @inlinable
  public static func += (left: inout Quantity, right: Quantity) { left.lots += right.lots }

  /// Subtracts in place; traps on overflow.
  @inlinable
  public static func -= (left: inout Quantity, right: Quantity) { left.lots -= right.lots }
}
