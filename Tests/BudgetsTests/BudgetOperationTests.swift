import Budgets
import Domain
import Testing

@Suite("Recording what is done to budgets")
struct BudgetOperationTests {
  private let account = AccountIndex(1)
  private let asset = AssetIndex(1)
  private let order = ClientOrderID(sequence: 7)

  private func amount(_ units: Int128) -> Amount { Amount(minorUnits: units) }

  @Test("every operation is recorded in order, with the budget after it")
  func records() {
    var store = BudgetStore(accountCount: 2, assetCount: 2, recyclesProceeds: true)
    store.operations = []
    store.set(account, asset, to: amount(100))
    #expect(store.lock(order, account, asset, amount(60)) == .locked)
    store.unlock(order, amount(10))
    store.spend(order, amount(20))
    store.receive(account, asset, amount(5))
    store.release(order)
    let operations = store.operations ?? []
    #expect(operations.map(\.kind) == [.set, .lock, .unlock, .spend, .receive, .unlock])
    #expect(operations.map(\.amount.minorUnits) == [100, 60, 10, 20, 5, 30])
    #expect(operations.map(\.after.available.minorUnits) == [100, 40, 50, 50, 55, 85])
    #expect(operations.last?.after == store.get(account, asset))
    #expect(operations.allSatisfy { $0.account == account && $0.asset == asset })
  }

  @Test("what changes nothing is not recorded, and nothing is without being asked for")
  func leavesOut() {
    var store = BudgetStore(accountCount: 2, assetCount: 2, recyclesProceeds: true)
    store.set(account, asset, to: amount(100))
    #expect(store.operations == nil)
    store.operations = []
    #expect(store.lock(order, account, asset, amount(101)) != .locked)
    store.unlock(order, .zero)
    store.receive(account, asset, .zero)
    store.close(order)
    #expect(store.operations?.isEmpty == true)
  }
}
