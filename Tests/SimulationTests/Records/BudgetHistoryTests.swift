import Budgets
import Domain
import Testing

@testable import Simulation

@Suite("Budget history of a saved run")
struct BudgetHistoryTests {
  private func history(
    _ records: RunRecords, _ page: BudgetPage = BudgetPage()
  ) throws -> [BudgetSnapshot] {
    var seen: [BudgetSnapshot] = []
    try records.forEachBudgetSnapshot(on: page) { snapshot in
      seen.append(snapshot)
      return true
    }
    return seen
  }

  /// The budget after an operation on `before`.
  private func after(_ operation: BudgetOperation, _ before: AccountBudget) -> AccountBudget {
    var budget = before
    let amount = operation.amount
    switch operation.kind {
    case .set: return AccountBudget(initial: amount)
    case .lock:
      budget.available -= amount
      budget.locked += amount
    case .unlock:
      budget.locked -= amount
      budget.available += amount
    case .spend:
      budget.locked -= amount
      budget.spent += amount
    case .receive:
      budget.received += amount
      budget.available += amount
    }
    return budget
  }

  @Test(
    "each snapshot follows from the one before, balances, and the last is the ledger",
    arguments: [11, 12, 13] as [UInt64])
  func follows(seed: UInt64) throws {
    var run = try RecordedRun(RecordedRun.troubled(seed: seed))
    for _ in 0..<2 { try run.goOn(.retryFailed) }
    var ledger: [[Int]: AccountBudget] = [:]
    var kinds: Set<BudgetOperation.Kind> = []
    for snapshot in try history(run.records()) {
      let operation = snapshot.operation
      let place = [operation.account.position, operation.asset.position]
      let before = ledger[place] ?? AccountBudget(initial: .zero)
      let isRight =
        operation.after == after(operation, before) && operation.amount > .zero
        && operation.after.balances(recyclesProceeds: true)
        && (snapshot.slot == nil) == (operation.kind == .set)
      #expect(isRight, "seed \(seed): \(snapshot)")
      ledger[place] = operation.after
      kinds.insert(operation.kind)
    }
    #expect(kinds == Set(BudgetOperation.Kind.allCases))
    for account in run.plan.accounts.indices {
      for asset in run.plan.assets.indices {
        let final = run.report.budgets.get(AccountIndex(account), AssetIndex(asset))
        #expect(ledger[[account, asset]] == final, "seed \(seed)")
      }
    }
  }

  @Test("proceeds that are not recycled balance too")
  func withoutRecycling() throws {
    let run = try RecordedRun(
      """
      {"scheduler": {"trades_per_account": 20},
       "budget": {"recycle_proceeds": false,
         "budgets": [{"account_id": null, "asset_id": null, "amount": 100000}]}}
      """)
    let snapshots = try history(run.records())
    #expect(snapshots.contains { $0.operation.kind == .receive })
    #expect(snapshots.allSatisfy { $0.operation.after.balances(recyclesProceeds: false) })
  }

  @Test("times and slots do not go back, and begin with the run's start")
  func order() throws {
    let run = try RecordedRun(RecordedRun.troubled(seed: 14))
    let records = try run.records()
    let snapshots = try history(records)
    let times = snapshots.map(\.time)
    #expect(times.first == records.file.createdAt)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("pages are slices of the whole, for any account and asset")
  func pages() throws {
    let run = try RecordedRun(RecordedRun.troubled(seed: 15), stopAfter: 300)
    let records = try run.records()
    let whole = try history(records)
    var random = SplitMix64(seed: 15, purpose: 0, position: 0)
    for round in 0..<20 {
      var page = BudgetPage()
      if round % 2 == 0 { page.account = AccountIndex(Int(random.next(below: UInt64(12)))) }
      if round % 3 == 0 { page.asset = AssetIndex(Int(random.next(below: UInt64(3)))) }
      page.offset = random.next(below: UInt64(80))
      page.limit = random.next(below: UInt64(50))
      let matching = whole.filter {
        (page.account == nil || page.account == $0.operation.account)
          && (page.asset == nil || page.asset == $0.operation.asset)
      }
      let expected = Array(matching.dropFirst(Int(page.offset)).prefix(Int(page.limit)))
      #expect(try history(records, page) == expected, "\(page)")
    }
  }

  @Test("a run without a journal has its initial budgets")
  func initial() throws {
    let run = try RecordedRun(RecordedRun.troubled(seed: 16), stopAfter: 0)
    let snapshots = try history(run.records())
    #expect(snapshots.count == 36)
    #expect(snapshots.allSatisfy { $0.operation.kind == .set && $0.slot == nil })
  }
}
