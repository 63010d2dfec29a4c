public import Domain

/// All that a saved run needs to restore its budgets and locks.
public struct BudgetStoreState: Equatable, Sendable {
  /// Open locks, lowest sequence first.
  public var locks: [SavedLock]
  /// Orders whose lock was used up or closed for good.
  public var settled: SequenceSet

  /// One open lock.
  public struct SavedLock: Equatable, Sendable {
    /// The order.
    public var id: ClientOrderID
    /// Whose budget.
    public var account: AccountIndex
    /// Of which asset.
    public var asset: AssetIndex
    /// How much is still locked.
    public var remaining: Amount

    /// Makes a lock of its parts.
    public init(
      id: ClientOrderID, account: AccountIndex, asset: AssetIndex, remaining: Amount
    ) {
      self.id = id
      self.account = account
      self.asset = asset
      self.remaining = remaining
    }
  }

  /// Makes a state of its parts.
  public init(locks: [SavedLock], settled: SequenceSet) {
    self.locks = locks
    self.settled = settled
  }
}

extension BudgetStore {
  /// The open locks and the settled orders; the budgets themselves are read with `get`.
  public var savedState: BudgetStoreState {
    BudgetStoreState(
      locks: locks.sorted.map {
        .init(
          id: ClientOrderID(sequence: $0.sequence), account: AccountIndex(Int($0.account)),
          asset: AssetIndex(Int($0.asset)), remaining: Amount(minorUnits: $0.remaining))
      },
      settled: settled)
  }

  /// Replaces one budget by a saved one.
  ///
  /// - Returns: false, and changes nothing, when the saved numbers do not balance.
  public mutating func restore(
    _ account: AccountIndex, _ asset: AssetIndex, _ budget: AccountBudget
  ) -> Bool {
    guard budget.isCountable, budget.balances(recyclesProceeds: recyclesProceeds) else {
      return false
    }
    budgets[index(account, asset)] = budget
    return true
  }

  /// Replaces locks and settled orders by saved ones, after the budgets were restored.
  ///
  /// - Returns: false when the locks do not add up to what the budgets say is locked.
  public mutating func restore(_ state: BudgetStoreState) -> Bool {
    locks = LockTable()
    settled = state.settled
    for lock in state.locks {
      let isKnown =
        (0..<accountCount).contains(lock.account.position)
        && (0..<assetCount).contains(lock.asset.position)
      guard isKnown, lock.id.sequence < .max, locks.place(of: lock.id.sequence) == nil,
        (1...AccountBudget.minorUnitsMax).contains(lock.remaining.minorUnits)
      else { return false }
      locks.insert(
        BudgetLock(
          tag: lock.id.sequence + 1, account: lock.account.value, asset: lock.asset.value,
          remaining: lock.remaining.minorUnits))
    }
    return violations().isEmpty
  }

  /// Every way in which budgets and locks contradict each other; empty when all is right.
  /// O(accounts x assets + open locks).
  public func violations() -> [String] {
    var sums = ContiguousArray(repeating: Int128(0), count: budgets.count)
    for lock in locks.places where lock.tag != 0 {
      sums[Int(lock.account) * assetCount + Int(lock.asset)] += lock.remaining
    }
    var found: [String] = []
    for (place, budget) in budgets.enumerated() {
      let name = "account \(place / assetCount), asset \(place % assetCount)"
      if !budget.balances(recyclesProceeds: recyclesProceeds) {
        found.append("the budget of \(name) does not balance")
      }
      if budget.locked.minorUnits != sums[place] {
        found.append(
          "the budget of \(name) says \(budget.locked.minorUnits) locked, "
            + "its open orders hold \(sums[place])")
      }
    }
    return found
  }
}

extension AccountBudget {
  /// Four such amounts still add up within 128 bits; a configuration admits no larger ones.
  static let minorUnitsMax = Int128.max / 4

  /// Whether the five numbers can be added at all: saved ones may be anything.
  var isCountable: Bool {
    // A share of a lane may have handed over more than it began with.
    [available, locked, spent, received].allSatisfy {
      (0...Self.minorUnitsMax).contains($0.minorUnits)
    } && (-Self.minorUnitsMax...Self.minorUnitsMax).contains(initial.minorUnits)
  }
}
