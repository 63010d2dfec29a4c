import Budgets
import Domain
import Journal
import Platform

/// Brings a run back to where its journal ends: the last checkpoint, then the slots since then
/// executed again and compared with what the journal says of them.
struct Restoration {
  let plan: Plan
  let directory: RunDirectory
  /// The lane that is brought back; its files are those of `directory`.
  let lane: Int
  /// Whether the run is only looked at: then no file is changed, and another process may go on
  /// executing it.
  let isReadOnly: Bool
  let notice: (String) -> Void
  private(set) var checkpoint: LoadedCheckpoint?
  /// The budgets as the checkpoint has them, or as the plan starts.
  private(set) var budgets: BudgetStore
  private(set) var recovery: JournalRecovery?
  /// How long the run was executed before, in nanoseconds.
  private(set) var elapsedNanoseconds: Int64 = 0
  /// What was measured before.
  private(set) var measurement: RunMeasurement
  /// Journal records that were executed again since no checkpoint covered them.
  private(set) var recordsReexecuted: UInt64 = 0

  init(
    plan: Plan, directory: RunDirectory, isReadOnly: Bool = false,
    notice: @escaping (String) -> Void
  ) {
    self.plan = plan
    self.directory = directory
    lane = directory.lane ?? 0
    measurement = RunMeasurement(plan)
    self.isReadOnly = isReadOnly
    self.notice = notice
    budgets = plan.budgetsAtStart(lane: lane, of: plan.lanes.laneCount)
  }

  /// Tries already made of the next slot.
  var attemptsInProgress: UInt32 { lastSnapshot?.cursor.attemptsInProgress ?? 0 }

  /// Whether the run was completed, and nothing happened since.
  var wasCompleted: Bool { lastSnapshot?.status == .completed }

  /// The checkpoint, if the journal ends where it does.
  private var lastSnapshot: RunSnapshot? {
    checkpoint.flatMap { $0.snapshot.journalRecords == recovery?.recordCount ? $0.snapshot : nil }
  }

  /// Reads checkpoint and journal.
  mutating func begin(
    _ mode: RunMode, now: Instant
  ) throws(RunError) -> VenueStart {
    if mode != .fresh && directory.volume.exists(directory.journal) {
      findCheckpoint()
      try inspectJournal()
    } else if mode != .fresh && directory.volume.exists(directory.checkpoint) {
      throw RunError(JournalError.missing(path: directory.journal))
    }
    elapsedNanoseconds = checkpoint?.snapshot.elapsedNanoseconds ?? 0
    return VenueStart(
      state: checkpoint?.state,
      runStart: Instant(nanoseconds: now.nanoseconds - elapsedNanoseconds), lane: lane,
      laneCount: plan.lanes.laneCount)
  }

  private mutating func findCheckpoint() {
    switch LoadedCheckpoint.find(directory, plan: plan) {
    case .found(let loaded): take(loaded)
    case .missing where isReadOnly: break
    case .missing:
      notice("there is no checkpoint; the run is rebuilt from its journal")
    case .unusable(let reason):
      notice("the checkpoint is not usable (\(reason)); the run is rebuilt from its journal")
    }
  }

  /// Starts from the checkpoint if its halves fit each other. They do not when the process ended
  /// between replacing the one and the other with a slot in flight.
  private mutating func take(_ loaded: LoadedCheckpoint) {
    var store = budgets
    let isWhole = loaded.snapshot.budgets.allSatisfy { entry in
      store.restore(entry.account, entry.asset, entry.budget)
    }
    var measured = RunMeasurement(plan)
    var reader = BinaryReader(loaded.state.measurement)
    let isRead = measured.read(from: &reader) && reader.isAtEnd
    let fits = loaded.state.transfers.sent.count == plan.lanes.laneCount
    guard isWhole, isRead, fits, store.restore(loaded.state.budgets) else {
      notice(
        "\(directory.checkpoint) and its state file contradict each other; the run is rebuilt from "
          + "its journal")
      return
    }
    budgets = store
    measurement = measured
    checkpoint = loaded
  }

  /// Puts counts and hashes in place and executes again what the journal holds beyond the
  /// checkpoint.
  mutating func finish<V: Venue & ~Copyable>(
    _ core: inout ExecutionCore<V>
  ) throws(RunError) {
    if let snapshot = checkpoint?.snapshot {
      core.statistics = snapshot.statistics
      core.tape = snapshot.tape
      core.frontier = snapshot.cursor.frontier
      core.pass = snapshot.cursor.pass
      core.unknownSlots = snapshot.unknownSlots
    }
    if let state = checkpoint?.state {
      core.transfers = state.transfers
      core.deferred = state.deferred
    }
    guard let recovery else { return }
    defer { core.findSlotInFlight() }
    let from = checkpoint?.snapshot.journalRecords ?? 0
    guard recovery.recordCount > from else { return }
    recordsReexecuted = recovery.recordCount - from
    core.venue.isReplaying = true
    core.beginReplay(attemptsInProgress: checkpoint?.snapshot.cursor.attemptsInProgress ?? 0)
    let last = try replay(recovery, from: from, &core)
    core.venue.isReplaying = false
    elapsedNanoseconds = max(elapsedNanoseconds, last)
  }

  /// Executes again what the journal holds from a record on, transfers from and to other lanes included.
  ///
  /// - Returns: the latest moment that the journal tells of, in nanoseconds of the run.
  private mutating func replay<V: Venue & ~Copyable>(
    _ recovery: JournalRecovery, from ordinal: UInt64, _ core: inout ExecutionCore<V>
  ) throws(RunError) -> Int64 {
    var steps = ReplaySteps(measurement: measurement)
    do throws(JournalError) {
      var stream = try JournalReader(recovery).groups(from: ordinal)
      while try stream.next(transfer: { steps.take($0, &core) }) {
        guard steps.take(stream.group, &core) else { break }
      }
    } catch {
      throw RunError(error)
    }
    measurement = steps.measurement
    if let problem = steps.problem {
      throw RunError(.badRecords, "\(directory.journal): \(problem)")
    }
    return steps.last
  }

  /// Slots whose last outcome is failed. Reads the whole journal.
  func failedSlots() throws(RunError) -> SequenceSet {
    guard let recovery else { return SequenceSet() }
    var failed = SequenceSet()
    do throws(JournalError) {
      var stream = try JournalReader(recovery).groups()
      while try stream.next() {
        let outcome = stream.group.outcome
        if outcome.state == SlotState.failed.rawValue {
          failed.insert(outcome.slot)
        } else if outcome.isAmendment {
          failed.remove(outcome.slot)
        }
      }
    } catch {
      throw RunError(error)
    }
    return failed
  }

  /// Opens the journal for appending behind what was restored, or makes it.
  func openJournal(createdAt: WallTime) throws(RunError) -> JournalWriter {
    let settings = plan.configuration.processor
    // What one lane hands to another must be known to both after a kill: lanes never buffer.
    let isMapped = settings.saveAfterEachSlot || plan.lanes.laneCount > 1
    var options = JournalOptions(mode: isMapped ? .mapped : .buffered)
    if settings.durability == .fsync {
      options.groupCommit = .init(records: 1000, interval: .milliseconds(10))
    }
    do {
      if let recovery { return try JournalWriter.open(after: recovery, options: options) }
      let words = plan.hash.words
      return try JournalWriter.create(
        path: directory.journal, planHash: UInt128(words.0) << 64 | UInt128(words.1),
        createdAt: createdAt, options: options, on: directory.volume)
    } catch {
      throw RunError(error, hint: "the journal must be writable")
    }
  }

  private mutating func inspectJournal() throws(RunError) {
    do {
      let found = try JournalRecovery.inspect(
        directory.journal, on: directory.volume,
        trusting: checkpoint?.snapshot.journalRecords ?? 0,
        allowsHoles: plan.configuration.processor.durability == .fsync)
      let words = plan.hash.words
      guard found.header.planHash == UInt128(words.0) << 64 | UInt128(words.1) else {
        throw RunError(.badRecords, "\(directory.journal) belongs to another plan")
      }
      if found.tornRecords > 0 && !isReadOnly {
        notice(
          "\(directory.journal): a record torn by the interruption at byte "
            + "\(found.validByteCount) is cut off; its slot is executed again")
      }
      recovery = found
    } catch let error as RunError {
      throw error
    } catch let error as JournalError {
      if case .empty(let path) = error {
        if let trusted = checkpoint?.snapshot.journalRecords, trusted > 0 {
          throw RunError(.shorterThanTrusted(path: path, recordCount: 0, trusted: trusted))
        }
        if !isReadOnly { notice("the journal is empty; the run starts from its first slot") }
        return try restartEmptyJournal()
      }
      throw RunError(error)
    } catch {
      throw RunError(.internalError, "\(error)")
    }
  }

  /// A journal without a whole header holds nothing: it is made anew.
  private mutating func restartEmptyJournal() throws(RunError) {
    checkpoint = nil
    measurement = RunMeasurement(plan)
    budgets = plan.budgetsAtStart(lane: lane, of: plan.lanes.laneCount)
    if isReadOnly { return }
    do {
      try directory.volume.remove(directory.journal)
    } catch {
      throw RunError(error, hint: "the journal must be writable")
    }
  }
}
