import Domain
import Reporting
import Simulation

/// What one rate of a ladder came to.
struct LadderRung {
  /// The rate that was offered.
  let rate: SlotRate
  /// The run at that rate.
  let report: RunReport
  /// How the thresholds stand.
  let thresholds: [ThresholdResult]
  /// What is wrong with its records.
  let violations: Int

  /// Why the rate does not hold; empty when it does.
  var misses: [String] {
    var misses = report.measurementProblems.map(\.text)
    misses += thresholds.filter { $0.verdict != .passed }.map {
      "\($0.threshold.text): \($0.measuredText)"
    }
    if thresholds.isEmpty && report.measurement.counts.dropped > 0 {
      misses.append("\(report.measurement.counts.dropped) slots were dropped")
    }
    if violations > 0 { misses.append("the audit found \(violations) violations") }
    if report.statistics.unknown > 0 { misses.append("outcomes are unknown") }
    return misses
  }

  /// Whether the rate holds.
  var holds: Bool { misses.isEmpty }

  /// Slots sent per second of the measured time.
  var achievedPerSecond: Double {
    let counts = report.measurement.counts
    let start = report.measurement.measuredPhases.first?.startNanoseconds ?? 0
    let end = max(
      report.measurement.generator.lastSentNanoseconds,
      report.measurement.generator.lastPlannedNanoseconds)
    guard end > start else { return 0 }
    return Double(counts.sent) * 1e9 / Double(end - start)
  }

  /// The columns of the table.
  static let columns: [TextTable.Column] = [
    .init("Offered/s", .right), .init("Sent/s", .right), .init("p50", .right),
    .init("p90", .right), .init("p99", .right), .init("p99.9", .right), .init("Max", .right),
    .init("Failed", .right), .init("Dropped", .right), .init("Holds"),
  ]

  /// Response times and counts as cells of the table.
  var cells: [String] {
    let counts = report.measurement.counts
    let times = report.latency.response.standardPercentiles.map {
      Shown.duration($0.nanoseconds)
    }
    return [rate.perSecond.description, RunSummary.fixed(achievedPerSecond, 1)] + times + [
      String(counts.failed), String(counts.dropped), holds ? "yes" : "NO",
    ]
  }
}
