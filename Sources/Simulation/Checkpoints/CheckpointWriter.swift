import Budgets
import Domain
import JSONText
import Platform

/// Writes the checkpoints of one run: the binary half beside, then the readable half renamed into
/// place, then the binary half of the checkpoint before removed.
///
/// Whatever interrupts it, `checkpoint.json` names a complete binary half.
public struct CheckpointWriter: Sendable {
  let directory: RunDirectory
  let plan: Plan

  /// Writes into `directory` for runs of `plan`.
  public init(directory: RunDirectory, plan: Plan) {
    self.directory = directory
    self.plan = plan
  }

  /// Writes one checkpoint. O(budgets + open orders + slots / 8 bytes).
  ///
  /// - Parameter isDurable: whether it is carried to the medium before this returns. A checkpoint that a
  ///   kill must survive needs no medium, and waiting for one would make the next slots late.
  func write<V: Venue & ~Copyable>(
    _ core: borrowing ExecutionCore<V>, status: RunStatus, measurement: RunMeasurement,
    attemptsInProgress: UInt32, elapsedNanoseconds: Int64, journalRecords: UInt64,
    savedAt: WallTime, isDurable: Bool = true
  ) throws(SystemError) -> RunSnapshot {
    let snapshot = RunSnapshot(
      runID: directory.runID, planHash: plan.hash.digest, status: status, savedAt: savedAt,
      stateFile: directory.stateName(journalRecords),
      journalRecords: journalRecords,
      cursors: [
        LaneCursor(
          lane: core.lane, journalRecords: journalRecords, frontier: core.frontier,
          attemptsInProgress: attemptsInProgress, pass: core.pass)
      ],
      elapsedNanoseconds: elapsedNanoseconds, statistics: core.statistics, tape: core.tape,
      latency: measurement.latency, budgets: touchedBudgets(core.budgets),
      unknownSlots: core.unknownSlots)
    var measured = BinaryWriter()
    measurement.write(to: &measured)
    let state = VenueState(
      venue: core.venue.encodedState(), budgets: core.budgets.savedState,
      lostEvents: core.venue.undelivered, transfers: core.transfers, deferred: core.deferred,
      measurement: measured.words)
    let stateFile = directory.stateFile(records: journalRecords)
    try directory.volume.writeAtomically(
      stateFile, state.encoded(journalRecords: journalRecords), isDurable: isDurable)
    var json = JSONWriter(style: .pretty)
    snapshot.write(to: &json, accounts: plan.accounts, assets: plan.assets)
    json.endLine()
    try directory.volume.writeAtomically(
      directory.checkpoint, json.drain(), isDurable: isDurable)
    try removeOtherStates(than: directory.stateName(journalRecords))
    return snapshot
  }

  /// Writes the readable half of all lanes together, for people and other programs; each lane resumes
  /// from its own.
  func write(merging lanes: [RunSnapshot], status: RunStatus) throws(SystemError) {
    guard var sum = lanes.first else { return }
    for lane in lanes.dropFirst() { sum.merge(lane) }
    sum.status = status
    var json = JSONWriter(style: .pretty)
    sum.write(to: &json, accounts: plan.accounts, assets: plan.assets)
    json.endLine()
    try directory.volume.writeAtomically(directory.checkpoint, json.drain())
  }

  private func touchedBudgets(_ budgets: BudgetStore) -> [RunSnapshot.BudgetEntry] {
    var entries: [RunSnapshot.BudgetEntry] = []
    for account in 0..<budgets.accountCount {
      for asset in 0..<budgets.assetCount {
        let budget = budgets.get(AccountIndex(account), AssetIndex(asset))
        // A share that something was handed to or taken from looks untouched.
        guard !budget.isUntouched || directory.lane != nil else { continue }
        entries.append(
          .init(account: AccountIndex(account), asset: AssetIndex(asset), budget: budget))
      }
    }
    return entries
  }

  private func removeOtherStates(than name: String) throws(SystemError) {
    for file in try directory.volume.list(directory.path)
    where directory.isStateName(file) && file != name {
      try directory.volume.remove("\(directory.path)/\(file)")
    }
  }
}
