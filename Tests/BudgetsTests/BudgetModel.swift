import Budgets
import Domain

/// Budgets as dictionaries and the rules as they are told, for comparison.
struct BudgetModel {
  struct Key: Hashable {
    let account: Int
    let asset: Int
  }

  struct Lock {
    let key: Key
    var remaining: Int128
  }

  let recyclesProceeds: Bool
  private(set) var initial: [Key: Int128] = [:]
  private(set) var available: [Key: Int128] = [:]
  private(set) var spent: [Key: Int128] = [:]
  private(set) var received: [Key: Int128] = [:]
  private(set) var locks: [UInt64: Lock] = [:]
  private(set) var settled: Set<UInt64> = []

  init(recyclesProceeds: Bool) { self.recyclesProceeds = recyclesProceeds }

  mutating func set(_ key: Key, to amount: Int128) {
    initial[key] = amount
    available[key] = amount
  }

  mutating func lock(_ id: UInt64, _ key: Key, _ amount: Int128) -> LockResult {
    if let lock = locks[id] { return lock.key == key ? .alreadyLocked : .otherLock }
    if settled.contains(id) { return .alreadySettled }
    let left = available[key, default: 0]
    if left < amount { return .insufficient(available: Amount(minorUnits: left)) }
    available[key] = left - amount
    locks[id] = Lock(key: key, remaining: amount)
    return .locked
  }

  mutating func unlock(_ id: UInt64, _ amount: Int128) {
    guard let key = take(id, amount) else { return }
    available[key, default: 0] += amount
  }

  mutating func spend(_ id: UInt64, _ amount: Int128) {
    guard let key = take(id, amount) else { return }
    spent[key, default: 0] += amount
  }

  mutating func receive(_ key: Key, _ amount: Int128) {
    received[key, default: 0] += amount
    if recyclesProceeds { available[key, default: 0] += amount }
  }

  mutating func end(_ id: UInt64, forGood: Bool) {
    guard let lock = locks.removeValue(forKey: id) else { return }
    available[lock.key, default: 0] += lock.remaining
    if forGood { settled.insert(id) }
  }

  /// The five numbers of one budget.
  func budget(_ key: Key) -> AccountBudget {
    var budget = AccountBudget(initial: Amount(minorUnits: initial[key, default: 0]))
    budget.available = Amount(minorUnits: available[key, default: 0])
    budget.locked = Amount(
      minorUnits: locks.values.filter { $0.key == key }.reduce(0) { $0 + $1.remaining })
    budget.spent = Amount(minorUnits: spent[key, default: 0])
    budget.received = Amount(minorUnits: received[key, default: 0])
    return budget
  }

  private mutating func take(_ id: UInt64, _ amount: Int128) -> Key? {
    guard var lock = locks[id] else { return nil }
    lock.remaining -= amount
    locks[id] = lock.remaining == 0 ? nil : lock
    if lock.remaining == 0 { settled.insert(id) }
    return lock.key
  }
}
