import Budgets
import Domain
import JSONText
import Simulation

/// What the charts of a run's report are drawn from, as JSON; `HTMLPage.script` reads it.
struct ChartData {
  let summary: RunSummary
  let timeline: DisplayedTimeline
  let budgets: BudgetRanking

  /// Compact JSON.
  var json: String {
    var json = JSONWriter(style: .compact)
    json.beginObject()
    writePhases(to: &json)
    writeTimeline(to: &json)
    writePercentiles(to: &json)
    writeHistogram(to: &json)
    writeBars(to: &json)
    json.endObject()
    return String(decoding: json.drain(), as: UTF8.self)
  }

  private func writePhases(to json: inout JSONWriter) {
    json.key("phases")
    json.beginArray()
    for phase in summary.report.measurement.phases {
      json.beginObject()
      json.member("name", phase.name)
      json.member("warm_up", phase.isWarmUp)
      json.key("start")
      json.seconds(phase.startNanoseconds)
      json.key("end")
      if let end = phase.endNanoseconds { json.seconds(end) } else { json.null() }
      json.endObject()
    }
    json.endArray()
  }

  private func writeTimeline(to json: inout JSONWriter) {
    json.key("timeline")
    json.beginObject()
    json.key("seconds")
    json.seconds(timeline.intervalNanoseconds)
    json.key("start")
    json.beginArray()
    for place in timeline.intervals.indices {
      json.seconds(Int64(place) * timeline.intervalNanoseconds)
    }
    json.endArray()
    json.key("rates")
    json.beginArray()
    for rate in timeline.rates {
      beginSeries(rate.name, rate.color, to: &json)
      json.key("values")
      json.beginArray()
      for count in rate.counts { json.integer(count) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.key("latencies")
    json.beginArray()
    for latency in timeline.latencies {
      beginSeries(latency.name, latency.color, to: &json)
      json.key("values")
      json.beginArray()
      for nanoseconds in latency.nanoseconds { json.microseconds(nanoseconds) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  /// The percentiles on an axis that counts nines: 1 / (1 - p), as HdrHistogram plots them.
  private func writePercentiles(to json: inout JSONWriter) {
    let latency = summary.report.latency
    json.key("percentiles")
    json.beginArray()
    for (time, color) in Self.times {
      let histogram = latency.histogram(time)
      guard histogram.count > 0 else { continue }
      json.percentiles(histogram, name: time.rawValue, color: color)
    }
    json.endArray()
  }

  private func writeHistogram(to json: inout JSONWriter) {
    let bars = LatencyBars(summary.report.latency)
    json.key("histogram")
    json.beginObject()
    json.key("labels")
    json.beginArray()
    for end in bars.ends { json.microseconds(end) }
    json.endArray()
    json.key("series")
    json.beginArray()
    for (name, color, counts) in [
      ("response", "c1", bars.response), ("service", "c4", bars.service),
    ] {
      beginSeries(name, color, to: &json)
      json.key("counts")
      json.beginArray()
      for count in counts { json.integer(count) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func writeBars(to json: inout JSONWriter) {
    let states = summary.slotStates.filter { $0.count > 0 }
    write(
      "states", title: "slots", labels: states.map(\.name), states.map { String($0.count) },
      colors: states.map(\.color), to: &json)
    let failures = summary.failures
    write(
      "failures", title: "slots", labels: failures.map(\.failure.name),
      failures.map { String($0.count) }, colors: failures.map { _ in "c3" }, to: &json)
    let assets = budgets.assets
    write(
      "assets", title: "% of the initial budget spent", labels: assets.map(\.name),
      assets.map(\.percent), to: &json)
    let accounts = budgets.accounts.prefix(BudgetRanking.barsMax)
    write(
      "accounts", title: "% of the initial budget spent",
      labels: accounts.map { "\($0.account) \($0.name)" }, accounts.map(\.percent), to: &json)
  }

  private func write(
    _ key: String, title: String, labels: [String], _ values: [String], colors: [String] = [],
    to json: inout JSONWriter
  ) {
    json.key(key)
    json.beginObject()
    json.member("title", title)
    json.key("labels")
    json.beginArray()
    for label in labels { json.string(label) }
    json.endArray()
    json.key("values")
    json.beginArray()
    for value in values { json.number(value) }
    json.endArray()
    json.key("colors")
    json.beginArray()
    for color in colors { json.string(color) }
    json.endArray()
    json.endObject()
  }

  private func beginSeries(_ name: String, _ color: String, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", name)
    json.member("color", color)
  }

  /// The three times with their colours.
  static let times: [(ThresholdLatency, String)] = [
    (.response, "c1"), (.service, "c4"), (.lag, "c2"),
  ]
}

extension JSONWriter {
  /// Writes the percentiles of one distribution as an object.
  mutating func percentiles(_ histogram: LatencyHistogram, name: String, color: String) {
    let steps = PercentilePlot.steps(count: histogram.count)
    let values = histogram.percentiles(steps.map(\.perMillion))
    beginObject()
    member("name", name)
    member("color", color)
    key("points")
    beginArray()
    for (step, nanoseconds) in zip(steps, values) {
      beginArray()
      number(RunSummary.fixed(step.inverse, 3))
      microseconds(nanoseconds)
      endArray()
    }
    endArray()
    endObject()
  }
}
