import Budgets
import Domain
import JSONText
import Reporting
import Simulation

/// How far a run is, in lines for logs, for a person who asks, and for programs.
struct PlainProgress {
  let progress: RunProgress
  let plan: Plan

  /// The schema that a line of JSON names.
  static let schema = "simulator.progress/1"

  /// One line.
  var line: String {
    let counts = progress.statistics
    let figures = LiveFigures(progress)
    let extent = RunExtent(progress, plan)
    let slots =
      plan.configuration.load.isContinuous
      ? extent.slots
      : "\(Shown.count(progress.finished)) of \(Shown.count(progress.slotCount)) slots"
    var parts = [
      slots, "\(Shown.count(progress.averageRate))/s", "\(Shown.count(counts.matches)) matches",
    ]
    if !figures.recent.buckets.isEmpty {
      parts.append(
        "p50 \(Shown.duration(figures.recent.percentile(perMillion: 500_000))), "
          + "p99 \(Shown.duration(figures.recent.percentile(perMillion: 990_000))) now")
    }
    if figures.waiting > 0 { parts.append("\(Shown.count(figures.waiting)) waiting") }
    let dropped = min(counts.skipped, counts.dropped)
    for (count, name) in [
      (counts.retries, "retries"), (counts.failed, "failed"),
      (counts.skipped - dropped, "skipped"), (dropped, "dropped"), (counts.unknown, "unknown"),
    ] where count > 0 {
      parts.append("\(Shown.count(count)) \(name)")
    }
    return "\(Self.seconds(progress.nanosecondsHere)) s: " + parts.joined(separator: ", ")
  }

  /// Several lines: what the summary would say now.
  func summary(budgets: BudgetSummary?) -> [String] {
    let latency = progress.measurement.latency
    var lines = [line]
    for (name, histogram) in [
      ("Response", latency.response), ("Service", latency.service), ("Lag", latency.lag),
    ] {
      lines.append("  " + SummaryText.latencyLine(name, histogram))
    }
    let subject = ThresholdSubject(
      measurement: progress.measurement, statistics: progress.statistics,
      elapsedNanoseconds: progress.elapsedNanoseconds)
    for threshold in plan.configuration.thresholds {
      let result = subject.judge(threshold)
      lines.append(
        "  Threshold  \(threshold.text): \(result.verdict.rawValue), \(result.measuredText)")
    }
    for entry in budgets?.assets ?? [] where entry.totals.initial > .zero {
      let used = ExactDecimal(
        significand: entry.totals.utilizationPartsPerMillion / 100, scale: 2)
      lines.append("  Budgets    \(plan.assets[entry.asset.position].id) \(used) % used")
    }
    return lines
  }

  /// One line of JSON.
  func json(runID: String) -> String {
    let figures = LiveFigures(progress)
    let counts = progress.statistics
    var json = JSONWriter(style: .compact)
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("run_id", runID)
    json.key("elapsed_seconds")
    json.number(Self.seconds(progress.elapsedNanoseconds))
    json.member("phase", figures.phase)
    json.member(
      "slots", plan.configuration.load.isContinuous ? nil : progress.slotCount as UInt64?)
    let dropped = min(counts.skipped, counts.dropped)
    for (key, count) in [
      ("finished", progress.finished), ("completed", counts.completed), ("failed", counts.failed),
      ("skipped", counts.skipped - dropped), ("dropped", dropped), ("unknown", counts.unknown),
      ("attempts", counts.attempts), ("retries", counts.retries), ("matches", counts.matches),
      ("offered", figures.counts.offered), ("in_flight", figures.inFlight),
      ("waiting", figures.waiting),
      ("slots_per_second", figures.recentRate ?? progress.averageRate),
    ] {
      json.member(key, count)
    }
    json.key("response_us")
    json.beginObject()
    for (key, nanoseconds) in figures.recent.shortFigures {
      json.key(key)
      json.number(ExactDecimal(significand: Int128(nanoseconds), scale: 3).description)
    }
    json.endObject()
    json.endObject()
    json.endLine()
    return String(decoding: json.drain(), as: UTF8.self)
  }

  private static func seconds(_ nanoseconds: Int64) -> String {
    "\(nanoseconds / 1_000_000_000).\(nanoseconds / 100_000_000 % 10)"
  }
}
