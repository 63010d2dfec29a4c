/// A moment on the clock of one run: it never goes back, and its zero means nothing by itself.
public struct Instant: Hashable, Comparable, Sendable {
  /// Nanoseconds since the clock's zero.
  public var nanoseconds: Int64

  /// The moment `nanoseconds` after the clock's zero.
  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// A moment that never comes.
  @inlinable
  public static var distantFuture: Instant { Instant(nanoseconds: .max) }

  /// Whether one moment is before another.
  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The moment a span later; `distantFuture` where the sum is beyond the clock.
  @inlinable
  public static func + (start: Instant, span: TimeSpan) -> Instant {
    let sum = start.nanoseconds.addingReportingOverflow(span.nanoseconds)
    guard sum.overflow else { return Instant(nanoseconds: sum.partialValue) }
    return Instant(nanoseconds: span.nanoseconds < 0 ? .min : .max)
  }

  /// The time from `start` to `end`; the longest span where the difference is beyond it.
  @inlinable
  public static func - (end: Instant, start: Instant) -> TimeSpan {
    let difference = end.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
    guard difference.overflow else { return TimeSpan(nanoseconds: difference.partialValue) }
    return TimeSpan(nanoseconds: start.nanoseconds < 0 ? .max : .min)
  }
}
