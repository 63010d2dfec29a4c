/// An amount of one asset: whole minor units (10^-decimals of the asset), 128 bits wide.
///
/// Arithmetic traps on overflow: amounts that can overflow are refused where they enter the program.
public struct Amount: Hashable, Comparable, Sendable {
  /// Number of minor units.
  public var minorUnits: Int128

  /// Makes an amount of `minorUnits` minor units.
  @inlinable
  public init(minorUnits: Int128) { self.minorUnits = minorUnits }

  /// Nothing.
  @inlinable
  public static var zero: Amount { Amount(minorUnits: 0) }

  /// Whether the left comes before the right.
  @inlinable
  public static func < (left: Amount, right: Amount) -> Bool { left.minorUnits < right.minorUnits }

  /// The sum; traps on overflow.
  @inlinable
  public static func + (left: Amount, right: Amount) -> Amount {
    Amount(minorUnits: left.minorUnits + right.minorUnits)
  }

  /// The difference; traps on overflow.
  @inlinable
  public static func - (left: Amount, right: Amount) -> Amount {
    Amount(minorUnits: left.minorUnits - right.minorUnits)
  }

  /// Adds in place; traps on overflow.
  @inlinable
  public static func += (left: inout Amount, right: Amount) { left.minorUnits += right.minorUnits }

  /// Subtracts in place; traps on overflow.
  @inlinable
  public static func -= (left: inout Amount, right: Amount) { left.minorUnits -= right.minorUnits }

  /// The amount as decimal text with exactly `decimals` places, for example `1234.50`.
  public func text(decimals: Int) -> String {
    ExactDecimal(significand: minorUnits, scale: decimals).description
  }
}
