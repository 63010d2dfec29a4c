import Domain

/// What a slot that ended adds to the measurement. Times are nanoseconds of the run.
struct SlotSample {
  let market: MarketIndex
  let action: SlotAction
  /// When it was due.
  let plannedAt: Int64
  /// When it was first sent.
  let firstSentAt: Int64
  /// Whether that is known.
  let hasFirstSent: Bool
  /// When it was last sent.
  let lastSentAt: Int64
  /// When its fate was known.
  let doneAt: Int64
  let state: SlotState
  /// The state that an earlier pass had left it in; nil when this is its first end.
  let replaced: SlotState?
  /// Whether it counts as offered with its end; in the open model it was offered when it was due.
  let isOffered: Bool
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
    if isOffered { counts.offered += 1 }
    if attempts > 0 && replaced == nil { counts.sent += 1 }
    counts.attempts += attempts
    counts.retries += retries
    counts.matches += matches
  }

  /// Takes back what the slot counted for before a later pass took it up again.
  @inline(__always)
  func takeBack(from counts: inout SlotCounts) {
    switch replaced {
    case .failed: counts.failed -= min(counts.failed, 1)
    case .unknown: counts.unknown -= min(counts.unknown, 1)
    case .pending, .inProgress, .completed, .skipped, nil: break
    }
  }
}
