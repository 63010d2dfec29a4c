import Domain
import Testing

@testable import Audit
@testable import Budgets
@testable import Simulation

/// What is printed of budgets and is not what the records make of them.
@Suite("Audit: what is printed") struct PrintedMutantTests {
  /// One number of the summary that is wrong.
  enum Number: CaseIterable {
    case utilization, entries, depleted, initial, available, locked, spent, received
  }

  @Test("a wrong number is found", arguments: Number.allCases)
  func wrong(_ number: Number) throws {
    for seed in 90_000..<90_006 as Range<UInt64> {
      guard let plan = try AuditedPlan.make(seed: seed) else { continue }
      let run = try RecordedRun(plan)
      let core = try run.core()
      let result = run.audit(core) { $0.budgetSummary = $0.budgetSummary?.with(number) }
      #expect(result[.agreement].violationCount == 1, "seed \(seed)")
      #expect(result.violationCount == 1, "seed \(seed): \(result.violations.map(\.message))")
    }
  }
}

extension BudgetSummary {
  /// The summary with one number that is off by one.
  fileprivate func with(_ number: PrintedMutantTests.Number) -> BudgetSummary {
    var assets = assets
    let one = Amount(minorUnits: 1)
    switch number {
    case .initial: assets[0].totals.initial += one
    case .available: assets[0].totals.available += one
    case .locked: assets[0].totals.locked += one
    case .spent: assets[0].totals.spent += one
    case .received: assets[0].totals.received += one
    case .utilization, .entries, .depleted: break
    }
    return BudgetSummary(
      assets: assets, entryCount: entryCount + (number == .entries ? 1 : 0),
      depletedCount: depletedCount + (number == .depleted ? 1 : 0),
      utilizationPartsPerMillion: utilizationPartsPerMillion + (number == .utilization ? 1 : 0))
  }
}
