import Domain
import Journal
public import Platform

/// What is to be done with a run.
public enum RunMode: Hashable, Sendable {
  /// Execute it from its first slot.
  case fresh
  /// Go on where it stopped.
  case resume
  /// Go on where it stopped, then try failed slots again.
  case retryFailed
}

/// One process's work on one run: restore, execute, settle, save.
public struct RunSession<Clock: SimulatorClock> {
  let plan: Plan
  let directory: RunDirectory
  let clock: Clock
  let control: any RunControl
  let createdAt: WallTime
  /// Told what a user should know of how the run was restored.
  let notice: (String) -> Void
  /// Opens a venue outside of this process.
  let openVenue: VenueOpener
  /// Lets lanes take turns on the caller's thread; nil for a thread for each.
  let turns: LaneTurns?

  /// Prepares work on the run in `directory`, whose lock the caller holds.
  public init(
    plan: Plan, directory: RunDirectory, clock: Clock, control: any RunControl,
    createdAt: WallTime, notice: @escaping (String) -> Void,
    openVenue: @escaping VenueOpener = RunSession.noVenueOutside, turns: LaneTurns? = nil
  ) {
    self.plan = plan
    self.directory = directory
    self.clock = clock
    self.control = control
    self.createdAt = createdAt
    self.notice = notice
    self.openVenue = openVenue
    self.turns = turns
  }

  /// Refuses every venue outside, for callers that know none.
  public static var noVenueOutside: VenueOpener {
    { request throws(RunError) in
      throw RunError(
        .venue, "nothing here reaches a venue of type \(request.plan.configuration.venue.type)")
    }
  }

  /// Does the work on the venue that the plan names.
  public func execute(
    _ mode: RunMode, inspector: inout any RunInspector
  ) throws(RunError) -> RunReport {
    try onVenue(mode, &inspector)
  }

  @inline(__always)
  fileprivate func onVenue(
    _ mode: RunMode, _ inspector: inout any RunInspector
  ) throws(RunError) -> RunReport {
    let faults = plan.configuration.faults
    switch plan.configuration.venue.type {
    case .embedded:
      guard let faults else {
        return try execute(mode, &inspector) { (start) throws(RunError) -> EmbeddedVenue in
          try start.embedded(plan)
        }
      }
      return try execute(mode, &inspector) {
        (start) throws(RunError) -> FaultyVenue<EmbeddedVenue, Clock> in
        start.faulty(try start.embedded(plan), faults, plan, clock)
      }
    case .null:
      guard let faults else {
        return try execute(mode, &inspector) { (_) throws(RunError) -> NullVenue in NullVenue() }
      }
      return try execute(mode, &inspector) {
        (start) throws(RunError) -> FaultyVenue<NullVenue, Clock> in
        start.faulty(NullVenue(), faults, plan, clock)
      }
    case .postgresql, .sql:
      guard let faults else {
        return try execute(mode, &inspector) { (start) throws(RunError) -> ExternalVenue in
          try external(start, mode)
        }
      }
      return try execute(mode, &inspector) {
        (start) throws(RunError) -> FaultyVenue<ExternalVenue, Clock> in
        start.faulty(try external(start, mode), faults, plan, clock)
      }
    }
  }

  /// The venue outside, where the last checkpoint left it.
  private func external(_ start: VenueStart, _ mode: RunMode) throws(RunError) -> ExternalVenue {
    let key = try RunFile(reading: directory).orderKey
    let driver = try openVenue(
      VenueRequest(
        plan: plan, orderKey: key, isFresh: mode == .fresh,
        stateDirectory: directory.stateDirectory))
    var venue = ExternalVenue(name: plan.configuration.venue.type.rawValue, driver: driver)
    if let state = start.state { venue.restore(state.venue) }
    return venue
  }

  /// After so many records executed again a checkpoint is written at once, so that a run that is
  /// killed time and again gets on.
  static var recordsWorthSaving: UInt64 { 50_000 }

  func execute<V: Venue & ~Copyable>(
    _ mode: RunMode, _ inspector: inout any RunInspector,
    _ makeVenue: (VenueStart) throws(RunError) -> V
  ) throws(RunError) -> RunReport {
    guard plan.lanes.laneCount == 1 else {
      return try executeLanes(mode, &inspector, makeVenue)
    }
    var restoration = Restoration(plan: plan, directory: directory, notice: notice)
    let start = try restoration.begin(mode, now: clock.now())
    var core = ExecutionCore(
      plan: plan, budgets: restoration.budgets, venue: try makeVenue(start))
    try restoration.finish(&core)
    let failed = mode == .retryFailed ? try restoration.failedSlots() : nil
    let journal = try restoration.openJournal(createdAt: createdAt)
    var processor = SlotProcessor(
      core: core, journal: journal, clock: clock, control: control,
      checkpoints: CheckpointWriter(directory: directory, plan: plan),
      elapsedNanoseconds: restoration.elapsedNanoseconds)
    processor.restore(
      measurement: restoration.measurement, attempts: restoration.attemptsInProgress,
      wasCompleted: restoration.wasCompleted)
    return try drive(
      processor, failed, savesFirst: restoration.recordsReexecuted > Self.recordsWorthSaving,
      &inspector)
  }

  private func drive<V: Venue & ~Copyable>(
    _ fresh: consuming SlotProcessor<V, Clock>, _ failed: SequenceSet?, savesFirst: Bool,
    _ inspector: inout any RunInspector
  ) throws(RunError) -> RunReport {
    var processor = fresh
    do {
      if savesFirst { try processor.saveCheckpoint(.running) }
      let status = RunStatus(try processor.runPasses(failed: failed))
      processor.showProgress()
      let stopped = try processor.stop(status)
      inspector.inspect(stopped.core)
      var totals = RunTotals(plan: plan)
      totals.add(stopped.core)
      inspector.conclude(totals)
      guard let summary = totals.budgetSummary else { preconditionFailure("a run without lanes") }
      return RunReport(
        runID: directory.runID, plan: plan, status: status,
        statistics: stopped.core.statistics, budgets: stopped.core.budgets,
        budgetSummary: summary, tape: stopped.core.tape, measurement: stopped.measurement,
        endedBy: stopped.endedBy,
        elapsedNanoseconds: stopped.elapsedNanoseconds, checkpointPath: directory.checkpoint)
    } catch {
      throw storageFailure(error)
    }
  }

  func storageFailure(_ error: SystemError) -> RunError {
    RunError(
      error,
      hint: "the run stops here; what its journal holds is safe, make room and go on with: "
        + "simulator resume \(directory.runID) --state-dir \(directory.stateDirectory)")
  }
}

extension RunSession where Clock == SystemClock {
  /// Does the work on the system's clock.
  ///
  /// Every loop below is compiled for this clock and each venue: generic code is not specialised
  /// for callers in other targets, and costs several times as much.
  public func execute(
    _ mode: RunMode, inspector: inout any RunInspector
  ) throws(RunError) -> RunReport {
    try onVenue(mode, &inspector)
  }
}

extension RunSession where Clock == ManualClock {
  /// Does the work on a simulated clock, compiled for it as for the system's.
  public func execute(
    _ mode: RunMode, inspector: inout any RunInspector
  ) throws(RunError) -> RunReport {
    try onVenue(mode, &inspector)
  }
}

extension RunStatus {
  /// The status of a run whose last pass ended so.
  init(_ end: PassEnd) {
    switch end {
    case .completed: self = .completed
    case .interrupted: self = .interrupted
    case .quit: self = .quit
    }
  }
}
