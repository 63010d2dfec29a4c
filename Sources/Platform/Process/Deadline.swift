/// A point in time until which something may take.
public struct Deadline {
  private let end: ContinuousClock.Instant

  /// Ends `timeout` from now.
  public init(after timeout: Duration) { end = ContinuousClock.now + timeout }

  /// Whether it is over.
  public var hasPassed: Bool { ContinuousClock.now >= end }

  /// Milliseconds left for a poll, at least 0 and at most `limit`.
  public func milliseconds(atMost limit: Int32) -> Int32 {
    let left = (end - ContinuousClock.now) / .milliseconds(1)
    return Int32(min(max(left, 0), Double(limit)))
  }
}
