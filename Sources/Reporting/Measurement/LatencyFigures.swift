public import Simulation

extension LatencyHistogram {
  /// p50, p90, p99, p99.9 and the maximum, in nanoseconds, by their keys in JSON.
  public var standardPercentiles: [(key: String, nanoseconds: UInt64)] {
    figures.filter { $0.key != "p95" && $0.key != "p9999" }
  }

  /// p50, p90, p95, p99, p99.9, p99.99 and the maximum, in nanoseconds, by their keys in JSON.
  public var figures: [(key: String, nanoseconds: UInt64)] {
    let found = percentiles([500_000, 900_000, 950_000, 990_000, 999_000, 999_900])
    return Array(zip(["p50", "p90", "p95", "p99", "p999", "p9999"], found))
      + [("max", nanosecondsMax)]
  }
}

extension CoarseHistogram {
  /// p50, p90, p99 and the maximum, in nanoseconds, by their keys in JSON.
  public var shortFigures: [(key: String, nanoseconds: UInt64)] {
    [
      ("p50", percentile(perMillion: 500_000)), ("p90", percentile(perMillion: 900_000)),
      ("p99", percentile(perMillion: 990_000)), ("max", nanosecondsMax),
    ]
  }
}
