import Budgets
import Domain
import Reporting
import Simulation

/// Budget utilisation for people: per asset, per account, with bars on a terminal.
struct BudgetText {
  let report: RunReport
  let style: Style
  let showsBars: Bool

  /// One line per asset and one over all.
  func assetLines() -> [String] {
    let summary = report.budgetSummary
    var table = TextTable(Self.columns(["Asset"], showsBars))
    for entry in summary.assets {
      let asset = report.plan.assets[entry.asset.position]
      table.append([asset.id] + cells(entry.totals, asset))
    }
    let used = ExactDecimal(significand: summary.utilizationPartsPerMillion / 100, scale: 2)
    return table.lines(style: style) + [
      "Budgets    \(summary.entryCount), \(summary.depletedCount) depleted, \(used) % used on average"
    ]
  }

  /// The columns of a table of accounts and assets.
  var accountColumns: [TextTable.Column] { Self.columns(["Account", "Asset"], showsBars) }

  /// One cell for each of `accountColumns`.
  func accountCells(
    _ account: AccountIndex, _ index: AssetIndex, _ budget: AccountBudget
  ) -> [String] {
    let asset = report.plan.assets[index.position]
    return [report.plan.accounts[account.position].id, asset.id] + cells(budget, asset)
  }

  private static func columns(_ names: [String], _ showsBars: Bool) -> [TextTable.Column] {
    let numbers = ["Initial", "Available", "Locked", "Spent", "Received", "Used %"]
    return names.map { TextTable.Column($0) } + numbers.map { TextTable.Column($0, .right) }
      + (showsBars ? [TextTable.Column("")] : [])
  }

  private func cells(_ budget: AccountBudget, _ asset: Asset) -> [String] {
    let numbers = [
      budget.initial, budget.available, budget.locked, budget.spent, budget.received,
    ].map { $0.text(decimals: asset.decimals) }
    let used = ExactDecimal(significand: budget.utilizationPartsPerMillion / 100, scale: 2)
    guard showsBars else { return numbers + [used.description] }
    let bar = Bar(columns: 20, characters: .process)
    let part = UInt64(clamping: budget.utilizationPartsPerMillion)
    return numbers + [used.description, bar.text(part: part, of: 1_000_000)]
  }
}
