import Domain
public import Journal
public import Platform

/// How a pass over slots ended.
public enum PassEnd: Hashable, Sendable {
  /// Every slot has an outcome, or the run's time or budget is over.
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

/// How the turn of one slot, or of a batch of them, ended.
enum TurnEnd {
  case finished
  /// The run's time or budget is over.
  case over
  case interrupted
  case quit

  /// What it means for the pass.
  var passEnd: PassEnd {
    switch self {
    case .finished, .over: .completed
    case .interrupted: .interrupted
    case .quit: .quit
    }
  }
}

/// Drives the slots of one lane in order through a venue: pacing, retries with backoff, decisions,
/// journal, measurement and checkpoints around an `ExecutionCore`.
///
/// One writer, no locks. The path of a slot that succeeds at once is short and allocates nothing.
public struct SlotProcessor<V: Venue & ~Copyable, Clock: SimulatorClock>: ~Copyable {
  /// What the run is made of.
  public var core: ExecutionCore<V>
  /// What was measured.
  public var measurement: RunMeasurement
  /// Tries already made of the slot at the frontier, when a decision to stop left it pending.
  public var attemptsInProgress: UInt32 = 0
  /// Latest moment of the run that was measured, in nanoseconds since its start.
  public var elapsedNanoseconds: Int64 = 0
  /// What ended the main pass before its last slot.
  public internal(set) var endedBy: RunEnd = .plan
  var journal: JournalWriter
  let settings: ProcessorConfiguration
  let load: LoadConfiguration
  /// Whether outcomes are carried to stable storage in groups as they come.
  let syncsInGroups: Bool
  let backoff: Backoff
  let clock: Clock
  let control: any RunControl
  let checkpoints: CheckpointWriter
  /// The other lanes; nil for a run of one.
  let team: LaneTeam?
  /// What they tell this one; nil for a run of one.
  let signals: LaneSignals?
  /// When the run would have started had it never been stopped.
  let runStart: Instant
  /// When this process took the run up, and with how many finished slots.
  let sessionStart: Instant
  let finishedBefore: UInt64
  /// Slot that the schedule and the pace count from, due at `sessionStart`.
  let origin: UInt64
  /// When slots are due; nil for as fast as possible.
  var arrivals: ArrivalClock?
  var lastDone: Instant
  var lastSent: Instant
  var nextTick: Instant
  var lastCheckpoint: Instant
  var lastCheckpointFrontier: UInt64
  var checkpointCostNanoseconds: Int64 = 0
  /// Whether a slot is between its tries: the venue may have it and the journal not, so that no
  /// checkpoint may be written.
  var isTrying = false
  /// Whether a settlement pass may follow one that was made before.
  var looksUpAgain = false
  /// Slots in a row that were refused since the budget did not suffice.
  var budgetRefusals: UInt64 = 0
  /// How many slots from the frontier on may have been taken in a batch whose answer is not known.
  var uncertainCount: Int

  /// Takes a run, or a lane of it, up where `core` stands.
  ///
  /// - Parameters:
  ///   - journal: open for appending behind everything that `core` has executed.
  ///   - elapsedNanoseconds: how long the run was executed before.
  ///   - origin: the lowest slot of the run without an outcome; nil where `core` stands.
  public init(
    core: consuming ExecutionCore<V>, journal: consuming JournalWriter, clock: Clock,
    control: any RunControl, checkpoints: CheckpointWriter, elapsedNanoseconds: Int64,
    origin: UInt64? = nil, team: LaneTeam? = nil
  ) {
    settings = core.plan.configuration.processor
    load = core.plan.configuration.load
    syncsInGroups = settings.durability == .fsync
    backoff = Backoff(core.plan)
    self.clock = clock
    self.control = control
    self.checkpoints = checkpoints
    self.team = team
    signals = team?.signals[core.lane]
    self.elapsedNanoseconds = elapsedNanoseconds
    let now = team?.sessionStart ?? clock.now()
    runStart = Instant(nanoseconds: now.nanoseconds - elapsedNanoseconds)
    sessionStart = now
    finishedBefore = core.statistics.finished
    self.origin = origin ?? core.frontier
    arrivals = ArrivalClock(
      core.plan, origin: self.origin, elapsedNanoseconds: elapsedNanoseconds)
    measurement = RunMeasurement(core.plan)
    // A process before this one may have been stopped with a batch under way.
    let batch = core.plan.configuration.venue.database.batchSize
    uncertainCount = batch > 1 ? batch : 0
    lastDone = now
    lastSent = now
    nextTick = now
    lastCheckpoint = now
    lastCheckpointFrontier = core.frontier
    self.core = core
    self.journal = journal
  }

  /// Executes the slots from the frontier to the end of the plan, or of the run's time or budget.
  ///
  /// - Throws: `SystemError` when the journal or a checkpoint cannot be written.
  public mutating func runMainPass() throws(SystemError) -> PassEnd {
    let end = try runSlots()
    guard end == .completed else { return end }
    return try drainDeferred()
  }

  /// The slots of the main pass, one after the other.
  mutating func runSlots() throws(SystemError) -> PassEnd {
    var pass = MainPass(core)
    while core.frontier < pass.slotCount {
      if let end = try takeTurn(&pass) { return end }
    }
    return .completed
  }

  /// One turn of the main pass, which has slots left: answers other lanes and executes the next slot.
  ///
  /// - Returns: how the pass ended; nil when it goes on.
  @inline(__always)
  mutating func takeTurn(_ pass: inout MainPass) throws(SystemError) -> PassEnd? {
    if let signals {
      if signals.hasNews {
        if signals.isStopRequested { return .interrupted }
        // What a batch may have taken is locked again before anybody else gets it.
        if uncertainCount == 0 { try serve() }
      }
      guard core.skipForeignSlots(pairsMax: Self.pairsSkippedAtOnce) else { return nil }
      guard core.frontier < pass.slotCount else { return .completed }
    } else if control.isStopRequested {
      return .interrupted
    }
    let sequence = core.frontier
    if sequence >= pass.scheduleEnd {
      guard continuesWithSchedule(at: sequence) else {
        return control.isStopRequested ? .interrupted : .quit
      }
      pass.scheduleEnd = (sequence / pass.slotsPerSchedule + 1) * pass.slotsPerSchedule
    }
    if isBatching, let end = try sendBatch(below: pass.scheduleEnd) {
      pass.pair = nil
      return end == .finished ? nil : end.passEnd
    }
    if sequence % 2 == 0 || pass.pair == nil {
      pass.pair = core.plan.scheduler.pair(at: sequence / 2)
    }
    guard let slots = pass.pair else { preconditionFailure("no pair for slot \(sequence)") }
    let end = try process(sequence % 2 == 0 ? slots.first : slots.second)
    return end == .finished ? nil : end.passEnd
  }

  /// How many pairs of other lanes are passed over before a stop is looked for.
  private static var pairsSkippedAtOnce: UInt64 { 4096 }

  /// Executes one slot of the main pass at its time.
  @inline(__always)
  private mutating func process(_ slot: ActionSlot) throws(SystemError) -> TurnEnd {
    var planned = lastDone
    if arrivals != nil {
      switch try awaitTurn(of: slot) {
      case .due(let time): planned = time
      case .dropped: return .finished
      case .over: return .over
      case .interrupted: return .interrupted
      case .quit: return .quit
      }
    } else if isTimeOver {
      return .over
    }
    switch try send(slot, planned) {
    case .finished: return isBudgetOver ? .over : .finished
    case .interrupted: return .interrupted
    case .quit: return .quit
    }
  }

  /// Checks, locks and sends the slot, and books what comes of it.
  @inline(__always)
  private mutating func send(
    _ slot: ActionSlot, _ planned: Instant
  ) throws(SystemError) -> StepEnd {
    let isUncertain = uncertainCount > 0
    if isUncertain { uncertainCount -= 1 }
    if let refusal = try prepare(slot) {
      try finish(slot, .refused(refusal, attempts: 0), SlotTimes(notSentAt: planned))
      if core.frontier % Self.refusalsPerClockReading == 0 { try tickIfDue(clock.now()) }
      return .finished
    }
    let isInFlight = core.slotInFlight != nil && attemptsInProgress > 0 || isUncertain
    let number = attemptsInProgress + 1
    let sent = clock.now()
    let result = try attempt(slot, Attempt(pass: 0, number: number), isUnknown: isInFlight)
    let done = clock.now()
    if arrivals != nil { noteSending(sent, planned) }
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
      let end = load.isOpen ? try deferOrDecide(trial, times) : try persist(trial, times)
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

  private func continuesWithSchedule(at sequence: UInt64) -> Bool {
    let schedule = sequence / core.plan.scheduler.slotsPerSchedule
    guard schedule > 0, !settings.autoContinue, sequence != origin else { return true }
    return control.continues(
      withSchedule: schedule + 1, of: core.plan.configuration.iterations)
  }
}

/// What one turn of the main pass leaves for the next.
struct MainPass {
  let slotCount: UInt64
  let slotsPerSchedule: UInt64
  /// Where the schedule ends that was begun.
  var scheduleEnd: UInt64
  /// The pair of the last slot.
  var pair: SlotPair?

  init<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {
    slotCount = core.plan.slotCount
    slotsPerSchedule = core.plan.scheduler.slotsPerSchedule
    scheduleEnd = (core.frontier / slotsPerSchedule + 1) * slotsPerSchedule
    if core.frontier % slotsPerSchedule == 0 { scheduleEnd = core.frontier }
  }
}
