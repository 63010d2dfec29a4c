public import Budgets
public import Domain
public import JSONText
import Replay
public import Simulation

/// Writes how far a run's budgets are used, as JSON or CSV; `docs/formats/state.md` describes every
/// key.
public struct BudgetReport: Sendable {
  private let report: RunReport
  private let plan: Plan

  /// The schema that the JSON names.
  public static let schema = "simulator.budgets/1"
  /// The first line of the CSV.
  public static let header = CSVLine([
    "account", "asset", "initial", "available", "locked", "spent", "received",
    "utilization_percent",
  ]).text

  /// Shows the budgets of the run that `report` tells of.
  public init(_ report: RunReport) {
    self.report = report
    plan = report.plan
  }

  /// Writes what stands before the budgets of accounts: totals over all accounts, of one asset or of
  /// all.
  public func begin(_ json: inout JSONWriter, asset: AssetIndex?) {
    let summary = report.budgetSummary
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("run_id", report.runID)
    json.member("status", report.status.rawValue)
    json.member("entries", UInt64(summary.entryCount))
    json.member("depleted", UInt64(summary.depletedCount))
    json.key("utilization_percent")
    json.number(RunSummary.percent(summary.utilizationPartsPerMillion))
    json.key("assets")
    json.beginArray()
    for entry in summary.assets where asset == nil || asset == entry.asset {
      json.beginObject()
      json.member("asset", plan.assets[entry.asset.position].id)
      json.budget(entry.totals, decimals: plan.assets[entry.asset.position].decimals)
      json.endObject()
    }
    json.endArray()
    json.key("accounts")
    json.beginArray()
  }

  /// Writes one account's budget of one asset.
  public func write(
    _ account: AccountIndex, _ asset: AssetIndex, _ budget: AccountBudget,
    to json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("account", plan.accounts[account.position].id)
    json.member("asset", plan.assets[asset.position].id)
    json.budget(budget, decimals: plan.assets[asset.position].decimals)
    json.endObject()
  }

  /// Writes what stands behind the budgets of accounts.
  public func end(_ json: inout JSONWriter) {
    json.endArray()
    json.endObject()
    json.endLine()
  }

  /// One account's budget of one asset as a line of CSV, columns as in `header`.
  public func csvLine(
    _ account: AccountIndex, _ asset: AssetIndex, _ budget: AccountBudget
  ) -> String {
    CSVLine(
      [plan.accounts[account.position].id, plan.assets[asset.position].id]
        + budget.texts(decimals: plan.assets[asset.position].decimals)
        + [RunSummary.percent(budget.utilizationPartsPerMillion)]
    ).text
  }
}

extension AccountBudget {
  /// Initial, available, locked, spent and received as decimal text.
  public func texts(decimals: Int) -> [String] {
    [initial, available, locked, spent, received].map { $0.text(decimals: decimals) }
  }
}
