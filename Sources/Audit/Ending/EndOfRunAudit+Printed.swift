import Budgets
import Domain
import Simulation

/// What is printed of budgets, held against what the records add up to.
extension EndOfRunAudit {
  /// Every number of the printed summary is the one that the records make. O(accounts x assets).
  ///
  /// - Parameter ledger: the budgets of all lanes by their records.
  mutating func checkPrinted(_ totals: RunTotals, _ ledger: AuditLedger) {
    guard let printed = totals.budgetSummary else { return }
    let wanted = RecomputedSummary(ledger, totals.plan)
    compare("budgets with something in them", wanted.entryCount, printed.entryCount)
    compare("depleted budgets", wanted.depletedCount, printed.depletedCount)
    own.count(.agreement)
    if wanted.utilization != printed.utilizationPartsPerMillion {
      add(
        .agreement, expected: "\(Self.percent(wanted.utilization)) of the budgets used, as printed",
        found: Self.percent(printed.utilizationPartsPerMillion),
        magnitude: printed.utilizationPartsPerMillion - wanted.utilization)
    }
    compare("assets", wanted.assets.count, printed.assets.count)
    for (asset, sums) in zip(totals.plan.assets, zip(wanted.assets, printed.assets)) {
      compare(sums.0, sums.1.totals, of: asset)
    }
  }

  private mutating func compare(_ name: String, _ wanted: Int, _ printed: Int) {
    own.count(.agreement)
    guard wanted != printed else { return }
    add(
      .agreement, expected: "\(wanted) \(name), as printed", found: "\(printed)",
      magnitude: Int128(printed) - Int128(wanted))
  }

  private mutating func compare(
    _ wanted: AuditLedger.Entry, _ printed: AccountBudget, of asset: Asset
  ) {
    let parts: [(String, Int128, Amount)] = [
      ("initial", wanted.initial, printed.initial),
      ("available", wanted.available, printed.available),
      ("locked", wanted.locked, printed.locked),
      ("spent", wanted.spent, printed.spent),
      ("received", wanted.received, printed.received),
    ]
    own.count(.agreement, UInt64(parts.count))
    for (name, amount, found) in parts where amount != found.minorUnits {
      add(
        .agreement, AuditPlace(asset: asset.id),
        expected: "\(amount) minor units \(name) in all, as printed", found: "\(found.minorUnits)",
        magnitude: found.minorUnits - amount)
    }
  }

  private static func percent(_ partsPerMillion: Int128) -> String {
    ExactDecimal(significand: partsPerMillion, scale: 4).description + " %"
  }
}

/// The printed summary of budgets, made anew from an audit's ledger.
private struct RecomputedSummary {
  var assets: [AuditLedger.Entry]
  var entryCount = 0
  var depletedCount = 0
  /// Mean over the budgets of spent / initial, in parts per million.
  var utilization: Int128 = 0

  init(_ ledger: AuditLedger, _ plan: Plan) {
    assets = plan.assets.map { _ in AuditLedger.Entry() }
    var sum: Int128 = 0
    for account in plan.accounts.indices {
      for asset in plan.assets.indices {
        let entry = ledger[account, asset]
        assets[asset].add(entry)
        guard entry.initial > 0 else { continue }
        entryCount += 1
        if entry.available == 0 && entry.locked == 0 { depletedCount += 1 }
        sum += Self.partsPerMillion(entry)
      }
    }
    if entryCount > 0 { utilization = sum / Int128(entryCount) }
  }

  /// spent / initial, whole parts and rest apart, at most what 64 bits hold.
  private static func partsPerMillion(_ entry: AuditLedger.Entry) -> Int128 {
    let (whole, rest) = entry.spent.quotientAndRemainder(dividingBy: entry.initial)
    let max = Int128(Int64.max)
    guard whole <= max / 1_000_000 else { return max }
    let part = entry.initial.dividingFullWidth(rest.multipliedFullWidth(by: 1_000_000)).quotient
    return min(max, whole * 1_000_000 + part)
  }
}
