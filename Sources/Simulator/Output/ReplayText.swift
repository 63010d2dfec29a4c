import Budgets
import Domain
import Replay
import Reporting
import Simulation

/// The report of a replay for people.
struct ReplayText {
  let report: ReplayReport
  let style: Style

  /// The lines, from the headline to the hashes.
  func lines() -> [String] {
    [headline, ""] + flow() + books() + ["", commands] + venue() + outside() + comparison() + end()
  }

  private var headline: String {
    let elapsed = Shown.duration(UInt64(max(0, report.elapsedNanoseconds)))
    return style.heading(
      "Replay of \(report.options.path) \(report.status): \(grouped(report.flow.messages)) messages in "
        + "\(elapsed), \(grouped(UInt64(report.messagesPerSecond))) messages/s")
  }

  private func flow() -> [String] {
    let types = report.messagesByType.filter { $0.count > 0 }
      .map { "\(grouped($0.count)) \($0.type)" }
    var lines = [
      "Format      \(report.format.rawValue), venue \(report.venue)\(batches), speed "
        + report.options.speed.name,
      "Messages    " + (types.isEmpty ? "none" : types.joined(separator: ", ")),
    ]
    if let first = report.flow.firstTime {
      lines.append(
        "Recorded    \(ReplayReport.seconds(first)) ... \(ReplayReport.seconds(report.flow.lastTime)) "
          + "s, \(grouped(UInt64(report.recordedPerSecond)))/s, at most "
          + "\(grouped(report.flow.messagesPerSecondMax)) in a second")
    }
    for (file, rows) in report.badRows where rows.count > 0 {
      lines.append(style.warning("Bad rows    \(grouped(rows.count)) left out of \(file)"))
      lines += rows.shown.map { "            \($0)" }
    }
    return lines
  }

  private var batches: String {
    guard let size = report.outside?.batchSize, size > 1 else { return "" }
    return " in batches of \(grouped(UInt64(size)))"
  }

  private func books() -> [String] {
    report.flow.books.filter { $0.spreadCount > 0 }.flatMap { summary in
      let fields = BookSummaryFields(summary, report.terms)
      return [
        "Spread      \(fields.market): \(fields.spreadMin) ... \(fields.spreadMax), mean "
          + fields.spreadMean,
        "Depth       \(fields.market): best \(BookSummary.levels) prices hold \(fields.bidDepth) bid, "
          + "\(fields.askDepth) ask on average",
      ]
    }
  }

  private var commands: String {
    let counts = report.counts
    return "Commands    \(grouped(counts.commands)): \(grouped(counts.placed)) placed, "
      + "\(grouped(counts.canceled)) canceled, \(grouped(counts.amended)) amended, "
      + "\(grouped(counts.refused)) refused"
      + (counts.failed > 0 ? ", \(grouped(counts.failed)) failed" : "")
      + (counts.unknown > 0 ? ", \(grouped(counts.unknown)) unknown" : "")
  }

  private func venue() -> [String] {
    var lines: [String] = []
    let refusals = report.counts.refusalsByReason.map { "\(grouped($0.count)) \($0.reason.name)" }
    if !refusals.isEmpty { lines.append("Refusals    " + refusals.joined(separator: ", ")) }
    let open = report.openOrders.map { ", \(grouped(UInt64($0))) orders rest at the end" } ?? ""
    lines.append("Matches     \(grouped(report.counts.fills))\(open)")
    lines.append(Self.latency("Service", report.latency.service))
    if report.options.speed != .max {
      lines.append(Self.latency("Lag", report.latency.lag))
    }
    if let retries = report.outside?.retries, retries > 0 {
      lines.append("Retries     \(grouped(retries))")
    }
    if let lobster = report.lobster, lobster.unknownOrders > 0 {
      lines.append(
        "Unknown     \(grouped(lobster.unknownOrders)) messages about orders placed before the file "
          + "begins or out of its sight")
    }
    if let lobster = report.lobster, lobster.otherMakers > 0 {
      lines.append("Queue       \(grouped(lobster.otherMakers)) executions met another order")
    }
    return lines
  }

  /// Where it ended before its file did, and what a venue outside has recorded.
  private func outside() -> [String] {
    var lines: [String] = []
    if let stop = report.outside?.stop {
      lines.append(
        style.error("Stopped     at line \(grouped(report.lastLine)): \(stop.message)"))
    } else if report.wasInterrupted {
      lines.append(
        style.warning(
          report.lastLine == 0
            ? "Stopped     before the first message"
            : "Stopped     behind line \(grouped(report.lastLine))"))
    }
    guard let check = report.outside?.check else { return lines }
    if let reason = check.leftOutReason {
      lines.append(style.warning("Unchecked   \(reason)"))
    } else if check.differences.isEmpty {
      lines.append(
        style.success(
          "Checked     \(grouped(check.fills)) fills, \(grouped(check.openOrders)) open orders and "
            + "\(grouped(check.balances)) balances of \(report.venue) equal the embedded engine's"))
    } else {
      lines.append(style.error("Different   from the embedded engine:"))
      lines += check.differences.map { style.error("            \($0)") }
    }
    return lines
  }

  private func comparison() -> [String] {
    guard let comparison = report.comparison else { return [] }
    let isEqual = comparison.equalRows == comparison.rows
    let head =
      "Comparison  \(grouped(comparison.equalRows)) of \(grouped(comparison.rows)) rows equal, "
      + "\(comparison.levelCount) levels a side"
    var lines = [
      report.hasUnexplainedDifferences
        ? style.error(head) : isEqual ? style.success(head) : head
    ]
    if comparison.missingRows + comparison.extraRows > 0 {
      lines.append(
        "            \(grouped(comparison.missingRows)) messages without a row, "
          + "\(grouped(comparison.extraRows)) rows without a message")
    }
    for cause in DifferenceCause.allCases {
      guard let count = comparison.differences[cause], let example = comparison.examples[cause]
      else { continue }
      let line =
        "            \(grouped(count)) \(count == 1 ? "level differs" : "levels differ"): \(cause.text); first at message "
        + "\(grouped(example.line)), \(example.side.name) "
        + "\(report.terms.markets[0].text(example.price)): \(example.found.lots) here, "
        + "\(example.expected.lots) in the file"
      lines.append(cause == .unexplained ? style.error(line) : line)
    }
    return lines
  }

  private func end() -> [String] {
    var lines = [""]
    if let rows = report.convertedRows, let path = report.options.conversionPath {
      lines.append("Converted   \(grouped(rows)) rows in \(path)")
    }
    lines.append("Tape        \(report.tape.digest)")
    if let budgets = report.budgets { lines.append("Ledger      \(budgets.ledgerHash().digest)") }
    return lines
  }

  private static func latency(_ name: String, _ histogram: LatencyHistogram) -> String {
    let values = zip(["p50", "p90", "p99", "p99.9", "max"], histogram.standardPercentiles)
      .map { label, entry in "\(label) \(Shown.duration(entry.nanoseconds))" }
    let padded = name + String(repeating: " ", count: 12 - name.count)
    return padded + values.joined(separator: ", ")
      + ", \(Shown.count(histogram.count)) messages timed"
  }

  private func grouped(_ number: UInt64) -> String { Shown.count(number) }
}

extension DifferenceCause {
  /// The cause in words.
  var text: String {
    switch self {
    case .beyondDepth: "the price was out of the file's sight before"
    case .unknownOrder: "the message is about an order that is not known"
    case .hiddenExecution: "a hidden order was executed"
    case .cross: "an auction took place"
    case .halt: "trading was halted"
    case .badRow: "rows were left out before"
    case .unexplained: "unexplained"
    }
  }
}
