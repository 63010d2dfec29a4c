import Budgets
import Domain

/// A store and its model, to which the same random operations are done.
struct StoreAndModel {
  var store: BudgetStore
  private var model: BudgetModel
  private var random: SplitMix64
  private let accountCount: Int
  private let assetCount: Int

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    accountCount = 1 + Int(random.next(below: UInt64(4)))
    assetCount = 1 + Int(random.next(below: UInt64(3)))
    let recycles = random.next() & 1 == 0
    store = BudgetStore(
      accountCount: accountCount, assetCount: assetCount, recyclesProceeds: recycles)
    model = BudgetModel(recyclesProceeds: recycles)
    for (account, asset) in places {
      let amount = Int128(random.next(below: UInt64(500)))
      store.set(account, asset, to: Amount(minorUnits: amount))
      model.set(.init(account: account.position, asset: asset.position), to: amount)
    }
  }

  /// Every account with every asset.
  var places: [(AccountIndex, AssetIndex)] {
    (0..<accountCount).flatMap { account in
      (0..<assetCount).map { (AccountIndex(account), AssetIndex($0)) }
    }
  }

  /// A store of the same size with nothing in it.
  func empty() -> BudgetStore {
    BudgetStore(
      accountCount: accountCount, assetCount: assetCount,
      recyclesProceeds: model.recyclesProceeds)
  }

  /// Does one random operation to both; what differs afterwards, or nil.
  mutating func step() -> String? {
    let difference = operate()
    return difference ?? compare()
  }

  private mutating func operate() -> String? {
    let id = ClientOrderID(sequence: random.next(below: UInt64(60)))
    let key = BudgetModel.Key(account: pick(accountCount), asset: pick(assetCount))
    let (account, asset) = (AccountIndex(key.account), AssetIndex(key.asset))
    switch random.next(below: UInt64(10)) {
    case 0...3:
      let amount = Int128(1 + random.next(below: UInt64(120)))
      let found = store.lock(id, account, asset, Amount(minorUnits: amount))
      let expected = model.lock(id.sequence, key, amount)
      return found == expected ? nil : "lock gave \(found), expected \(expected)"
    case 4, 5:
      settle(id) {
        $0.spend($2, $3); $1.spend($2.sequence, $3.minorUnits)
      }
    case 6:
      settle(id) {
        $0.unlock($2, $3); $1.unlock($2.sequence, $3.minorUnits)
      }
    case 7:
      let amount = Int128(random.next(below: UInt64(100)))
      store.receive(account, asset, Amount(minorUnits: amount))
      model.receive(key, amount)
    case 8:
      store.release(id)
      model.end(id.sequence, forGood: false)
    default:
      store.close(id)
      model.end(id.sequence, forGood: true)
    }
    return nil
  }

  /// Settles a random part of a lock, if there is one.
  private mutating func settle(
    _ id: ClientOrderID,
    _ body: (inout BudgetStore, inout BudgetModel, ClientOrderID, Amount) -> Void
  ) {
    guard let lock = model.locks[id.sequence] else { return }
    let amount = 1 + Int128(random.next(below: UInt64(lock.remaining)))
    body(&store, &model, id, Amount(minorUnits: amount))
  }

  private func compare() -> String? {
    for (account, asset) in places {
      let found = store.get(account, asset)
      let expected = model.budget(.init(account: account.position, asset: asset.position))
      if found != expected { return "\(account), \(asset): \(found), expected \(expected)" }
      if !found.balances(recyclesProceeds: model.recyclesProceeds) {
        return "\(account), \(asset) does not balance: \(found)"
      }
    }
    if store.openLockCount != model.locks.count { return "\(store.openLockCount) locks" }
    for sequence in 0..<60 as Range<UInt64> {
      let found = store.lockedAmount(of: ClientOrderID(sequence: sequence))?.minorUnits
      let expected = model.locks[sequence]?.remaining
      if found != expected { return "order \(sequence) holds \(found ?? 0)" }
      if store.savedState.settled.contains(sequence) != model.settled.contains(sequence) {
        return "order \(sequence) is settled on one side only"
      }
    }
    return nil
  }

  private mutating func pick(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }
}
