/// Counts of durations in a fixed-size log-linear histogram (the layout of HdrHistogram: three
/// significant digits, Gil Tene).
///
/// Durations are whole nanoseconds, 0 ... about 1.2 hours; longer ones count in the last bucket, the
/// exact maximum is kept beside. A bucket spans at most 1/1024 of its value, so percentiles are
/// within 0.1 %. Histograms merge by adding counts. Up to 33 x 1024 counters, as many as the longest
/// duration needs: 8 KiB below a microsecond, 88 KiB below a millisecond, 264 KiB at most.
public struct LatencyHistogram: Equatable, Sendable {
  /// How many durations each bucket holds, up to that of the longest, in whole thousands of buckets.
  public private(set) var counts: ContiguousArray<UInt64>
  /// Number of durations.
  public private(set) var count: UInt64 = 0
  /// The longest duration, exactly, in nanoseconds.
  public private(set) var nanosecondsMax: UInt64 = 0

  private static let linearBits = 11
  private static let valueBits = 42
  /// Number of buckets.
  public static let bucketCount = (valueBits - linearBits) * 1024 + 2048

  /// An empty histogram.
  public init() { counts = [] }

  /// Counts one duration; a negative one counts as 0. O(1), but for one that is longer than all before.
  @inline(__always)
  public mutating func record(nanoseconds: Int64) {
    let value = UInt64(max(nanoseconds, 0))
    let bucket = Self.bucket(of: value)
    if bucket >= counts.count { makeBuckets(through: bucket) }
    counts[bucket] &+= 1
    count &+= 1
    if value > nanosecondsMax { nanosecondsMax = value }
  }

  /// Buckets are made when a duration needs them: most cells of a measurement stay empty.
  @inline(never)
  private mutating func makeBuckets(through bucket: Int) {
    let wanted = (bucket / 1024 + 1) * 1024
    guard wanted > counts.count else { return }
    counts.reserveCapacity(wanted)
    counts.append(contentsOf: repeatElement(0, count: wanted - counts.count))
  }

  /// Adds all of another histogram's counts.
  public mutating func merge(_ other: LatencyHistogram) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    makeBuckets(through: other.counts.count - 1)
    for bucket in other.counts.indices { counts[bucket] += other.counts[bucket] }
    count += other.count
    nanosecondsMax = max(nanosecondsMax, other.nanosecondsMax)
  }

  /// The duration that `perMillion` millionths of all durations do not exceed, in nanoseconds: the
  /// upper end of its bucket, never above the maximum. 0 when empty.
  public func percentile(perMillion: UInt64) -> UInt64 { percentiles([perMillion])[0] }

  /// Several percentiles, which must ascend, for the price of one.
  public func percentiles(_ perMillion: [UInt64]) -> [UInt64] {
    var found: [UInt64] = []
    found.reserveCapacity(perMillion.count)
    guard count > 0 else { return perMillion.map { _ in 0 } }
    let ranks = perMillion.map { rank(of: $0) }
    var seen: UInt64 = 0
    for (bucket, number) in counts.enumerated() where number > 0 {
      seen += number
      // The last bucket has no end of its own.
      let isLast = bucket == Self.bucketCount - 1
      let end = isLast ? nanosecondsMax : min(Self.upperEnd(of: bucket), nanosecondsMax)
      while found.count < ranks.count, ranks[found.count] <= seen { found.append(end) }
      if found.count == ranks.count { return found }
    }
    preconditionFailure("percentiles do not ascend, or exceed all")
  }

  private func rank(of perMillion: UInt64) -> UInt64 {
    let (high, low) = count.multipliedFullWidth(by: perMillion)
    let exact = (UInt128(high) << 64 | UInt128(low)) + 999_999
    return min(count, max(1, UInt64(exact / 1_000_000)))
  }

  /// The mean, each duration taken for the middle of its bucket, in nanoseconds: within 0.05 %.
  /// 0 when empty.
  public var nanosecondsMean: UInt64 {
    guard count > 0 else { return 0 }
    var sum: UInt128 = 0
    for (bucket, number) in counts.enumerated() where number > 0 {
      let end = min(Self.upperEnd(of: bucket), nanosecondsMax)
      let start = bucket == 0 ? 0 : Self.upperEnd(of: bucket - 1) + 1
      sum += (UInt128(start) + UInt128(end)) / 2 * UInt128(number)
    }
    return UInt64(sum / UInt128(count))
  }

  /// Filled buckets as pairs of bucket and count, for saving.
  public var sparseCounts: [(bucket: Int, count: UInt64)] {
    var filled: [(bucket: Int, count: UInt64)] = []
    // Most buckets are empty: looking at eight at once tells faster where something is.
    for start in stride(from: 0, to: counts.count, by: 8) {
      var any: UInt64 = 0
      for bucket in start..<start + 8 { any |= counts[bucket] }
      guard any != 0 else { continue }
      for bucket in start..<start + 8 where counts[bucket] > 0 {
        filled.append((bucket, counts[bucket]))
      }
    }
    return filled
  }

  /// Restores a saved histogram; nil when a bucket does not exist or is given twice, or the counts
  /// do not add up within 64 bits.
  public init?(sparseCounts: [(bucket: Int, count: UInt64)], nanosecondsMax: UInt64) {
    self.init()
    for (bucket, number) in sparseCounts {
      let (sum, overflow) = count.addingReportingOverflow(number)
      guard bucket >= 0, bucket < Self.bucketCount, !overflow else { return nil }
      makeBuckets(through: bucket)
      guard counts[bucket] == 0 else { return nil }
      counts[bucket] = number
      count = sum
    }
    self.nanosecondsMax = nanosecondsMax
  }

  @inline(__always)
  private static func bucket(of value: UInt64) -> Int {
    let capped = min(value, 1 << UInt64(valueBits) - 1)
    let magnitude = 63 - (capped | 2047).leadingZeroBitCount
    let shift = magnitude - 10
    guard shift > 0 else { return Int(capped) }
    return (shift - 1) << 10 + Int(capped >> UInt64(shift)) + 1024
  }

  /// The longest duration of a bucket, in nanoseconds.
  public static func upperEnd(of bucket: Int) -> UInt64 {
    guard bucket >= 2048 else { return UInt64(bucket) }
    let shift = UInt64((bucket - 2048) / 1024 + 1)
    let position = UInt64((bucket - 2048) % 1024 + 1024)
    return (position + 1) << shift - 1
  }
}
