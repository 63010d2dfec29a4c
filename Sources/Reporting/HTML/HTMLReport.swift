import Audit
import Budgets
import Domain
import JSONText
import Simulation

/// The report of a run as one page of HTML that opens without a network.
///
/// Its size does not depend on the number of slots: timelines are merged to a few hundred intervals, of
/// the budgets only those used most are listed.
public struct HTMLReport: Sendable {
  let summary: RunSummary
  private let chartLibrary: String?

  /// - Parameter chartLibrary: the source text of Chart.js 3; without it the report has its figures as
  ///   tables only, and says so.
  public init(_ summary: RunSummary, chartLibrary: String?) {
    self.summary = summary
    self.chartLibrary = chartLibrary
  }

  var hasCharts: Bool { chartLibrary != nil }

  /// The document.
  public var text: String {
    let timeline = DisplayedTimeline(summary.report.measurement.timeline)
    let budgets = BudgetRanking(summary.report)
    let sections = [
      header, tiles, thresholds, charts(timeline), slots, budgetSection(budgets), phases, generator,
      auditSection, plan,
    ]
    let data = ChartData(summary: summary, timeline: timeline, budgets: budgets).json
    return HTMLPage(
      title: "Run \(summary.report.runID): \(summary.verdict.headline)",
      body: sections.joined(separator: "\n"), data: data, chartLibrary: chartLibrary
    ).text
  }

  private var header: String {
    let report = summary.report
    let verdict = summary.verdict
    let kept = summary.thresholds.filter { $0.verdict == .passed }.count
    var sentences = [
      "\(Shown.count(report.statistics.finished)) of \(Shown.count(report.slotTotal)) slots in "
        + "\(Shown.duration(UInt64(max(0, report.elapsedNanoseconds)))), "
        + "\(Shown.count(UInt64(summary.slotsPerSecond))) slots/s.",
      "Audit: \(summary.audit.verdict.rawValue).",
    ]
    if !summary.thresholds.isEmpty {
      sentences.append("Thresholds: \(kept) of \(summary.thresholds.count) kept.")
    }
    sentences.append("Exit code \(summary.exitCode).")
    let missing = """
      <p class="note box">The charts are missing: Chart.js was not found when this report was \
      written (Debian and Ubuntu: apt-get install libjs-chart.js). All figures are in the tables.</p>
      """
    return """
      <header>
      <h1>Run \(XMLText.escaped(report.runID))</h1>
      <p class="verdict \(verdict.tone.rawValue)">\(XMLText.escaped(verdict.headline))</p>
      <p>\(XMLText.escaped(sentences.joined(separator: " ")))</p>
      \(problems)
      \(hasCharts ? "" : missing)
      </header>
      """
  }

  /// Why the figures are not what they seem, and what stopped the run.
  private var problems: String {
    var lines = summary.report.measurementProblems.map { "Measurement invalid: \($0.text)." }
    if let aborted = summary.abortedBy {
      lines.append("Stopped by \(aborted.threshold.text): \(aborted.measuredText).")
    }
    return lines.map { "<p class=\"bad\">\(XMLText.escaped($0))</p>" }.joined(separator: "\n")
  }

  private var tiles: String {
    let report = summary.report
    let latency = report.latency
    let tiles: [(String, String)] = [
      (Shown.duration(latency.response.percentile(perMillion: 500_000)), "response p50"),
      (Shown.duration(latency.response.percentile(perMillion: 990_000)), "response p99"),
      (Shown.duration(latency.response.percentile(perMillion: 999_000)), "response p99.9"),
      (Shown.duration(latency.response.nanosecondsMax), "response max"),
      (Shown.duration(latency.service.percentile(perMillion: 990_000)), "service p99"),
      (Shown.duration(latency.lag.percentile(perMillion: 990_000)), "lag p99"),
      (Shown.count(report.statistics.matches), "matches"),
      (Shown.count(report.statistics.retries), "retries"),
      (Shown.count(report.statistics.failed), "failed slots"),
    ]
    let items = tiles.map { "<div><b>\($0)</b><span>\($1)</span></div>" }
    return "<div class=\"tiles\">\(items.joined(separator: "\n"))</div>"
  }

  private var thresholds: String {
    guard !summary.thresholds.isEmpty else { return "" }
    let rows = summary.thresholds.map { result -> [HTMLText.Cell] in
      let tone: HTMLText.Tone = result.verdict == .passed ? .good : .bad
      let mark = result.verdict == .passed ? "✓ passed" : "✗ \(result.verdict.rawValue)"
      return [
        .init(mark, tone), .init(result.threshold.text), .init(result.measuredText),
      ]
    }
    return HTMLText.section(
      "Thresholds", id: "thresholds",
      HTMLText.table(["Verdict", "Threshold", "Measured"], rows))
  }

  private var auditSection: String {
    let rows = summary.audit.findings.map { finding -> [HTMLText.Cell] in
      let number = "\(finding.invariant.rawValue)"
      let facts = Shown.count(finding.factCount)
      let name = finding.invariant.name
      switch finding.status {
      case .held:
        return [.init("✓ held", .good), .init(number), .init(name), .init(facts), .init("")]
      case .vacuous:
        return [
          .init("nothing to check"), .init(number), .init(name), .init(facts), .init(""),
        ]
      case .unchecked:
        return [
          .init("left out", .warning), .init(number), .init(name), .init(facts),
          .init(finding.leftOut.joined(separator: "\n")),
        ]
      case .violated:
        let found = finding.violations.prefix(10).map(\.message).joined(separator: "\n")
        return [
          .init("✗ \(Shown.count(finding.violationCount)) violations", .bad), .init(number),
          .init(name), .init(facts), .init(found),
        ]
      }
    }
    return HTMLText.section(
      "Audit", id: "audit",
      HTMLText.table(["Verdict", "No.", "Invariant", "Facts", "Found"], rows))
  }

  private var plan: String {
    let report = summary.report
    return HTMLText.section(
      "Plan and configuration", id: "plan",
      HTMLText.facts([
        ("Seed", String(report.plan.seed)), ("Plan hash", report.plan.hash.digest),
        ("Tape hash", report.tape.digest), ("Ledger hash", report.budgets.ledgerHash().digest),
        ("Venue", report.plan.configuration.venue.type.rawValue),
        ("Lanes", String(report.lanes)),
        ("Accounts, markets", "\(report.plan.accounts.count), \(report.plan.markets.count)"),
        ("Checkpoint", report.checkpointPath), ("Tool version", ToolVersion.current),
      ]) + configuration)
  }

  /// The configuration as `run.json` keeps it; of a very long one the begin.
  private var configuration: String {
    var json = JSONWriter(style: .pretty)
    summary.report.plan.configuration.write(to: &json)
    let bytes = json.drain()
    let bytesMax = 200_000
    let isLong = bytes.count > bytesMax
    let shown = String(decoding: bytes.prefix(bytesMax), as: UTF8.self)
    let note =
      isLong
      ? "<p class=\"note\">The first \(bytesMax / 1000) kB of \(bytes.count / 1000); run.json beside "
        + "the checkpoint has all of it.</p>" : ""
    return """
      <h3>Effective configuration</h3>
      <details class="configuration" open><summary>simulator.json with every default</summary>\(note)
      <pre>\(XMLText.escaped(shown))</pre></details>
      """
  }
}
