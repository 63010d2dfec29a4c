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
      try visitLanes(.plan, &visitor)
    }
  }
}

/// Executes all lanes again, in the order in which their slots ended.
private struct HistoryVisitor: LanesVisitor {
  let records: RunRecords
  var counter: BudgetPageCounter
  let emit: (BudgetSnapshot) -> Bool

  mutating func visit<V: Venue & ~Copyable>(_ lanes: RestoredLanes<V>) throws(RunError) {
    var histories: [LaneHistory<V>] = []
    for lane in lanes.lanes { histories.append(try LaneHistory(lane)) }
    guard showInitial(records.plan.budgetsAtStart()) else { return }
    while let next = histories.indices.filter({ histories[$0].hasNext }).min(by: {
      (histories[$0].doneAt, histories[$0].slot) < (histories[$1].doneAt, histories[$1].slot)
    }) {
      let (slot, time) = (histories[next].slot, histories[next].doneAt)
      for var operation in try histories[next].execute() {
        for other in histories.indices where other != next {
          operation.after.merge(histories[other].budget(operation.account, operation.asset))
        }
        guard show(operation, slot: slot, nanoseconds: time) else { return }
      }
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
    _ operation: BudgetOperation, slot: UInt64?, nanoseconds: Int64
  ) -> Bool {
    guard counter.takes(operation.account, operation.asset) else { return true }
    let snapshot = BudgetSnapshot(
      time: records.time(nanoseconds), slot: slot, operation: operation)
    return emit(snapshot) && !counter.isDone
  }
}

/// One lane executed again, slot by slot.
private final class LaneHistory<V: Venue & ~Copyable> {
  private let lane: RestoredLane<V>
  private var stream: JournalGroupStream?
  /// Whether there is another slot.
  private(set) var hasNext = false
  private var transfers: [TransferRecord] = []

  init(_ lane: RestoredLane<V>) throws(RunError) {
    self.lane = lane
    lane.core?.budgets.operations = []
    guard let recovery = lane.restoration.recovery else { return }
    do throws(JournalError) {
      stream = try JournalReader(recovery).groups()
    } catch {
      throw RunError(error)
    }
    try advance()
  }

  /// The slot that comes next.
  var slot: UInt64 { stream?.group.outcome.slot ?? 0 }
  /// When it ended, in nanoseconds of the run.
  var doneAt: Int64 { stream?.group.outcome.doneAtNanoseconds ?? 0 }

  /// This lane's share of a budget.
  func budget(_ account: AccountIndex, _ asset: AssetIndex) -> AccountBudget {
    lane.core?.budgets.get(account, asset) ?? AccountBudget(initial: .zero)
  }

  /// Executes the next slot and tells what it did to budgets.
  func execute() throws(RunError) -> [BudgetOperation] {
    let path = lane.restoration.directory.journal
    for transfer in transfers where lane.core?.apply(transfer) != true {
      throw RunError(.badRecords, "\(path): transfer \(transfer.number) does not fit the budgets")
    }
    transfers.removeAll(keepingCapacity: true)
    if let group = stream?.group {
      do throws(RecoveryMismatch) {
        try lane.core?.reexecute(group.outcome, group.fills)
      } catch {
        throw RunError(.badRecords, "\(path): \(error)")
      }
    }
    let operations = lane.core?.budgets.operations ?? []
    lane.core?.budgets.operations = []
    try advance()
    return operations
  }

  private func advance() throws(RunError) {
    do throws(JournalError) {
      hasNext = try stream?.next(transfer: { transfers.append($0) }) ?? false
    } catch {
      throw RunError(error)
    }
  }
}
