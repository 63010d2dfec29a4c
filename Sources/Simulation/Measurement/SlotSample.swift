import Domain

/// What a slot that ended adds to the measurement. Times are nanoseconds of the run.
struct SlotSample {
  let market: MarketIndex
  let action: SlotAction
  /// When it was due.
  let plannedAt: Int64
  /// When it was first sent; nil when that is not known any more.
  let firstSentAt: Int64?
  /// When it was last sent.
  let lastSentAt: Int64
  /// When its fate was known.
  let doneAt: Int64
  let state: SlotState
  let isDropped: Bool
  let attempts: UInt64
  let retries: UInt64
  let matches: UInt64

  @inline(__always)
  func count(into counts: inout SlotCounts) {
    switch state {
    case .completed: counts.completed += 1
    case .failed: counts.failed += 1
    case .skipped where isDropped: counts.dropped += 1
    case .skipped: counts.skipped += 1
    case .unknown: counts.unknown += 1
    case .pending, .inProgress: break
    }
    if attempts > 0 { counts.sent += 1 }
    counts.attempts += attempts
    counts.retries += retries
    counts.matches += matches
  }
}
