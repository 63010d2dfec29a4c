public import Domain

/// Shares: every lane of a run has a store of its own, and what one lacks another hands over.
///
/// A share balances as every budget does, but its `initial` is what was handed to it in all and may be
/// negative. Over all shares, `initial` adds up to what the account started with.
extension BudgetStore {
  /// A store of nobody, which stands where a share was lent out.
  public static let vacant = BudgetStore(accountCount: 0, assetCount: 0, recyclesProceeds: true)

  /// Takes up to `amount` of what is available out of this share.
  ///
  /// - Returns: how much was taken out.
  public mutating func transferOut(
    _ account: AccountIndex, _ asset: AssetIndex, upTo amount: Amount
  ) -> Amount {
    let place = index(account, asset)
    let taken = min(amount, budgets[place].available)
    guard taken > .zero else { return .zero }
    budgets[place].initial -= taken
    budgets[place].available -= taken
    return taken
  }

  /// Puts `amount` that another share handed over into this one.
  public mutating func transferIn(
    _ account: AccountIndex, _ asset: AssetIndex, _ amount: Amount
  ) {
    precondition(amount > .zero, "a transfer of nothing")
    let place = index(account, asset)
    budgets[place].initial += amount
    budgets[place].available += amount
  }

  /// What is available of one budget, and more than that cannot be handed over.
  public func available(_ account: AccountIndex, _ asset: AssetIndex) -> Amount {
    budgets[index(account, asset)].available
  }

  /// Adds another share of the same accounts and assets. O(accounts x assets + open locks).
  public mutating func merge(_ other: BudgetStore) {
    precondition(
      accountCount == other.accountCount && assetCount == other.assetCount, "other accounts")
    for place in budgets.indices { budgets[place].merge(other.budgets[place]) }
    for lock in other.locks.places where lock.tag != 0 { locks.insert(lock) }
    settled.formUnion(other.settled)
  }
}

extension AccountBudget {
  /// Adds another share of the same budget.
  public mutating func merge(_ other: AccountBudget) {
    initial += other.initial
    available += other.available
    locked += other.locked
    spent += other.spent
    received += other.received
  }
}
