import Budgets
import Domain
import Testing

/// Each bug of a caller ends the program.
@Suite struct BudgetTrapTests {
  @Test func spendingWithoutALockTraps() async {
    await #expect(processExitsWith: .failure) {
      var store = BudgetStore(accountCount: 1, assetCount: 1, recyclesProceeds: true)
      store.spend(ClientOrderID(sequence: 1), Amount(minorUnits: 1))
    }
  }

  @Test func spendingMoreThanIsLockedTraps() async {
    await #expect(processExitsWith: .failure) {
      var store = BudgetTrapTests.storeWithALock()
      store.spend(ClientOrderID(sequence: 1), Amount(minorUnits: 51))
    }
    await #expect(processExitsWith: .failure) {
      var store = BudgetTrapTests.storeWithALock()
      store.unlock(ClientOrderID(sequence: 1), Amount(minorUnits: 51))
    }
  }

  @Test func spendingASettledOrderTraps() async {
    await #expect(processExitsWith: .failure) {
      var store = BudgetTrapTests.storeWithALock()
      store.spend(ClientOrderID(sequence: 1), Amount(minorUnits: 50))
      store.spend(ClientOrderID(sequence: 1), Amount(minorUnits: 1))
    }
  }

  @Test func amountsThatAreNotPositiveTrap() async {
    await #expect(processExitsWith: .failure) {
      var store = BudgetTrapTests.storeWithALock()
      store.spend(ClientOrderID(sequence: 1), Amount(minorUnits: 0))
    }
    await #expect(processExitsWith: .failure) {
      var store = BudgetTrapTests.storeWithALock()
      store.unlock(ClientOrderID(sequence: 1), Amount(minorUnits: -1))
    }
    await #expect(processExitsWith: .failure) {
      var store = BudgetTrapTests.storeWithALock()
      store.receive(AccountIndex(0), AssetIndex(0), Amount(minorUnits: -1))
    }
    await #expect(processExitsWith: .failure) {
      var store = BudgetTrapTests.storeWithALock()
      _ = store.lock(
        ClientOrderID(sequence: 2), AccountIndex(0), AssetIndex(0), Amount(minorUnits: 0))
    }
  }

  @Test func settingAUsedBudgetTraps() async {
    await #expect(processExitsWith: .failure) {
      var store = BudgetTrapTests.storeWithALock()
      store.set(AccountIndex(0), AssetIndex(0), to: Amount(minorUnits: 1))
    }
  }

  @Test func aBudgetThatDoesNotExistTraps() async {
    await #expect(processExitsWith: .failure) {
      _ = BudgetTrapTests.storeWithALock().get(AccountIndex(1), AssetIndex(0))
    }
    await #expect(processExitsWith: .failure) {
      _ = BudgetTrapTests.storeWithALock().get(AccountIndex(0), AssetIndex(1))
    }
  }

  @Test func unlockingNothingIsHarmlessWithoutALock() {
    var store = BudgetStore(accountCount: 1, assetCount: 1, recyclesProceeds: true)
    store.unlock(ClientOrderID(sequence: 1), .zero)
    store.release(ClientOrderID(sequence: 1))
    store.close(ClientOrderID(sequence: 1))
    #expect(store.get(AccountIndex(0), AssetIndex(0)).isUntouched)
  }

  /// One budget of 100, of which order 1 holds 50.
  static func storeWithALock() -> BudgetStore {
    var store = BudgetStore(accountCount: 1, assetCount: 1, recyclesProceeds: true)
    store.set(AccountIndex(0), AssetIndex(0), to: Amount(minorUnits: 100))
    _ = store.lock(
      ClientOrderID(sequence: 1), AccountIndex(0), AssetIndex(0), Amount(minorUnits: 50))
    return store
  }
}
