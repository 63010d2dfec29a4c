import Domain
public import Journal
public import Platform

/// How a pass over slots ended.
public enum PassEnd: Hashable, Sendable {
  /// Every slot has an outcome.
  case completed
  /// A signal asked to stop.
  case interrupted
  /// The user or the policy chose to stop.
  case quit
}

/// How the execution of one slot ended.
enum StepEnd {
  case finished
  case interrupted
  case quit
}

/// Drives slots in order through a venue: pacing, retries with backoff, decisions, journal,
/// measurement and checkpoints around an `ExecutionCore`.
///
/// One writer, no locks. The path of a slot that succeeds at once is short and allocates nothing.
public struct SlotProcessor<V: Venue & ~Copyable, Clock: SimulatorClock>: ~Copyable {
  /// What the run is made of.
  public var core: ExecutionCore<V>
  /// Response, service and lag of every slot that was sent.
  public var latency = LatencyMeasurement()
  /// Tries already made of the slot at the frontier, when a decision to stop left it pending.
  public var attemptsInProgress: UInt32 = 0
  /// Latest moment of the run that was measured, in nanoseconds since its start.
  public var elapsedNanoseconds: Int64 = 0
  var journal: JournalWriter
  let settings: ProcessorConfiguration
  /// Whether outcomes are carried to stable storage in groups as they come.
  let syncsInGroups: Bool
  let backoff: Backoff
  let clock: Clock
  let control: any RunControl
  let checkpoints: CheckpointWriter
  /// When the run would have started had it never been stopped.
  let runStart: Instant
  /// When this process took the run up, and with how many finished slots.
  let sessionStart: Instant
  let finishedBefore: UInt64
  /// Slot that the pace counts from, due at `sessionStart`.
  let paceOrigin: UInt64
  var lastDone: Instant
  var nextTick: Instant
  var lastCheckpoint: Instant
  var lastCheckpointFrontier: UInt64
  var checkpointCostNanoseconds: Int64 = 0
  /// Whether a slot is between its tries: the venue may have it and the journal not, so that no
  /// checkpoint may be written.
  var isTrying = false
  /// Whether a settlement pass may follow one that was made before.
  var looksUpAgain = false

  /// Takes a run up where `core` stands.
  ///
  /// - Parameters:
  ///   - journal: open for appending behind everything that `core` has executed.
  ///   - elapsedNanoseconds: how long the run was executed before.
  public init(
    core: consuming ExecutionCore<V>, journal: consuming JournalWriter, clock: Clock,
    control: any RunControl, checkpoints: CheckpointWriter, elapsedNanoseconds: Int64
  ) {
    settings = core.plan.configuration.processor
    syncsInGroups = settings.durability == .fsync
    backoff = Backoff(core.plan)
    self.clock = clock
    self.control = control
    self.checkpoints = checkpoints
    self.elapsedNanoseconds = elapsedNanoseconds
    let now = clock.now()
    runStart = Instant(nanoseconds: now.nanoseconds - elapsedNanoseconds)
    sessionStart = now
    finishedBefore = core.statistics.finished
    paceOrigin = core.frontier
    lastDone = now
    nextTick = now
    lastCheckpoint = now
    lastCheckpointFrontier = core.frontier
    self.core = core
    self.journal = journal
  }

  /// Executes the slots from the frontier to the end of the plan.
  ///
  /// - Throws: `SystemError` when the journal or a checkpoint cannot be written.
  public mutating func runMainPass() throws(SystemError) -> PassEnd {
    let slotCount = core.plan.slotCount
    let slotsPerSchedule = core.plan.scheduler.slotsPerSchedule
    var scheduleEnd = (core.frontier / slotsPerSchedule + 1) * slotsPerSchedule
    if core.frontier % slotsPerSchedule == 0 { scheduleEnd = core.frontier }
    var pair = core.frontier < slotCount ? core.plan.scheduler.pair(at: core.frontier / 2) : nil
    while core.frontier < slotCount {
      if control.isStopRequested { return .interrupted }
      let sequence = core.frontier
      if sequence == scheduleEnd {
        guard continuesWithSchedule(at: sequence) else {
          return control.isStopRequested ? .interrupted : .quit
        }
        scheduleEnd += slotsPerSchedule
      }
      if sequence % 2 == 0 { pair = core.plan.scheduler.pair(at: sequence / 2) }
      guard let slots = pair else { preconditionFailure("no pair for slot \(sequence)") }
      if settings.tradesPerSecond != nil, try waitUntilDue(sequence) { return .interrupted }
      switch try process(sequence % 2 == 0 ? slots.first : slots.second) {
      case .finished: break
      case .interrupted: return .interrupted
      case .quit: return .quit
      }
    }
    return .completed
  }

  /// Executes one slot of the main pass.
  @inline(__always)
  private mutating func process(_ slot: ActionSlot) throws(SystemError) -> StepEnd {
    let planned = plannedTime(of: slot)
    if let refusal = core.prepare(slot) {
      try finish(slot, .refused(refusal, attempts: 0), SlotTimes(notSentAt: planned))
      if core.frontier % Self.refusalsPerClockReading == 0 { try tickIfDue(clock.now()) }
      return .finished
    }
    let isInFlight = core.slotInFlight != nil && attemptsInProgress > 0
    let number = attemptsInProgress + 1
    let sent = clock.now()
    let result = core.attempt(slot, Attempt(pass: 0, number: number), isUnknown: isInFlight)
    let done = clock.now()
    lastDone = done
    let times = SlotTimes(planned: planned, firstSent: sent, lastSent: sent, done: done)
    switch result {
    case .done(let result):
      try finish(slot, .completed(result, attempts: number), times)
    case .refused(let reason):
      try finish(slot, .refused(reason, attempts: number), times)
    case .failed(let reason, let isUnknown):
      let trial = Trial(
        slot: slot, pass: 0, attempts: number, attemptsBefore: isInFlight ? 0 : number - 1,
        reason: reason, isUnknown: isUnknown, old: nil, onlyLooksUp: false)
      let end = try persist(trial, times)
      if case .finished = end { try tickIfDue(lastDone) }
      return end
    }
    attemptsInProgress = 0
    if syncsInGroups { _ = try journal.syncIfDue(now: done) }
    try tickIfDue(done)
    return .finished
  }

  /// How many slots may be refused unsent, one after the other, before the clock is read for them.
  private static var refusalsPerClockReading: UInt64 { 1024 }

  @inline(__always)
  private func plannedTime(of slot: ActionSlot) -> Instant {
    guard let rate = settings.tradesPerSecond else { return lastDone }
    let due = rate.dueNanoseconds(ofSlot: slot.sequence - paceOrigin)
    return Instant(nanoseconds: sessionStart.nanoseconds + Int64(clamping: due))
  }

  /// Waits for the slot's planned time; true when interrupted.
  private mutating func waitUntilDue(_ sequence: UInt64) throws(SystemError) -> Bool {
    guard let rate = settings.tradesPerSecond else { return false }
    let due = rate.dueNanoseconds(ofSlot: sequence - paceOrigin)
    return try wait(
      until: Instant(nanoseconds: sessionStart.nanoseconds + Int64(clamping: due)))
  }

  private func continuesWithSchedule(at sequence: UInt64) -> Bool {
    let schedule = sequence / core.plan.scheduler.slotsPerSchedule
    guard schedule > 0, !settings.autoContinue, sequence != paceOrigin else { return true }
    return control.continues(
      withSchedule: schedule + 1, of: core.plan.configuration.iterations)
  }

  /// Books the outcome and puts it and its fills into the journal.
  @inline(__always)
  mutating func finish(
    _ slot: ActionSlot, _ outcome: SlotOutcome, _ times: SlotTimes, replacing old: SlotState? = nil
  ) throws(SystemError) {
    core.conclude(slot, outcome, replacing: old)
    if outcome.attempts > 0 {
      latency.response.record(nanoseconds: times.done.nanoseconds - times.planned.nanoseconds)
      latency.service.record(nanoseconds: times.done.nanoseconds - times.lastSent.nanoseconds)
      latency.lag.record(nanoseconds: times.firstSent.nanoseconds - times.planned.nanoseconds)
    }
    var fillCount: UInt32 = 0
    for event in core.events {
      guard let record = FillRecord(event, venueIsOutside: !core.venue.livesInProcess) else {
        continue
      }
      try journal.append(record)
      fillCount += 1
    }
    try journal.append(
      OutcomeRecord(
        slot: slot.sequence, outcome, times: times, runStart: runStart, frontier: core.frontier,
        fillCount: fillCount, pass: old == nil ? 0 : core.pass))
  }
}
