import Audit
import Budgets
import Domain
import Platform
import Reporting
import Simulation

/// The summary of a run for people.
struct SummaryText {
  let summary: RunSummary
  let style: Style
  /// Whether bars are drawn, as on a terminal.
  let showsBars: Bool

  private var report: RunReport { summary.report }

  /// The lines, from the headline to where the checkpoint is.
  func lines() -> [String] {
    [headline, ""] + facts() + [""]
      + BudgetText(report: report, style: style, showsBars: showsBars)
      .assetLines() + [""] + evidence()
  }

  private var headline: String {
    let counts = report.statistics
    let done = "\(grouped(counts.finished)) of \(grouped(report.slotTotal)) slots"
    let text =
      "Run \(report.runID) \(summary.statusName): \(done) in \(elapsed), "
      + "\(grouped(UInt64(summary.slotsPerSecond))) slots/s"
    return style.heading(text)
  }

  private func facts() -> [String] {
    let counts = report.statistics
    var lines = [
      "Slots      \(grouped(counts.completed)) completed, \(grouped(counts.failed)) failed, "
        + "\(grouped(counts.skipped)) skipped, \(grouped(counts.unknown)) unknown, "
        + "\(grouped(report.pending)) pending",
      "Orders     \(grouped(counts.ordersCreated)) created",
      "Matches    \(grouped(counts.matches)), "
        + "\(grouped(counts.scheduledCounterpartyMatches)) with the planned counterparty",
      "Attempts   \(grouped(counts.attempts)), \(grouped(counts.retries)) of them retries",
    ]
    let failures = summary.failures.map { "\(grouped($0.count)) \($0.failure.name)" }
    if !failures.isEmpty { lines.append("Failures   " + failures.joined(separator: ", ")) }
    lines += serverFaultLines()
    for (name, histogram) in [
      ("Response", report.latency.response), ("Service", report.latency.service),
      ("Lag", report.latency.lag),
    ] {
      lines.append(Self.latencyLine(name, histogram))
    }
    return lines + phaseLines()
  }

  /// What was done to the server, where anything was.
  private func serverFaultLines() -> [String] {
    guard !summary.serverFaults.isEmpty else { return [] }
    let done = summary.serverFaults.map { "\(grouped($0.injected)) \($0.action.rawValue)" }
    let problems = summary.serverFaults.filter { $0.failed > 0 }.map {
      style.warning(
        "Not done   \(grouped($0.failed)) \($0.action.rawValue): \($0.problem ?? "unknown")")
    }
    return ["Faults     " + done.joined(separator: ", ") + " at the server"] + problems
  }

  /// One line a phase, where there are several.
  private func phaseLines() -> [String] {
    let phases = report.measurement.phases
    guard phases.count > 1 else { return [] }
    return phases.map { phase in
      let counts = phase.counts
      let response = phase.latency.response
      return "Phase      \(phase.name)\(phase.isWarmUp ? " (not counted)" : ""): "
        + "\(grouped(counts.offered)) offered, \(grouped(counts.completed)) completed, "
        + "\(grouped(counts.failed)) failed, \(grouped(counts.dropped)) dropped, response p99 "
        + Shown.duration(response.percentile(perMillion: 990_000))
    }
  }

  /// How every threshold stands.
  private func thresholdLines() -> [String] {
    summary.thresholds.map { result in
      let line = "Threshold  \(result.threshold.text): "
      switch result.verdict {
      case .passed: return style.success(line + "passed, \(result.measuredText)")
      case .failed: return style.error(line + "FAILED, \(result.measuredText)")
      case .unmeasured: return style.error(line + "FAILED, nothing was measured")
      }
    }
  }

  private func evidence() -> [String] {
    let audit = summary.audit
    var lines = thresholdLines()
    lines += AuditText(audit: audit, style: style).summaryLines()
    if let time = summary.auditMadeAt {
      lines.append("           of \(time.text); simulator audit \(report.runID) makes it anew")
    }
    for problem in report.measurementProblems {
      lines.append(style.error("Measurement INVALID: \(problem.text)"))
    }
    lines += [
      "Seed       \(report.plan.seed)",
      "Plan       \(report.plan.hash.digest)",
      "Tape       \(report.tape.digest)",
      "Ledger     \(report.budgets.ledgerHash().digest)",
      "Checkpoint \(report.checkpointPath)",
    ]
    return lines
  }

  /// p50 to maximum of one of the three times, behind its name.
  static func latencyLine(_ name: String, _ histogram: LatencyHistogram) -> String {
    let values = zip(["p50", "p90", "p99", "p99.9", "max"], histogram.standardPercentiles)
      .map { label, entry in "\(label) \(Shown.duration(entry.nanoseconds))" }
    let padded = name + String(repeating: " ", count: 11 - name.count)
    return padded + values.joined(separator: ", ")
  }

  private var elapsed: String { Shown.duration(UInt64(max(0, report.elapsedNanoseconds))) }

  private func grouped(_ number: UInt64) -> String { Shown.count(number) }
}
