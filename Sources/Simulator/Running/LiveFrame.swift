import Budgets
import Domain
import Reporting
import Simulation

/// The picture of a running run on a terminal: a few lines that fit its size.
struct LiveFrame {
  let progress: RunProgress
  let plan: Plan
  /// How far the budgets are used; nil where that takes too long to look at.
  let budgets: BudgetSummary?
  let characters: Bar.Characters

  private static let wideColumns = 60
  private static let assetsMax = 6

  /// The lines, each narrower than the terminal, fewer than it has rows.
  func lines(columns: Int, rows: Int) -> [String] {
    let figures = LiveFigures(progress)
    let all =
      columns >= Self.wideColumns
      ? wide(figures, columns: columns) : narrow(figures, columns: columns)
    return all.prefix(max(1, rows - 1)).map { TextWidth.cut($0, to: columns - 1) }
  }

  private func wide(_ figures: LiveFigures, columns: Int) -> [String] {
    let counts = progress.statistics
    var rates = "\(Shown.count(figures.recentRate ?? progress.averageRate))/s now"
    if plan.configuration.load.isOpen, let offered = figures.recentOfferedRate {
      rates += ", \(Shown.count(offered))/s offered"
    }
    rates += ", \(Shown.count(progress.averageRate))/s on average"
    rates += "   in flight \(figures.inFlight) of \(progress.lanes)"
    if figures.waiting > 0 { rates += ", \(Shown.count(figures.waiting)) waiting" }
    let recent = figures.recent
    var lines = [
      extentLine(columns: columns), "Rate       \(rates)",
      "Response   p50 \(Self.duration(recent, 500_000)), p99 \(Self.duration(recent, 990_000)), "
        + "max \(Shown.duration(recent.nanosecondsMax)) now",
      "Slots      " + outcomes(counts).joined(separator: ", "),
      "Matches    \(Shown.count(counts.matches)), \(Shown.count(counts.retries)) retries",
    ]
    if progress.measurement.phases.count > 1 { lines.append("Phase      \(figures.phase)") }
    return lines + budgetLines(label: 10, columns: columns)
  }

  private func narrow(_ figures: LiveFigures, columns: Int) -> [String] {
    let counts = progress.statistics
    let extent = RunExtent(progress, plan)
    let percent = extent.percent.map { "\($0) %  " } ?? ""
    var lines = [percent + extent.slots]
    if percent.count + extent.slots.count >= columns { lines = [percent, extent.slots] }
    lines += [
      "\(Shown.count(figures.recentRate ?? progress.averageRate))/s",
      "p50 \(Self.duration(figures.recent, 500_000))",
      "p99 \(Self.duration(figures.recent, 990_000))",
    ]
    if counts.failed > 0 { lines.append("\(Shown.count(counts.failed)) failed") }
    if counts.unknown > 0 { lines.append("\(Shown.count(counts.unknown)) unknown") }
    if counts.retries > 0 { lines.append("\(Shown.count(counts.retries)) retries") }
    return lines + budgetLines(label: 4, columns: columns)
  }

  private func outcomes(_ counts: RunStatistics) -> [String] {
    var parts = ["\(Shown.count(counts.completed)) completed"]
    let dropped = min(counts.skipped, counts.dropped)
    for (count, name) in [
      (counts.failed, "failed"), (counts.skipped - dropped, "skipped"), (dropped, "dropped"),
      (counts.unknown, "unknown"),
    ] where count > 0 || name == "failed" {
      parts.append("\(Shown.count(count)) \(name)")
    }
    return parts
  }

  private func extentLine(columns: Int) -> String {
    let extent = RunExtent(progress, plan)
    let text =
      (extent.percent.map { " \($0) %  " } ?? "") + "\(extent.slots)  \(extent.times)"
    guard let part = extent.part else { return text }
    let width = min(30, columns - text.count - 1)
    guard width >= 4 else { return text }
    return Bar(columns: width, characters: characters).text(part: part.done, of: part.whole) + text
  }

  /// A bar for each asset: spent of what all accounts had at the start.
  private func budgetLines(label: Int, columns: Int) -> [String] {
    guard let budgets else { return [] }
    return budgets.assets.filter { $0.totals.initial > .zero }.prefix(Self.assetsMax).map { entry in
      let used = entry.totals.utilizationPartsPerMillion
      let id = plan.assets[entry.asset.position].id
      let blanks = String(repeating: " ", count: max(1, label + 1 - TextWidth.columns(of: id)))
      let percent = ExactDecimal(significand: used / 100, scale: 2)
      let text = " \(percent) %"
      let width = min(30, columns - 1 - label - 1 - text.count)
      guard width >= 4 else { return "\(id)\(blanks)\(percent) %" }
      let bar = Bar(columns: width, characters: characters)
      return id + blanks + bar.text(part: UInt64(clamping: used), of: 1_000_000) + text
        + (columns >= Self.wideColumns ? " of the budgets" : "")
    }
  }

  private static func duration(_ histogram: CoarseHistogram, _ perMillion: UInt64) -> String {
    histogram.buckets.isEmpty ? "-" : Shown.duration(histogram.percentile(perMillion: perMillion))
  }
}
