public import Domain

/// What the accounts may spend.
public struct BudgetConfiguration: Equatable, Sendable {
  /// The entries, from general to specific (see `BudgetEntry.<`), none twice.
  public var entries: [BudgetEntry]
  /// Whether proceeds can be spent again.
  public var recycleProceeds: Bool

  /// The entry that decides the budget of `account` in `asset`: the most specific one.
  func entry(account: AccountIndex, asset: AssetIndex) -> BudgetEntry? {
    find(account, asset) ?? find(account, nil) ?? find(nil, asset) ?? find(nil, nil)
  }

  private func find(_ account: AccountIndex?, _ asset: AssetIndex?) -> BudgetEntry? {
    let wanted = BudgetEntry.Key(account: account, asset: asset)
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < wanted { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].key == wanted ? entries[low] : nil
  }
}

/// One budget: for one account or all, for one asset or all.
public struct BudgetEntry: Equatable, Sendable {
  /// The account; nil means every account.
  public var account: AccountIndex?
  /// The asset; nil means every asset.
  public var asset: AssetIndex?
  /// The budget in units of each asset meant; exact in its minor units, not negative.
  public var amount: ExactDecimal

  /// Whom an entry is for; entries for all come before those for one.
  struct Key: Hashable, Comparable {
    var account: AccountIndex?
    var asset: AssetIndex?

    static func < (left: Key, right: Key) -> Bool {
      (left.account?.position ?? -1, left.asset?.position ?? -1)
        < (right.account?.position ?? -1, right.asset?.position ?? -1)
    }
  }

  var key: Key { Key(account: account, asset: asset) }
}
