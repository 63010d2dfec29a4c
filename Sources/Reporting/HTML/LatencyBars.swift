import Simulation

/// Response and service times in few buckets, four to a doubling, for a chart of bars.
struct LatencyBars {
  /// The longest duration of each bar, in nanoseconds; empty when nothing was sent.
  let ends: [UInt64]
  /// Slots per bar by response time.
  let response: [UInt64]
  /// Slots per bar by service time.
  let service: [UInt64]

  init(_ latency: LatencyMeasurement) {
    let response = Self.counts(latency.response)
    let service = Self.counts(latency.service)
    let filled = response.indices.filter { response[$0] + service[$0] > 0 }
    guard let first = filled.first, let last = filled.last else {
      (ends, self.response, self.service) = ([], [], [])
      return
    }
    ends = (first...last).map(Self.end)
    self.response = Array(response[first...last])
    self.service = Array(service[first...last])
  }

  private static let barCount = 4 * 43

  private static func counts(_ histogram: LatencyHistogram) -> [UInt64] {
    var counts = [UInt64](repeating: 0, count: barCount)
    for (bucket, count) in histogram.sparseCounts {
      counts[bar(of: LatencyHistogram.upperEnd(of: bucket))] += count
    }
    return counts
  }

  /// The bar of a duration: its power of two, and which quarter of the way to the next.
  private static func bar(of nanoseconds: UInt64) -> Int {
    let value = max(nanoseconds, 1)
    let magnitude = 63 - value.leadingZeroBitCount
    let quarter = Int(((value - (1 << UInt64(magnitude))) * 4) >> UInt64(magnitude))
    return min(4 * magnitude + quarter, barCount - 1)
  }

  /// The longest duration of a bar.
  private static func end(of bar: Int) -> UInt64 {
    let one: UInt64 = 1 << UInt64(bar / 4)
    return one + (one * UInt64(bar % 4 + 1) + 3) / 4 - 1
  }
}
