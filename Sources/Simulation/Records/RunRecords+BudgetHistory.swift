import Budgets
import Domain
import Journal

extension RunRecords {
  /// Hands the history of budgets to `visit`, oldest first, until it returns false: the initial
  /// budgets, then every change.
  ///
  /// It is derived: every slot is executed again from the first, as the journal tells. Bounded
  /// memory; time in proportion to the slots before the page's end.
  ///
  /// - Throws: `RunError` when journal and plan contradict each other.
  public func forEachBudgetSnapshot(
    on page: BudgetPage, _ visit: (BudgetSnapshot) -> Bool
  ) throws(RunError) {
    guard page.limit > 0 else { return }
    try withoutActuallyEscaping(visit) { (visit) throws(RunError) in
      var visitor = HistoryVisitor(records: self, counter: BudgetPageCounter(page), emit: visit)
      try visitCore(from: nil, plan.budgetsAtStart(), &visitor)
    }
  }
}

private struct HistoryVisitor: CoreVisitor {
  let records: RunRecords
  var counter: BudgetPageCounter
  let emit: (BudgetSnapshot) -> Bool

  mutating func visit<V: Venue & ~Copyable>(
    _ core: inout ExecutionCore<V>
  ) throws(RunError) {
    guard showInitial(core.budgets), let recovery = records.restoration.recovery else { return }
    let reader = try JournalReader(opening: recovery)
    core.budgets.operations = []
    try reader.forEachGroup { (group) throws(RunError) in
      do throws(RecoveryMismatch) {
        try core.reexecute(group.outcome, group.fills)
      } catch {
        throw RunError(.badRecords, "\(recovery.path): \(error)")
      }
      let goesOn = show(core.budgets.operations ?? [], of: group.outcome)
      core.budgets.operations?.removeAll(keepingCapacity: true)
      return goesOn ? .next : .stop
    }
  }

  /// Shows what the accounts start with; false when no more is wanted.
  private mutating func showInitial(_ budgets: BudgetStore) -> Bool {
    for account in 0..<budgets.accountCount {
      for asset in 0..<budgets.assetCount {
        let budget = budgets.get(AccountIndex(account), AssetIndex(asset))
        guard budget.initial > .zero else { continue }
        let operation = BudgetOperation(
          kind: .set, account: AccountIndex(account), asset: AssetIndex(asset),
          amount: budget.initial, after: budget)
        guard show(operation, slot: nil, nanoseconds: 0) else { return false }
      }
    }
    return true
  }

  private mutating func show(
    _ operations: [BudgetOperation], of outcome: OutcomeRecord
  ) -> Bool {
    for operation in operations {
      guard show(operation, slot: outcome.slot, nanoseconds: outcome.doneAtNanoseconds) else {
        return false
      }
    }
    return true
  }

  private mutating func show(
    _ operation: BudgetOperation, slot: UInt64?, nanoseconds: Int64
  ) -> Bool {
    guard counter.takes(operation.account, operation.asset) else { return true }
    let snapshot = BudgetSnapshot(
      time: records.time(nanoseconds), slot: slot, operation: operation)
    return emit(snapshot) && !counter.isDone
  }
}
