import Domain
import Testing

@testable import Simulation

@Suite("Measurement: histogram") struct LatencyHistogramTests {
  /// Durations of all magnitudes up to 2^42 ns.
  private func samples(_ count: Int, seed: UInt64) -> [Int64] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      Int64(random.next() >> (22 + random.next(below: UInt64(42))))
    }
  }

  @Test("a bucket is at most 1/1024 of its value wide", arguments: 0..<10 as Range<UInt64>)
  func precision(seed: UInt64) {
    for sample in samples(2000, seed: seed) + [0, 1, 1023, 1024, 2047, 2048, 2049, 1 << 42 - 1] {
      var histogram = LatencyHistogram()
      histogram.record(nanoseconds: sample)
      histogram.record(nanoseconds: .max)
      // The lower of two samples: the end of its bucket, unspoilt by the exact maximum.
      let shown = Int64(clamping: histogram.percentile(perMillion: 500_000))
      guard sample < 1 << 42 - 1 << 31 else { continue }
      #expect(shown >= sample && (shown - sample) * 1024 <= sample, "\(sample), seed \(seed)")
    }
  }

  @Test("percentiles are those of the sorted samples", arguments: 0..<20 as Range<UInt64>)
  func percentiles(seed: UInt64) {
    let samples = samples(1 + Int(seed) * 97, seed: seed)
    var histogram = LatencyHistogram()
    for sample in samples { histogram.record(nanoseconds: sample) }
    let sorted = samples.sorted()
    for perMillion in [0, 1, 500_000, 900_000, 990_000, 999_000, 999_999, 1_000_000] {
      let rank = max(1, (sorted.count * perMillion + 999_999) / 1_000_000)
      let exact = sorted[rank - 1]
      let shown = Int64(histogram.percentile(perMillion: UInt64(perMillion)))
      #expect(shown >= exact, "\(perMillion), seed \(seed)")
      #expect((shown - exact) * 1024 <= exact, "\(perMillion), seed \(seed)")
      #expect(shown <= sorted[sorted.count - 1], "\(perMillion), seed \(seed)")
    }
    #expect(histogram.count == UInt64(samples.count))
    #expect(histogram.nanosecondsMax == UInt64(sorted[sorted.count - 1]))
  }

  @Test("merging is recording everything, in any order", arguments: 0..<10 as Range<UInt64>)
  func merging(seed: UInt64) {
    var parts = [LatencyHistogram](repeating: LatencyHistogram(), count: 3)
    var whole = LatencyHistogram()
    for (place, sample) in samples(900, seed: seed).enumerated() {
      parts[place % 3].record(nanoseconds: sample)
      whole.record(nanoseconds: sample)
    }
    var left = parts[0]
    left.merge(parts[1])
    left.merge(parts[2])
    var right = parts[2]
    right.merge(parts[1])
    var outer = parts[0]
    outer.merge(right)
    #expect(left == whole && outer == whole, "seed \(seed)")
    left.merge(LatencyHistogram())
    #expect(left == whole, "seed \(seed)")
  }

  @Test("the filled buckets restore a histogram", arguments: 0..<10 as Range<UInt64>)
  func sparse(seed: UInt64) {
    var histogram = LatencyHistogram()
    for sample in samples(500, seed: seed) { histogram.record(nanoseconds: sample) }
    let restored = LatencyHistogram(
      sparseCounts: histogram.sparseCounts, nanosecondsMax: histogram.nanosecondsMax)
    #expect(restored == histogram, "seed \(seed)")
  }

  @Test("buckets that do not exist are refused")
  func damagedBuckets() {
    for bucket in [-1, LatencyHistogram.bucketCount, Int.max] {
      let histogram = LatencyHistogram(sparseCounts: [(bucket, 1)], nanosecondsMax: 1)
      #expect(histogram == nil)
    }
    let twice = LatencyHistogram(sparseCounts: [(1, 1), (1, 1)], nanosecondsMax: 1)
    #expect(twice == nil)
    let tooMany = LatencyHistogram(
      sparseCounts: [(1, UInt64.max), (2, UInt64.max)], nanosecondsMax: 1)
    #expect(tooMany == nil)
  }

  @Test("nothing, negative and very long durations")
  func limits() {
    var histogram = LatencyHistogram()
    #expect(histogram.percentile(perMillion: 990_000) == 0)
    histogram.record(nanoseconds: -5)
    #expect(histogram.percentile(perMillion: 990_000) == 0 && histogram.count == 1)
    let hours: Int64 = 7_200_000_000_000
    for _ in 0..<99 { histogram.record(nanoseconds: hours) }
    #expect(histogram.percentile(perMillion: 990_000) == UInt64(hours))
    #expect(histogram.nanosecondsMax == UInt64(hours))
  }
}
