public import Domain

/// Totals over all accounts for one asset.
public struct AssetTotals: Hashable, Sendable {
  /// The asset.
  public let asset: AssetIndex
  /// The sums of the five numbers.
  public var totals: AccountBudget
}

/// How far the budgets are used.
public struct BudgetSummary: Hashable, Sendable {
  /// Sums per asset, in the plan's order.
  public let assets: [AssetTotals]
  /// Number of budgets with something in them at the start.
  public let entryCount: Int
  /// How many of these are depleted.
  public let depletedCount: Int
  /// Mean over the budgets of spent / initial, in parts per million, rounded down.
  ///
  /// A mean over budgets, since amounts of different assets do not add.
  public let utilizationPartsPerMillion: Int128
}

extension BudgetStore {
  /// Totals per asset and the overall utilisation. O(accounts x assets).
  public func summary() -> BudgetSummary {
    var assets = (0..<assetCount).map {
      AssetTotals(asset: AssetIndex($0), totals: AccountBudget(initial: .zero))
    }
    var entryCount = 0
    var depletedCount = 0
    var utilization: Int128 = 0
    for (place, budget) in budgets.enumerated() {
      assets[place % assetCount].totals.add(budget)
      guard budget.initial > .zero else { continue }
      entryCount += 1
      if budget.isDepleted { depletedCount += 1 }
      utilization += budget.utilizationPartsPerMillion
    }
    return BudgetSummary(
      assets: assets, entryCount: entryCount, depletedCount: depletedCount,
      utilizationPartsPerMillion: entryCount == 0 ? 0 : utilization / Int128(entryCount))
  }

  /// The hash of all five numbers of every budget, in account and asset order.
  public func ledgerHash() -> StableHash {
    var hash = StableHash()
    for budget in budgets {
      hash.combine(budget.initial.minorUnits)
      hash.combine(budget.available.minorUnits)
      hash.combine(budget.locked.minorUnits)
      hash.combine(budget.spent.minorUnits)
      hash.combine(budget.received.minorUnits)
    }
    return hash
  }
}

extension AccountBudget {
  /// spent / initial in parts per million, rounded down; 0 for an empty budget. May exceed a
  /// million where proceeds are recycled.
  public var utilizationPartsPerMillion: Int128 {
    guard initial > .zero else { return 0 }
    let product = spent.minorUnits.multipliedFullWidth(by: 1_000_000)
    guard product.high < initial.minorUnits else { return Int128(Int64.max) }
    let quotient = initial.minorUnits.dividingFullWidth(product).quotient
    return min(quotient, Int128(Int64.max))
  }

  mutating func add(_ other: AccountBudget) {
    initial += other.initial
    available += other.available
    locked += other.locked
    spent += other.spent
    received += other.received
  }
}
