import Simulation

/// A timeline with so few intervals that a chart can show them: neighbours are merged.
struct DisplayedTimeline {
  /// The most intervals that are shown.
  static let intervalsMax = 600

  let intervals: [TimelineInterval]
  let intervalNanoseconds: Int64

  init(_ timeline: Timeline) {
    let all = timeline.intervals
    let group = max(1, (all.count + Self.intervalsMax - 1) / Self.intervalsMax)
    intervalNanoseconds = timeline.intervalNanoseconds * Int64(group)
    intervals = stride(from: 0, to: all.count, by: group).map { start in
      var merged = all[start]
      for interval in all[start..<min(start + group, all.count)].dropFirst() {
        merged.merge(interval)
      }
      return merged
    }
  }

  /// What is counted per interval; what never happened is left out.
  var rates: [(name: String, color: String, counts: [UInt64])] {
    let all: [(String, String, (SlotCounts) -> UInt64)] = [
      ("offered", "c6", \.offered), ("completed", "c1", \.completed), ("failed", "c3", \.failed),
      ("skipped", "c5", \.skipped), ("dropped", "c5", \.dropped), ("unknown", "c2", \.unknown),
      ("retries", "c2", \.retries),
    ]
    return all.compactMap { name, color, count in
      let counts = intervals.map { count($0.counts) }
      return name == "completed" || counts.contains { $0 > 0 } ? (name, color, counts) : nil
    }
  }

  /// Response times per interval.
  var latencies: [(name: String, color: String, nanoseconds: [UInt64])] {
    let all: [(String, String, (CoarseHistogram) -> UInt64)] = [
      ("response p50", "c4", { $0.percentile(perMillion: 500_000) }),
      ("response p99", "c1", { $0.percentile(perMillion: 990_000) }),
      ("response max", "c3", \.nanosecondsMax),
    ]
    return all.map { name, color, value in (name, color, intervals.map { value($0.response) }) }
  }
}
