/// Counts of durations in buckets of one sixteenth of an octave, for one interval of a timeline.
///
/// A bucket spans at most 1/16 of its value, so a percentile is within 6.25 %. Only filled buckets are
/// kept, so an interval whose durations lie within a few octaves takes some hundred bytes. Merging
/// adds counts; it is associative and commutative.
public struct CoarseHistogram: Equatable, Sendable {
  /// Filled buckets, lowest first.
  public private(set) var buckets: [Bucket]
  /// The longest duration, exactly, in nanoseconds.
  public private(set) var nanosecondsMax: UInt64

  /// How many durations fell into one bucket.
  public struct Bucket: Hashable, Sendable {
    /// The bucket's number, less than `CoarseHistogram.bucketCount`.
    public var index: UInt16
    /// Durations in it.
    public var count: UInt64

    /// Makes a bucket of its parts.
    public init(index: UInt16, count: UInt64) {
      self.index = index
      self.count = count
    }
  }

  /// Number of buckets: below 1024 ns all is one, then 16 in each of 32 octaves.
  public static let bucketCount = 1 + 32 * 16

  /// An empty histogram.
  public init() {
    buckets = []
    nanosecondsMax = 0
  }

  /// Restores a saved histogram; nil when buckets are unknown or not in ascending order.
  public init?(buckets: [Bucket], nanosecondsMax: UInt64) {
    var last = -1
    for bucket in buckets {
      guard Int(bucket.index) > last, Int(bucket.index) < Self.bucketCount, bucket.count > 0
      else { return nil }
      last = Int(bucket.index)
    }
    self.buckets = buckets
    self.nanosecondsMax = nanosecondsMax
  }

  /// Keeps the filled buckets of dense counts.
  init(dense counts: ContiguousArray<UInt32>, nanosecondsMax: UInt64) {
    buckets = counts.enumerated().compactMap { index, count in
      count > 0 ? Bucket(index: UInt16(index), count: UInt64(count)) : nil
    }
    self.nanosecondsMax = nanosecondsMax
  }

  /// Number of durations.
  public var count: UInt64 { buckets.reduce(0) { $0 + $1.count } }

  /// Adds all of another histogram's counts. O(filled buckets).
  public mutating func merge(_ other: CoarseHistogram) {
    nanosecondsMax = max(nanosecondsMax, other.nanosecondsMax)
    guard !other.buckets.isEmpty else { return }
    var merged: [Bucket] = []
    merged.reserveCapacity(buckets.count + other.buckets.count)
    var (left, right) = (0, 0)
    while left < buckets.count || right < other.buckets.count {
      let mine = left < buckets.count ? buckets[left].index : .max
      let theirs = right < other.buckets.count ? other.buckets[right].index : .max
      var count: UInt64 = 0
      if mine <= theirs { count += buckets[left].count }
      if theirs <= mine { count += other.buckets[right].count }
      merged.append(Bucket(index: min(mine, theirs), count: count))
      if mine <= theirs { left += 1 }
      if theirs <= mine { right += 1 }
    }
    buckets = merged
  }

  /// The duration that `perMillion` millionths of all durations do not exceed, in nanoseconds: the
  /// upper end of its bucket, never above the maximum. 0 when empty.
  public func percentile(perMillion: UInt64) -> UInt64 {
    let total = count
    guard total > 0 else { return 0 }
    let exact = (UInt128(total) * UInt128(perMillion) + 999_999) / 1_000_000
    let rank = max(1, UInt64(exact))
    var seen: UInt64 = 0
    for bucket in buckets {
      seen += bucket.count
      if seen >= rank { return min(Self.upperEnd(of: Int(bucket.index)), nanosecondsMax) }
    }
    return nanosecondsMax
  }

  /// The bucket of a duration in nanoseconds; the last one holds all that is longer.
  @inline(__always)
  static func bucket(of nanoseconds: UInt64) -> Int {
    guard nanoseconds >= 1024 else { return 0 }
    let magnitude = 63 - nanoseconds.leadingZeroBitCount
    guard magnitude < 42 else { return bucketCount - 1 }
    let sixteenth = Int(truncatingIfNeeded: nanoseconds >> UInt64(magnitude - 4)) & 15
    return 1 + (magnitude - 10) << 4 + sixteenth
  }

  /// The longest duration of a bucket, in nanoseconds.
  static func upperEnd(of bucket: Int) -> UInt64 {
    guard bucket > 0 else { return 1023 }
    let magnitude = UInt64((bucket - 1) >> 4 + 10)
    let sixteenth = UInt64((bucket - 1) & 15)
    return (16 + sixteenth + 1) << (magnitude - 4) - 1
  }
}
