/// Position of an account in the plan's population; stable for a plan.
public struct AccountIndex: Hashable, Comparable, Sendable {
  /// The position, from 0.
  public var value: Int32

  /// Makes the index of the account at `position`.
  @inlinable
  public init(_ position: Int) { value = Int32(position) }

  /// Stands for every account that does not belong to the run.
  @inlinable
  public static var foreign: AccountIndex { AccountIndex(Int(Int32.max)) }

  /// The position as a subscript.
  @inlinable
  public var position: Int { Int(value) }

  /// Whether the left comes before the right.
  @inlinable
  public static func < (left: AccountIndex, right: AccountIndex) -> Bool {
    left.value < right.value
  }
}

/// Position of an asset in the plan's list of assets.
public struct AssetIndex: Hashable, Comparable, Sendable {
  /// The position, from 0.
  public var value: Int32

  /// Makes the index of the asset at `position`.
  @inlinable
  public init(_ position: Int) { value = Int32(position) }

  /// The position as a subscript.
  @inlinable
  public var position: Int { Int(value) }

  /// Whether the left comes before the right.
  @inlinable
  public static func < (left: AssetIndex, right: AssetIndex) -> Bool { left.value < right.value }
}

/// Position of a market in the plan's list of markets.
public struct MarketIndex: Hashable, Comparable, Sendable {
  /// The position, from 0.
  public var value: Int32

  /// Makes the index of the market at `position`.
  @inlinable
  public init(_ position: Int) { value = Int32(position) }

  /// The position as a subscript.
  @inlinable
  public var position: Int { Int(value) }

  /// Whether the left comes before the right.
  @inlinable
  public static func < (left: MarketIndex, right: MarketIndex) -> Bool { left.value < right.value }
}
