import Domain
import Testing

@testable import Budgets

/// Random operations on a store and on the naive model, compared after every one.
@Suite struct BudgetStoreTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func behavesAsTheModel(seed: UInt64) {
    var pair = StoreAndModel(seed: seed)
    for step in 0..<600 {
      let difference = pair.step()
      #expect(difference == nil, "\(difference ?? ""), step \(step), seed \(seed)")
      if difference != nil { return }
    }
    #expect(pair.store.violations().isEmpty, "seed \(seed)")
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func aSavedStoreIsRestoredWhole(seed: UInt64) {
    var pair = StoreAndModel(seed: seed)
    for _ in 0..<300 { _ = pair.step() }
    var restored = pair.empty()
    for (account, asset) in pair.places {
      let isRestored = restored.restore(account, asset, pair.store.get(account, asset))
      #expect(isRestored, "seed \(seed)")
    }
    let isRestored = restored.restore(pair.store.savedState)
    #expect(isRestored, "seed \(seed)")
    #expect(restored.savedState == pair.store.savedState, "seed \(seed)")
    #expect(restored.ledgerHash() == pair.store.ledgerHash(), "seed \(seed)")
    pair.store = restored
    for step in 0..<300 {
      let difference = pair.step()
      #expect(difference == nil, "\(difference ?? ""), step \(step), seed \(seed)")
    }
  }

  @Test func aRepeatedLockChangesNothing() {
    var store = store(with: 100)
    let id = ClientOrderID(sequence: 7)
    #expect(store.lock(id, account, asset, Amount(minorUnits: 60)) == .locked)
    let hash = store.ledgerHash()
    #expect(store.lock(id, account, asset, Amount(minorUnits: 60)) == .alreadyLocked)
    #expect(store.lock(id, AccountIndex(1), asset, Amount(minorUnits: 1)) == .otherLock)
    #expect(store.lock(id, account, AssetIndex(1), Amount(minorUnits: 1)) == .otherLock)
    #expect(store.ledgerHash() == hash && store.openLockCount == 1)
    store.spend(id, Amount(minorUnits: 60))
    #expect(store.lock(id, account, asset, Amount(minorUnits: 1)) == .alreadySettled)
    store.close(id)
    store.release(id)
    #expect(store.get(account, asset).spent == Amount(minorUnits: 60))
  }

  @Test func whatIsLackingIsRefusedWithWhatIsThere() {
    var store = store(with: 100)
    let id = ClientOrderID(sequence: 7)
    let refused = LockResult.insufficient(available: Amount(minorUnits: 100))
    #expect(store.lock(id, account, asset, Amount(minorUnits: 101)) == refused)
    #expect(store.get(account, asset).isUntouched && store.openLockCount == 0)
    #expect(store.lock(id, account, asset, Amount(minorUnits: 100)) == .locked)
    #expect(store.isDepleted(account, asset) == false)
    store.spend(id, Amount(minorUnits: 100))
    #expect(store.isDepleted(account, asset))
  }

  @Test func aReleasedOrderMayLockAgainAndAClosedOneMayNot() {
    var store = store(with: 100)
    let id = ClientOrderID(sequence: 7)
    let amount = Amount(minorUnits: 40)
    #expect(store.lock(id, account, asset, amount) == .locked)
    store.release(id)
    #expect(store.lock(id, account, asset, amount) == .locked)
    store.spend(id, Amount(minorUnits: 10))
    store.close(id)
    #expect(store.get(account, asset).available == Amount(minorUnits: 90))
    #expect(store.lock(id, account, asset, amount) == .alreadySettled)
  }

  @Test func proceedsStayApartUnlessRecycled() {
    for recycles in [true, false] {
      var store = BudgetStore(accountCount: 1, assetCount: 1, recyclesProceeds: recycles)
      store.receive(account, asset, Amount(minorUnits: 5))
      #expect(store.get(account, asset).received == Amount(minorUnits: 5))
      #expect(store.get(account, asset).available == Amount(minorUnits: recycles ? 5 : 0))
      #expect(store.hasAvailable(account, asset, Amount(minorUnits: 1)) == recycles)
    }
  }

  @Test func theSummaryAddsUpPerAssetAndAveragesPerBudget() {
    var store = BudgetStore(accountCount: 2, assetCount: 2, recyclesProceeds: false)
    #expect(store.summary().entryCount == 0)
    #expect(store.summary().utilizationPartsPerMillion == 0)
    store.set(AccountIndex(0), AssetIndex(0), to: Amount(minorUnits: 100))
    store.set(AccountIndex(1), AssetIndex(0), to: Amount(minorUnits: 300))
    store.set(AccountIndex(1), AssetIndex(1), to: Amount(minorUnits: 3))
    lockAndSpend(&store, 1, AccountIndex(0), AssetIndex(0), 100)
    lockAndSpend(&store, 2, AccountIndex(1), AssetIndex(1), 1)
    let summary = store.summary()
    #expect(summary.entryCount == 3 && summary.depletedCount == 1)
    // 1, 0 and 1/3 of a million, each rounded down, and their mean.
    #expect(summary.utilizationPartsPerMillion == (1_000_000 + 333_333) / 3)
    #expect(summary.assets.map(\.totals.initial.minorUnits) == [400, 3])
    #expect(summary.assets.map(\.totals.spent.minorUnits) == [100, 1])
    #expect(summary.assets.map(\.totals.available.minorUnits) == [300, 2])
  }

  @Test func utilizationOfHugeBudgetsDoesNotOverflow() {
    var budget = AccountBudget(initial: Amount(minorUnits: Int128.max / 2))
    budget.spent = Amount(minorUnits: Int128.max / 4)
    #expect((499_999...500_000).contains(budget.utilizationPartsPerMillion))
    budget.initial = Amount(minorUnits: 1)
    #expect(budget.utilizationPartsPerMillion == Int128(Int64.max))
  }

  private let account = AccountIndex(0)
  private let asset = AssetIndex(0)

  private func store(with amount: Int128) -> BudgetStore {
    var store = BudgetStore(accountCount: 2, assetCount: 2, recyclesProceeds: true)
    store.set(account, asset, to: Amount(minorUnits: amount))
    return store
  }

  private func lockAndSpend(
    _ store: inout BudgetStore, _ id: UInt64, _ account: AccountIndex, _ asset: AssetIndex,
    _ amount: Int128
  ) {
    let id = ClientOrderID(sequence: id)
    #expect(store.lock(id, account, asset, Amount(minorUnits: amount)) == .locked)
    store.spend(id, Amount(minorUnits: amount))
  }
}
