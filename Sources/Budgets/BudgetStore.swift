public import Domain

/// Every account's budget for every asset, and the locks that open orders hold.
///
/// Locks are keyed by client order id: repeating one changes nothing, and an order that was settled
/// or canceled can never lock again. Every operation checks that the budget it touched balances.
public struct BudgetStore: Sendable {
  /// Number of accounts.
  public let accountCount: Int
  /// Number of assets.
  public let assetCount: Int
  /// Whether what is received can be spent again.
  public let recyclesProceeds: Bool
  /// Budgets, row by account, column by asset.
  var budgets: ContiguousArray<AccountBudget>
  var locks = LockTable()
  /// Orders whose lock was used up or closed for good.
  var settled = SequenceSet()
  /// Every operation since this was last emptied, oldest first; nil, as at first, records none.
  public var operations: [BudgetOperation]?

  /// Makes a store with empty budgets.
  public init(accountCount: Int, assetCount: Int, recyclesProceeds: Bool) {
    self.accountCount = accountCount
    self.assetCount = assetCount
    self.recyclesProceeds = recyclesProceeds
    budgets = ContiguousArray(
      repeating: AccountBudget(initial: .zero), count: accountCount * assetCount)
  }

  /// Sets the initial budget of an account for an asset; nothing must have happened to it yet.
  public mutating func set(_ account: AccountIndex, _ asset: AssetIndex, to amount: Amount) {
    precondition(amount >= .zero, "a negative budget")
    let place = index(account, asset)
    precondition(budgets[place].isUntouched, "a budget is set after it was used")
    apply(.set, amount, at: place)
  }

  /// Locks `amount` for the order `id`: available -> locked. Expected O(1).
  public mutating func lock(
    _ id: ClientOrderID, _ account: AccountIndex, _ asset: AssetIndex, _ amount: Amount
  ) -> LockResult {
    precondition(amount > .zero, "a lock of nothing")
    if let place = locks.place(of: id.sequence) {
      let lock = locks[place]
      let isSame = lock.account == account.value && lock.asset == asset.value
      return isSame ? .alreadyLocked : .otherLock
    }
    if settled.contains(id.sequence) { return .alreadySettled }
    let place = index(account, asset)
    guard budgets[place].available >= amount else {
      return .insufficient(available: budgets[place].available)
    }
    locks.insert(
      BudgetLock(
        tag: id.sequence + 1, account: account.value, asset: asset.value,
        remaining: amount.minorUnits))
    apply(.lock, amount, at: place)
    return .locked
  }

  /// Gives `amount` of the order's lock back: locked -> available. The lock must hold that much.
  public mutating func unlock(_ id: ClientOrderID, _ amount: Amount) {
    precondition(amount >= .zero, "unlocking less than nothing")
    guard amount != .zero else { return }
    let place = lockedPlace(id)
    let budget = index(of: locks[place])
    reduceLock(at: place, by: amount, id)
    apply(.unlock, amount, at: budget)
  }

  /// Settles `amount` of the order's lock: locked -> spent. The lock must hold that much.
  public mutating func spend(_ id: ClientOrderID, _ amount: Amount) {
    precondition(amount > .zero, "spending nothing")
    let place = lockedPlace(id)
    let budget = index(of: locks[place])
    reduceLock(at: place, by: amount, id)
    apply(.spend, amount, at: budget)
  }

  /// Adds proceeds: counted as received and, where proceeds are recycled, available again.
  public mutating func receive(_ account: AccountIndex, _ asset: AssetIndex, _ amount: Amount) {
    precondition(amount >= .zero, "receiving less than nothing")
    apply(.receive, amount, at: index(account, asset))
  }

  /// Gives back all that the order still holds, since it never came to be: the id may lock again.
  /// Harmless when there is no such lock.
  public mutating func release(_ id: ClientOrderID) {
    guard let place = locks.place(of: id.sequence) else { return }
    giveBack(at: place)
  }

  /// Gives back all that the order still holds, since it is closed for good (canceled).
  /// Harmless when there is no such lock.
  public mutating func close(_ id: ClientOrderID) {
    guard let place = locks.place(of: id.sequence) else { return }
    giveBack(at: place)
    settled.insert(id.sequence)
  }

  /// Gives back `amount` of what the order still holds, since that part is canceled and the order
  /// closed for good. The rest, if any, waits for fills that are still to be reported. Only the
  /// first closing of an order counts; harmless when there is no such lock.
  public mutating func close(_ id: ClientOrderID, releasing amount: Amount) {
    guard let place = locks.place(of: id.sequence), !settled.contains(id.sequence) else { return }
    let budget = index(of: locks[place])
    reduceLock(at: place, by: amount, id)
    settled.insert(id.sequence)
    apply(.unlock, amount, at: budget)
  }

  /// Whether the account could lock `amount` now.
  public func hasAvailable(
    _ account: AccountIndex, _ asset: AssetIndex, _ amount: Amount
  ) -> Bool {
    budgets[index(account, asset)].available >= amount
  }

  /// Whether nothing is available and nothing locked.
  public func isDepleted(_ account: AccountIndex, _ asset: AssetIndex) -> Bool {
    budgets[index(account, asset)].isDepleted
  }

  /// The budget of an account for an asset.
  public func get(_ account: AccountIndex, _ asset: AssetIndex) -> AccountBudget {
    budgets[index(account, asset)]
  }

  /// What the order `id` still holds locked, or nil when it holds nothing.
  public func lockedAmount(of id: ClientOrderID) -> Amount? {
    locks.place(of: id.sequence).map { Amount(minorUnits: locks[$0].remaining) }
  }

  /// The account and asset that the order's lock is taken from, or nil when it holds nothing.
  public func lockOwner(of id: ClientOrderID) -> (account: AccountIndex, asset: AssetIndex)? {
    locks.place(of: id.sequence).map {
      (AccountIndex(Int(locks[$0].account)), AssetIndex(Int(locks[$0].asset)))
    }
  }

  /// Number of orders that hold a lock.
  public var openLockCount: Int { locks.count }
}

extension BudgetStore {
  func index(_ account: AccountIndex, _ asset: AssetIndex) -> Int {
    precondition(account.position < accountCount && asset.position < assetCount, "no such budget")
    return account.position * assetCount + asset.position
  }

  private func index(of lock: BudgetLock) -> Int {
    Int(lock.account) * assetCount + Int(lock.asset)
  }

  private func lockedPlace(_ id: ClientOrderID) -> Int {
    guard let place = locks.place(of: id.sequence) else {
      preconditionFailure("order \(id.sequence) settles without a lock")
    }
    return place
  }

  private mutating func reduceLock(at place: Int, by amount: Amount, _ id: ClientOrderID) {
    let remaining = locks.take(amount.minorUnits, at: place)
    precondition(remaining >= 0, "order \(id.sequence) settles more than it locked")
    guard remaining == 0 else { return }
    locks.remove(at: place)
    settled.insert(id.sequence)
  }

  private mutating func giveBack(at place: Int) {
    let lock = locks[place]
    locks.remove(at: place)
    apply(.unlock, Amount(minorUnits: lock.remaining), at: index(of: lock))
  }

  /// Changes one budget, in one access to it, and records the operation where that is wanted.
  @inline(__always)
  private mutating func apply(_ kind: BudgetOperation.Kind, _ amount: Amount, at place: Int) {
    budgets[place].apply(kind, amount, recyclesProceeds: recyclesProceeds)
    if operations != nil && amount != .zero { record(kind, amount, at: place) }
  }

  @inline(never)
  private mutating func record(_ kind: BudgetOperation.Kind, _ amount: Amount, at place: Int) {
    operations?.append(
      BudgetOperation(
        kind: kind, account: AccountIndex(place / assetCount),
        asset: AssetIndex(place % assetCount), amount: amount, after: budgets[place]))
  }
}
