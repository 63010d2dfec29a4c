import Budgets
import Domain
import Journal
import Platform

/// Brings a run back to where its journal ends: the last checkpoint, then the slots since then
/// executed again and compared with what the journal says of them.
struct Restoration {
  let plan: Plan
  let directory: RunDirectory
  let notice: (String) -> Void
  private var checkpoint: LoadedCheckpoint?
  private var recovery: JournalRecovery?
  /// How long the run was executed before, in nanoseconds.
  private(set) var elapsedNanoseconds: Int64 = 0
  /// What was measured before: up to the checkpoint as it says, since then as the journal says.
  private(set) var latency = LatencyMeasurement()

  init(plan: Plan, directory: RunDirectory, notice: @escaping (String) -> Void) {
    self.plan = plan
    self.directory = directory
    self.notice = notice
  }

  /// Tries already made of the next slot.
  var attemptsInProgress: UInt32 {
    guard let snapshot = checkpoint?.snapshot, snapshot.journalRecords == recovery?.recordCount
    else { return 0 }
    return snapshot.attemptsInProgress
  }

  /// Whether the run had come to its end before, and nothing was done since.
  var wasCompleted: Bool {
    guard let snapshot = checkpoint?.snapshot else { return false }
    return snapshot.status == .completed && snapshot.journalRecords == recovery?.recordCount
  }

  /// Reads checkpoint and journal.
  mutating func begin(
    _ mode: RunMode, now: Instant
  ) throws(RunError) -> VenueStart {
    if mode != .fresh {
      switch LoadedCheckpoint.find(directory, plan: plan) {
      case .found(let loaded): checkpoint = loaded
      case .missing where !FileSystem.exists(directory.journal): break
      case .missing:
        notice("there is no checkpoint; the run is rebuilt from its journal")
      case .unusable(let reason):
        notice("the checkpoint is not usable (\(reason)); the run is rebuilt from its journal")
      }
      if FileSystem.exists(directory.journal) {
        try inspectJournal()
      } else if FileSystem.exists(directory.checkpoint) {
        throw journalLost("is missing")
      }
    }
    elapsedNanoseconds = checkpoint?.snapshot.elapsedNanoseconds ?? 0
    latency = checkpoint?.snapshot.latency ?? LatencyMeasurement()
    return VenueStart(
      state: checkpoint?.state,
      runStart: Instant(nanoseconds: now.nanoseconds - elapsedNanoseconds))
  }

  /// The budgets as the checkpoint has them, or as the plan starts.
  func budgets() throws(RunError) -> BudgetStore {
    var store = BudgetStore(
      accountCount: plan.accounts.count, assetCount: plan.assets.count,
      recyclesProceeds: plan.configuration.budget.recycleProceeds)
    for (account, amounts) in plan.initialBudgets().enumerated() {
      for (asset, amount) in amounts.enumerated() {
        store.set(AccountIndex(account), AssetIndex(asset), to: amount)
      }
    }
    guard let checkpoint else { return store }
    for entry in checkpoint.snapshot.budgets
    where !store.restore(entry.account, entry.asset, entry.budget) {
      throw RunError(.badRecords, "\(directory.checkpoint) holds a budget that does not balance")
    }
    guard store.restore(checkpoint.state.budgets) else {
      throw RunError(
        .badRecords, "\(directory.checkpoint) and its state file contradict each other")
    }
    return store
  }

  /// Puts counts and hashes in place and executes again what the journal holds beyond the
  /// checkpoint.
  mutating func finish<V: Venue & ~Copyable>(
    _ core: inout ExecutionCore<V>
  ) throws(RunError) {
    if let snapshot = checkpoint?.snapshot {
      core.statistics = snapshot.statistics
      core.tape = snapshot.tape
      core.frontier = snapshot.frontier
      core.pass = snapshot.pass
      core.isSettling = snapshot.isSettling
      core.slotInFlight = snapshot.isSlotInFlight ? snapshot.frontier : nil
      core.unknownSlots = snapshot.unknownSlots
    }
    guard let recovery else { return }
    let from = checkpoint?.snapshot.journalRecords ?? 0
    guard recovery.recordCount > from else { return }
    core.venue.isReplaying = true
    var measured = latency
    let last = try replay(recovery, from: from) { group throws(RecoveryMismatch) in
      try core.reexecute(group.outcome, group.fills)
      measured.record(group.outcome)
    }
    latency = measured
    core.venue.isReplaying = false
    elapsedNanoseconds = max(elapsedNanoseconds, last)
  }

  private func replay(
    _ recovery: JournalRecovery, from ordinal: UInt64,
    _ body: (borrowing JournalGroup) throws(RecoveryMismatch) -> Void
  ) throws(RunError) -> Int64 {
    var mismatch: RecoveryMismatch?
    var last: Int64 = 0
    do throws(JournalError) {
      try JournalReader(recovery).forEachGroup(from: ordinal) { group in
        last = max(last, group.outcome.doneAtNanoseconds)
        do throws(RecoveryMismatch) {
          try body(group)
          return .next
        } catch {
          mismatch = error
          return .stop
        }
      }
    } catch {
      throw RunError(error)
    }
    if let mismatch { throw RunError(.badRecords, "\(directory.journal): \(mismatch)") }
    return last
  }

  /// Slots whose last outcome is failed. Reads the whole journal.
  func failedSlots() throws(RunError) -> SequenceSet {
    guard let recovery else { return SequenceSet() }
    var failed = SequenceSet()
    do throws(JournalError) {
      try JournalReader(recovery).forEachGroup { group in
        if group.outcome.state == SlotState.failed.rawValue {
          failed.insert(group.outcome.slot)
        } else if group.outcome.isAmendment {
          failed.remove(group.outcome.slot)
        }
        return .next
      }
    } catch {
      throw RunError(error)
    }
    return failed
  }

  /// Opens the journal for appending behind what was restored, or makes it.
  func openJournal(createdAt: WallTime) throws(RunError) -> JournalWriter {
    let settings = plan.configuration.processor
    var options = JournalOptions(mode: settings.saveAfterEachSlot ? .mapped : .buffered)
    if settings.durability == .fsync {
      options.groupCommit = .init(records: 1000, interval: .milliseconds(10))
    }
    do {
      if let recovery { return try JournalWriter.open(after: recovery, options: options) }
      let words = plan.hash.words
      return try JournalWriter.create(
        path: directory.journal, planHash: UInt128(words.0) << 64 | UInt128(words.1),
        createdAt: createdAt, options: options)
    } catch {
      throw RunError(error, hint: "the journal must be writable")
    }
  }

  private mutating func inspectJournal() throws(RunError) {
    do {
      let found = try JournalRecovery.inspect(
        directory.journal, trusting: checkpoint?.snapshot.journalRecords ?? 0)
      let words = plan.hash.words
      guard found.header.planHash == UInt128(words.0) << 64 | UInt128(words.1) else {
        throw RunError(.badRecords, "\(directory.journal) belongs to another plan")
      }
      if found.tornRecords > 0 {
        notice(
          "\(directory.journal): a record torn by the interruption at byte "
            + "\(found.validByteCount) is cut off; its slot is executed again")
      }
      recovery = found
    } catch let error as RunError {
      throw error
    } catch let error as JournalError {
      if case .empty = error {
        if (checkpoint?.snapshot.journalRecords ?? 0) > 0 { throw journalLost("is empty") }
        notice("the journal is empty; the run starts from its first slot")
        return try restartEmptyJournal()
      }
      throw RunError(error)
    } catch {
      throw RunError(.internalError, "\(error)")
    }
  }

  private func journalLost(_ what: String) -> RunError {
    RunError(
      .badRecords,
      "\(directory.journal) \(what), though \(directory.checkpoint) counts on its records; "
        + "restore it from a copy, or start a new run")
  }

  /// A journal without a whole header holds nothing: it is made anew.
  private mutating func restartEmptyJournal() throws(RunError) {
    checkpoint = nil
    do {
      try FileSystem.remove(directory.journal)
    } catch {
      throw RunError(error, hint: "the journal must be writable")
    }
  }
}
