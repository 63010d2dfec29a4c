import Budgets
import Domain
import JSONText
import Replay
import Reporting
import Simulation

extension BudgetsCommand {
  /// Shows how much of its budgets a run used, at its end or all along.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      let records = try RecordsReading.records(arguments, context)
      let output = try ResultOutput()
      let format = OutputFormat(arguments)
      let isHistory = arguments.flag("history")
      let limitDefault: UInt64 = format != .text ? .max : isHistory ? 50 : 40
      let page = BudgetPage(
        account: try PlanLookup.account(arguments, in: records.plan),
        asset: try PlanLookup.asset(arguments, in: records.plan),
        offset: arguments.integer("offset") ?? 0,
        limit: arguments.integer("limit") ?? limitDefault)
      let shown: UInt64
      if isHistory {
        let listing = BudgetHistoryListing(records: records, page: page, style: context.resultStyle)
        shown = try listing.write(format, output)
      } else {
        let report = try RecordsReading.summary(records).report
        let listing = BudgetListing(report: report, page: page, style: context.resultStyle)
        shown = listing.write(format, output)
      }
      try output.finish()
      let things = isHistory ? "changes" : "budgets"
      context.noteRest(shown, of: page.limit, offset: page.offset, things, arguments)
      return .success
    }
  }
}

/// Lists budgets as they stand.
private struct BudgetListing {
  let report: RunReport
  let page: BudgetPage
  let style: Style

  /// Writes the page; returns how many budgets it holds.
  func write(_ format: OutputFormat, _ output: ResultOutput) -> UInt64 {
    switch format {
    case .text: writeText(output)
    case .json: writeJSON(output)
    case .csv: writeCSV(output)
    }
  }

  private func writeText(_ output: ResultOutput) -> UInt64 {
    let text = BudgetText(
      report: report, style: style, showsBars: StandardStream.output.isTerminal)
    let head = "Run \(report.runID) \(report.status.rawValue): budgets per asset, all accounts"
    output.write(
      ([style.heading(head), ""] + text.assetLines() + [""]).joined(separator: "\n") + "\n")
    var table = TableStream(text.accountColumns, style: style)
    var shown: UInt64 = 0
    report.forEachBudget(on: page) { account, asset, budget in
      shown += 1
      return table.append(text.accountCells(account, asset, budget), to: output)
    }
    table.finish(output)
    return shown
  }

  private func writeJSON(_ output: ResultOutput) -> UInt64 {
    let format = BudgetReport(report)
    var json = JSONWriter(style: .outline)
    format.begin(&json, asset: page.asset)
    var shown: UInt64 = 0
    report.forEachBudget(on: page) { account, asset, budget in
      shown += 1
      format.write(account, asset, budget, to: &json)
      return output.write(&json)
    }
    format.end(&json)
    output.writeAll(&json)
    return shown
  }

  private func writeCSV(_ output: ResultOutput) -> UInt64 {
    let format = BudgetReport(report)
    output.write(BudgetReport.header)
    var shown: UInt64 = 0
    report.forEachBudget(on: page) { account, asset, budget in
      shown += 1
      return output.write(format.csvLine(account, asset, budget))
    }
    return shown
  }
}

/// Lists what was done to budgets.
private struct BudgetHistoryListing {
  let records: RunRecords
  let page: BudgetPage
  let style: Style

  /// Writes the page; returns how many changes it holds.
  func write(_ format: OutputFormat, _ output: ResultOutput) throws -> UInt64 {
    let lines = BudgetSnapshotLines(records.plan)
    var shown: UInt64 = 0
    switch format {
    case .text:
      var table = TableStream(Self.columns, style: style)
      try records.forEachBudgetSnapshot(on: page) { snapshot in
        shown += 1
        return table.append(lines.fields(snapshot), to: output)
      }
      table.finish(output)
    case .json:
      var json = JSONWriter(style: .compact)
      try records.forEachBudgetSnapshot(on: page) { snapshot in
        shown += 1
        lines.write(snapshot, to: &json)
        return output.write(&json)
      }
      output.writeAll(&json)
    case .csv:
      output.write(CSVLine(BudgetSnapshotLines.columns).text)
      try records.forEachBudgetSnapshot(on: page) { snapshot in
        shown += 1
        return output.write(CSVLine(lines.fields(snapshot)).text)
      }
    }
    return shown
  }

  private static let columns: [TextTable.Column] = [
    .init("Time"), .init("Slot", .right), .init("Account"), .init("Asset"), .init("Operation"),
    .init("Amount", .right), .init("Initial", .right), .init("Available", .right),
    .init("Locked", .right), .init("Spent", .right), .init("Received", .right),
  ]
}
