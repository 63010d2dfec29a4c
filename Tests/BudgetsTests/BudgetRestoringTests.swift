import Budgets
import Domain
import Testing

/// Saved budgets and locks that contradict each other are refused.
@Suite struct BudgetRestoringTests {
  @Test(
    arguments: [
      (100, 60, 50, 0, 0), (100, -10, 110, 0, 0), (100, 150, -50, 0, 0), (100, 110, 0, -10, 0),
      (100, 90, 0, 0, -10), (100, 100, 0, 0, 1),
      (Int128.max, Int128.max, Int128.max, 0, 0), (Int128.max, Int128.max, 0, 0, Int128.max),
    ] as [(Int128, Int128, Int128, Int128, Int128)])
  func budgetsThatDoNotBalance(
    initial: Int128, available: Int128, locked: Int128, spent: Int128, received: Int128
  ) {
    var budget = AccountBudget(initial: Amount(minorUnits: initial))
    budget.available = Amount(minorUnits: available)
    budget.locked = Amount(minorUnits: locked)
    budget.spent = Amount(minorUnits: spent)
    budget.received = Amount(minorUnits: received)
    var store = BudgetStore(accountCount: 1, assetCount: 1, recyclesProceeds: true)
    let isRestored = store.restore(AccountIndex(0), AssetIndex(0), budget)
    #expect(!isRestored)
    #expect(store.get(AccountIndex(0), AssetIndex(0)).isUntouched)
  }

  @Test(arguments: [
    [], [lock(1, 49)], [lock(1, 51)], [lock(1, 25), lock(1, 25)], [lock(1, 50), lock(2, 0)],
    [lock(1, 51), lock(2, -1)], [lock(1, 50), lock(2, 1, account: 1)],
    [lock(1, 50, account: 2)], [lock(1, 50, account: -1)], [lock(1, 50, asset: 1)],
    [lock(1, 50, asset: -1)], [lock(.max, 50)], [lock(1, Int128.max), lock(2, Int128.max)],
  ])
  func locksThatDoNotAddUp(locks: [BudgetStoreState.SavedLock]) {
    var store = BudgetStore(accountCount: 2, assetCount: 1, recyclesProceeds: true)
    var budget = AccountBudget(initial: Amount(minorUnits: 100))
    budget.available = Amount(minorUnits: 50)
    budget.locked = Amount(minorUnits: 50)
    let isBudgetRestored = store.restore(AccountIndex(0), AssetIndex(0), budget)
    let areLocksRestored = store.restore(BudgetStoreState(locks: locks, settled: SequenceSet()))
    #expect(isBudgetRestored && !areLocksRestored)
  }

  @Test func locksThatAddUpAreTaken() {
    var store = BudgetStore(accountCount: 2, assetCount: 1, recyclesProceeds: true)
    var budget = AccountBudget(initial: Amount(minorUnits: 100))
    budget.available = Amount(minorUnits: 50)
    budget.locked = Amount(minorUnits: 50)
    let isBudgetRestored = store.restore(AccountIndex(0), AssetIndex(0), budget)
    let locks = [Self.lock(1, 20), Self.lock(9, 30)]
    let areLocksRestored = store.restore(
      BudgetStoreState(locks: locks, settled: SequenceSet(words: [4])))
    #expect(isBudgetRestored && areLocksRestored)
    #expect(store.lockedAmount(of: ClientOrderID(sequence: 9)) == Amount(minorUnits: 30))
    let again = store.lock(
      ClientOrderID(sequence: 2), AccountIndex(0), AssetIndex(0), Amount(minorUnits: 1))
    #expect(again == .alreadySettled)
  }

  static func lock(
    _ id: UInt64, _ amount: Int128, account: Int = 0, asset: Int = 0
  ) -> BudgetStoreState.SavedLock {
    .init(
      id: ClientOrderID(sequence: id), account: AccountIndex(account), asset: AssetIndex(asset),
      remaining: Amount(minorUnits: amount))
  }
}
