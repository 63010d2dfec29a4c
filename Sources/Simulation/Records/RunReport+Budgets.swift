public import Budgets
public import Domain

extension RunReport {
  /// Hands the budgets of a page to `visit`, in account and asset order, until it returns false.
  /// Budgets that never held anything are left out.
  public func forEachBudget(
    on page: BudgetPage, _ visit: (AccountIndex, AssetIndex, AccountBudget) -> Bool
  ) {
    var counter = BudgetPageCounter(page)
    let accounts = page.account.map { $0.position..<$0.position + 1 } ?? plan.accounts.indices
    for account in accounts.lazy.map({ AccountIndex($0) }) {
      for asset in plan.assets.indices.lazy.map({ AssetIndex($0) }) {
        if counter.isDone { return }
        let budget = budgets.get(account, asset)
        let isEmpty = budget == AccountBudget(initial: .zero)
        guard !isEmpty, counter.takes(account, asset) else { continue }
        guard visit(account, asset, budget) else { return }
      }
    }
  }
}
