internal import Platform

extension JournalReader {
  /// The ordinal of the first outcome of `slot`, by binary search on the frontier; nil when the
  /// slot has none.
  ///
  /// For journals whose main pass finishes slots in order, so that the outcome of slot *s* raises
  /// the frontier to *s* + 1. The first outcome whose frontier is beyond *s* is then that of *s* or
  /// there is none: amendments and transfers carry the frontier at which they were written, after the
  /// outcome that raised it. A fill tells its place in its group, so that the outcome before it is
  /// found in one step. Reads O(log n) records.
  public func findSlot(_ slot: UInt64) throws(JournalError) -> UInt64? {
    guard let place = try findFrontier(beyond: slot),
      case .outcome(let found) = try read(recordAt: place), found.slot == slot
    else { return nil }
    return place
  }

  /// The ordinal of the first outcome whose frontier is beyond `slot`, by binary search: in the journal
  /// of a lane that is the first outcome of the first of its slots from `slot` on. Nil when there is none.
  public func findFrontier(beyond slot: UInt64) throws(JournalError) -> UInt64? {
    // Outcomes before `low` have a frontier up to the slot; the one at `high`, if any, is beyond.
    var low: UInt64 = 0
    var high = recordCount
    while low < high {
      let middle = low + (high - low) / 2
      if let outcome = try outcome(upTo: middle), outcome.frontier > slot {
        high = outcome.ordinal
      } else {
        low = middle + 1
      }
    }
    return high < recordCount ? high : nil
  }

  /// The last outcome at or before `ordinal`; nil when only fills stand there.
  private func outcome(
    upTo ordinal: UInt64
  ) throws(JournalError) -> (ordinal: UInt64, frontier: UInt64)? {
    var place = ordinal
    if case .fill(_, let index) = try read(recordAt: place) {
      guard place > UInt64(index) else { return nil }
      place -= UInt64(index) + 1
    }
    switch try read(recordAt: place) {
    case .outcome(let outcome): return (place, outcome.frontier)
    case .transfer(let transfer): return (place, transfer.frontier)
    case .fill: throw damage(place, .withinGroup)
    }
  }
}
