/// What happened in one interval of a run.
public struct TimelineInterval: Equatable, Sendable {
  /// What happened to slots: those offered by their planned time, all others by the time they ended.
  public var counts = SlotCounts()
  /// Response times of the slots that ended in it.
  public var response = CoarseHistogram()
  /// Service times of the slots that ended in it.
  public var service = CoarseHistogram()

  /// An interval in which nothing happened.
  public init() {}

  /// Adds what happened at the same time elsewhere, or right after.
  public mutating func merge(_ other: TimelineInterval) {
    counts.merge(other.counts)
    response.merge(other.response)
    service.merge(other.service)
  }
}

/// A run second by second, in bounded memory.
///
/// Interval *i* covers `i * intervalNanoseconds ..< (i + 1) * intervalNanoseconds` of the run's time. It
/// begins with one second; whenever more than `intervalsMax` would be needed, neighbours are merged
/// and an interval covers twice the time. The interval in progress counts densely, so that one slot
/// costs a few additions and no allocation.
public struct Timeline: Sendable {
  /// Intervals that have ended, oldest first.
  private var ended: [TimelineInterval] = []
  /// How long an interval is.
  public private(set) var intervalNanoseconds: Int64 = 1_000_000_000
  /// The number of the interval in progress, and when it ends.
  private var current = 0
  private var currentEnd: Int64 = 1_000_000_000
  private var counts = SlotCounts()
  private var response = DenseCounts()
  private var service = DenseCounts()

  /// The most intervals that are kept: an hour of seconds.
  public static let intervalsMax = 3600

  /// An empty timeline.
  public init() {}

  /// All intervals up to the last in which anything happened, oldest first.
  public var intervals: [TimelineInterval] {
    var all = ended
    if counts != SlotCounts() { extend(&all, through: current, adding: inProgress) }
    return all
  }

  /// What happened in one interval; nil for one in which nothing happened, or that is not over when
  /// nothing has happened in it. O(1), unlike `intervals`.
  public func interval(at place: Int) -> TimelineInterval? {
    guard place >= 0 else { return nil }
    let known = place < ended.count ? ended[place] : nil
    guard place == current, counts != SlotCounts() else { return known }
    var merged = known ?? TimelineInterval()
    merged.merge(inProgress)
    return merged
  }

  /// Restores a saved timeline; nil when its length is impossible.
  public init?(intervals: [TimelineInterval], intervalNanoseconds: Int64) {
    guard intervals.count <= Self.intervalsMax, intervalNanoseconds >= 1_000_000_000 else {
      return nil
    }
    ended = intervals
    self.intervalNanoseconds = intervalNanoseconds
    current = intervals.count
    setEnd()
  }

  /// Counts what happened at a moment of the run. O(1), but for the end of an interval.
  @inline(__always)
  mutating func add(at nanoseconds: Int64, _ change: (inout SlotCounts) -> Void) {
    if nanoseconds >= currentEnd { move(to: nanoseconds) }
    change(&counts)
  }

  /// Counts the durations of a slot that ended in the interval in progress, which the last `add`
  /// chose.
  @inline(__always)
  mutating func record(response: Int64, service: Int64) {
    self.response.record(response)
    self.service.record(service)
  }

  /// Adds what another lane did in the same run.
  public mutating func merge(_ other: Timeline) {
    var mine = self
    var theirs = other
    mine.close()
    theirs.close()
    while mine.intervalNanoseconds < theirs.intervalNanoseconds { mine.halve() }
    while theirs.intervalNanoseconds < mine.intervalNanoseconds { theirs.halve() }
    for (place, interval) in theirs.ended.enumerated() {
      if place < mine.ended.count {
        mine.ended[place].merge(interval)
      } else {
        mine.ended.append(interval)
      }
    }
    mine.current = mine.ended.count
    mine.setEnd()
    self = mine
  }

  private var inProgress: TimelineInterval {
    var interval = TimelineInterval()
    interval.counts = counts
    interval.response = response.histogram
    interval.service = service.histogram
    return interval
  }

  @inline(never)
  private mutating func move(to nanoseconds: Int64) {
    close()
    while nanoseconds / intervalNanoseconds >= Int64(Self.intervalsMax) { halve() }
    current = Int(nanoseconds / intervalNanoseconds)
    setEnd()
  }

  private mutating func setEnd() { currentEnd = Int64(current + 1) * intervalNanoseconds }

  /// Ends the interval in progress.
  private mutating func close() {
    if counts != SlotCounts() { extend(&ended, through: current, adding: inProgress) }
    counts = SlotCounts()
    response = DenseCounts()
    service = DenseCounts()
    current = max(current, ended.count)
  }

  private func extend(
    _ intervals: inout [TimelineInterval], through place: Int, adding interval: TimelineInterval
  ) {
    while intervals.count <= place { intervals.append(TimelineInterval()) }
    intervals[place].merge(interval)
  }

  /// Merges neighbours, so that an interval covers twice the time.
  private mutating func halve() {
    var merged: [TimelineInterval] = []
    for place in stride(from: 0, to: ended.count, by: 2) {
      var interval = ended[place]
      if place + 1 < ended.count { interval.merge(ended[place + 1]) }
      merged.append(interval)
    }
    ended = merged
    intervalNanoseconds *= 2
    current = ended.count
  }
}

extension Timeline: Equatable {
  /// Whether both tell the same.
  public static func == (left: Timeline, right: Timeline) -> Bool {
    left.intervalNanoseconds == right.intervalNanoseconds && left.intervals == right.intervals
  }
}

/// Dense counts of the interval in progress.
private struct DenseCounts: Sendable {
  var counts = ContiguousArray<UInt32>(repeating: 0, count: CoarseHistogram.bucketCount)
  var nanosecondsMax: UInt64 = 0

  @inline(__always)
  mutating func record(_ nanoseconds: Int64) {
    let value = UInt64(max(nanoseconds, 0))
    counts[CoarseHistogram.bucket(of: value)] &+= 1
    if value > nanosecondsMax { nanosecondsMax = value }
  }

  var histogram: CoarseHistogram {
    CoarseHistogram(dense: counts, nanosecondsMax: nanosecondsMax)
  }
}
