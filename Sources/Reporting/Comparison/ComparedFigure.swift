public import Domain

/// One figure of two runs.
public struct ComparedFigure: Hashable, Sendable {
  /// What a figure is counted in.
  public enum Unit: Sendable {
    /// A whole number.
    case count
    /// Nanoseconds.
    case nanoseconds
    /// Thousandths per second.
    case perSecond
    /// Hundredths of a percent.
    case percent
  }

  /// The key in JSON, for example `response_p99`.
  public let key: String
  /// The name for people.
  public let name: String
  /// What both are counted in.
  public let unit: Unit
  /// The first run's; nil when nothing was measured.
  public let first: UInt64?
  /// The second run's; nil when nothing was measured.
  public let second: UInt64?

  /// second / first with three places, rounded to nearest; nil when there is none.
  public var ratio: ExactDecimal? {
    guard let first, let second, first > 0 else { return nil }
    let thousandths = (Int128(second) * 2000 / Int128(first) + 1) / 2
    return ExactDecimal(significand: thousandths, scale: 3)
  }

  /// The ratio for people; a stroke where there is none.
  public var ratioText: String { ratio.map(\.description) ?? "-" }

  /// A value for people; a stroke where nothing was measured.
  public func text(_ value: UInt64?) -> String {
    guard let value else { return "-" }
    switch unit {
    case .count: return Shown.count(value)
    case .nanoseconds: return Shown.duration(value)
    case .perSecond: return Shown.count(value / 1000)
    case .percent: return "\(ExactDecimal(significand: Int128(value), scale: 2)) %"
    }
  }
}
