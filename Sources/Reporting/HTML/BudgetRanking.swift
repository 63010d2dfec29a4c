import Budgets
import Domain
import Simulation

/// Which budgets were used most, per asset and per account.
struct BudgetRanking {
  /// One budget, or the sum of all of one asset.
  struct Entry {
    let account: String
    let name: String
    let budget: AccountBudget
    let decimals: Int

    /// Percent of the initial budget that was spent, two places.
    var percent: String { RunSummary.percent(budget.utilizationPartsPerMillion) }
  }

  /// The most accounts that are listed, and drawn.
  static let entriesMax = 100
  static let barsMax = 20

  /// The sums per asset, in the plan's order.
  let assets: [Entry]
  /// The budgets used most, most first.
  let accounts: [Entry]
  /// How many budgets there are.
  let count: Int

  /// Ranks the budgets of a run. O(budgets), in bounded memory.
  init(_ report: RunReport) {
    let plan = report.plan
    assets = report.budgetSummary.assets.map { entry in
      let asset = plan.assets[entry.asset.position]
      return Entry(
        account: "", name: asset.id, budget: entry.totals, decimals: asset.decimals)
    }
    var best: [Entry] = []
    var least: Int128 = -1
    var count = 0
    report.forEachBudget(on: BudgetPage()) { account, asset, budget in
      count += 1
      guard budget.utilizationPartsPerMillion > least else { return true }
      best.append(
        Entry(
          account: plan.accounts[account.position].id, name: plan.assets[asset.position].id,
          budget: budget, decimals: plan.assets[asset.position].decimals))
      if best.count == 2 * Self.entriesMax {
        best = Self.ranked(best)
        least = best[Self.entriesMax - 1].budget.utilizationPartsPerMillion
      }
      return true
    }
    accounts = Self.ranked(best)
    self.count = count
  }

  private static func ranked(_ entries: [Entry]) -> [Entry] {
    let ordered = entries.enumerated().sorted { left, right in
      let used = (
        left.element.budget.utilizationPartsPerMillion,
        right.element.budget.utilizationPartsPerMillion
      )
      return used.0 != used.1 ? used.0 > used.1 : left.offset < right.offset
    }
    return ordered.prefix(entriesMax).map(\.element)
  }
}
