import Domain
import Simulation

extension HTMLReport {
  /// Rate and latency over time, percentiles and the distribution.
  func charts(_ timeline: DisplayedTimeline) -> String {
    let charts = [
      HTMLText.chart(
        "Rate over time", id: "rate",
        note: "Slots per second by how they ended; offered by when they were due.",
        table: rateTable(timeline), hasCharts: hasCharts),
      HTMLText.chart(
        "Latency over time", id: "latency",
        note: "Response times, from the planned send time to the final answer.",
        table: latencyTable(timeline), hasCharts: hasCharts),
      HTMLText.chart(
        "Percentiles", id: "percentiles",
        note: "Response counts from the planned send time, service from the last send, lag is how "
          + "late the first send was. Warm-up left out.",
        table: percentileTable, hasCharts: hasCharts),
      HTMLText.chart(
        "Distribution", id: "histogram", note: "Slots by time, warm-up left out.",
        table: barTable, hasCharts: hasCharts),
    ]
    return HTMLText.section(
      "Rate and latency", id: "charts",
      "<div class=\"charts\">\(charts.joined(separator: "\n"))</div>")
  }

  private func rateTable(_ timeline: DisplayedTimeline) -> String {
    let rates = timeline.rates
    let rows = timeline.intervals.indices.map { place -> [HTMLText.Cell] in
      [.init(number: start(of: place, in: timeline))]
        + rates.map { .init(number: Shown.count($0.counts[place])) }
    }
    let seconds = timeline.intervalNanoseconds / 1_000_000_000
    return HTMLText.table(
      ["From second"] + rates.map(\.name), rows, caption: "Slots per \(seconds) s")
  }

  private func latencyTable(_ timeline: DisplayedTimeline) -> String {
    let latencies = timeline.latencies
    let rows = timeline.intervals.indices.map { place -> [HTMLText.Cell] in
      [.init(number: start(of: place, in: timeline))]
        + latencies.map { .init(number: Shown.duration($0.nanoseconds[place])) }
    }
    return HTMLText.table(["From second"] + latencies.map(\.name), rows)
  }

  private func start(of place: Int, in timeline: DisplayedTimeline) -> String {
    String(Int64(place) * timeline.intervalNanoseconds / 1_000_000_000)
  }

  private var percentileTable: String {
    let latency = summary.report.latency
    var rows: [[HTMLText.Cell]] = [
      ("p50", 500_000), ("p75", 750_000), ("p90", 900_000), ("p95", 950_000), ("p99", 990_000),
      ("p99.9", 999_000), ("p99.99", 999_900),
    ].map { name, perMillion in
      [.init(name)]
        + ThresholdLatency.allCases.map {
          .init(
            number: Shown.duration(
              latency.histogram($0).percentile(perMillion: UInt64(perMillion))))
        }
    }
    for (name, value) in [
      ("max", \.nanosecondsMax), ("mean", \.nanosecondsMean),
    ] as [(String, KeyPath<LatencyHistogram, UInt64> & Sendable)] {
      rows.append(
        [.init(name)]
          + ThresholdLatency.allCases.map {
            .init(number: Shown.duration(latency.histogram($0)[keyPath: value]))
          })
    }
    rows.append(
      [.init("slots")]
        + ThresholdLatency.allCases.map {
          .init(number: Shown.count(latency.histogram($0).count))
        })
    return HTMLText.table(["", "Response", "Service", "Lag"], rows)
  }

  private var barTable: String {
    let bars = LatencyBars(summary.report.latency)
    let rows = bars.ends.indices.map { place -> [HTMLText.Cell] in
      [
        .init(number: Shown.duration(bars.ends[place])),
        .init(number: Shown.count(bars.response[place])),
        .init(number: Shown.count(bars.service[place])),
      ]
    }
    return HTMLText.table(["Up to", "Response", "Service"], rows)
  }
}
