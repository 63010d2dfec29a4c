/// A length of time in whole nanoseconds.
public struct TimeSpan: Hashable, Comparable, Sendable {
  /// Number of nanoseconds; negative for a span backwards.
  public var nanoseconds: Int64

  /// Makes a span of `nanoseconds` nanoseconds.
  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// No time at all.
  @inlinable
  public static var zero: TimeSpan { TimeSpan(nanoseconds: 0) }

  /// A span of whole microseconds; the longest span where that is too much.
  public static func microseconds(_ count: Int64) -> TimeSpan { scaled(count, by: 1000) }

  /// A span of whole milliseconds; the longest span where that is too much.
  public static func milliseconds(_ count: Int64) -> TimeSpan { scaled(count, by: 1_000_000) }

  /// A span of whole seconds; the longest span where that is too much.
  public static func seconds(_ count: Int64) -> TimeSpan { scaled(count, by: 1_000_000_000) }

  /// Whether one span is shorter than another.
  @inlinable
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  private static func scaled(_ count: Int64, by unit: Int64) -> TimeSpan {
    let product = count.multipliedReportingOverflow(by: unit)
    guard product.overflow else { return TimeSpan(nanoseconds: product.partialValue) }
    return TimeSpan(nanoseconds: count < 0 ? .min : .max)
  }
}
