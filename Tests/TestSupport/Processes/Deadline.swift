/// A point in time until which something may take.
struct Deadline {
  private let end: ContinuousClock.Instant

  init(after timeout: Duration) { end = ContinuousClock.now + timeout }

  var hasPassed: Bool { ContinuousClock.now >= end }

  /// Milliseconds left for a poll, at least 0 and at most `limit`.
  func milliseconds(atMost limit: Int32) -> Int32 {
    let left = (end - ContinuousClock.now) / .milliseconds(1)
    return Int32(min(max(left, 0), Double(limit)))
  }
}
