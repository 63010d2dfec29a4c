import Domain
import Journal
import Platform

/// Runs of several lanes: each restores itself, executes on a thread of its own, and is stopped with
/// the others.
extension RunSession {
  func executeLanes<V: Venue & ~Copyable>(
    _ mode: RunMode, _ inspector: inout any RunInspector,
    _ makeVenue: (VenueStart) throws(RunError) -> V
  ) throws(RunError) -> RunReport {
    let restored = try RestoredLanes(
      plan, directory, mode, now: clock.now(), notice: notice, makeVenue)
    let team = LaneTeam(
      laneCount: plan.lanes.laneCount, sessionStart: clock.now(), turns: turns)
    let desk = DecisionDesk(control)
    let start = (restored.elapsedNanoseconds, restored.origin, restored.wasCompleted)
    let runners = try restored.lanes.map { (lane) throws(RunError) in
      try runner(lane, start, mode, team, desk)
    }
    do {
      if let turns {
        try work(runners, team, turns)
      } else {
        try work(runners, team, desk)
      }
    } catch {
      throw storageFailure(error)
    }
    return try report(runners, team, &inspector)
  }

  /// Puts a restored lane to where it can go on.
  ///
  /// - Parameter start: how long the run was executed before, its lowest slot without an outcome, and
  ///   whether it was completed. A lane that has come to its end while others had not is not the run.
  private func runner<V: Venue & ~Copyable>(
    _ lane: RestoredLane<V>, _ start: (elapsed: Int64, origin: UInt64, wasCompleted: Bool),
    _ mode: RunMode, _ team: LaneTeam, _ desk: DecisionDesk
  ) throws(RunError) -> LaneRunner<V, Clock> {
    let restoration = lane.restoration
    let failed = mode == .retryFailed ? try restoration.failedSlots() : nil
    var journal = try restoration.openJournal(createdAt: createdAt)
    do throws(SystemError) {
      for transfer in lane.missing { try journal.append(transfer) }
    } catch {
      throw storageFailure(error)
    }
    guard let core = lane.core.take() else { preconditionFailure("a lane is taken twice") }
    var processor = SlotProcessor(
      core: core, journal: journal, clock: clock,
      control: LaneControl(signals: team.signals[restoration.lane], decisions: desk),
      checkpoints: CheckpointWriter(directory: restoration.directory, plan: plan),
      elapsedNanoseconds: start.elapsed, origin: start.origin, team: team)
    processor.restore(
      measurement: restoration.measurement, attempts: restoration.attemptsInProgress,
      wasCompleted: start.wasCompleted)
    return LaneRunner(
      processor, failed: failed,
      savesFirst: restoration.recordsReexecuted > Self.recordsWorthSaving, team: team)
  }

  /// Starts all lanes and watches over them until they have ended.
  private func work<V: Venue & ~Copyable>(
    _ runners: [LaneRunner<V, Clock>], _ team: LaneTeam, _ desk: DecisionDesk
  ) throws(SystemError) {
    let ended = Monitor(0)
    var threads = ThreadGroup()
    do throws(SystemError) {
      for runner in runners {
        try threads.start {
          runner.run()
          ended.withLock { $0 += 1 }
        }
      }
    } catch {
      team.stop()
      threads.joinAll()
      throw error
    }
    var nextSaving = clock.now() + Self.mergeInterval
    while true {
      let pause = SystemClock().now() + Self.watchInterval
      let count = runners.count
      let isOver: Bool? = ended.wait(until: pause) { $0 == count ? true : nil }
      if control.isStopRequested { team.stop() }
      if !desk.isBusy.isRaised, let progress = team.progress { control.show(progress) }
      try saveAll(team, &nextSaving)
      if isOver != nil { break }
    }
    threads.joinAll()
    for runner in runners {
      if let failure = runner.failure { throw failure }
    }
  }

  /// Lets all lanes take turns on this thread until they have ended.
  private func work<V: Venue & ~Copyable>(
    _ runners: [LaneRunner<V, Clock>], _ team: LaneTeam, _ turns: LaneTurns
  ) throws(SystemError) {
    turns.begin(runners)
    var nextSaving = clock.now() + Self.mergeInterval
    while turns.takeOne() {
      if control.isStopRequested { team.stop() }
      try saveAll(team, &nextSaving)
    }
    for runner in runners {
      if let failure = runner.failure { throw failure }
    }
  }

  /// Puts the checkpoints of all lanes together when that is due.
  private func saveAll(
    _ team: LaneTeam, _ nextSaving: inout Instant
  ) throws(SystemError) {
    guard clock.now() >= nextSaving, let snapshots = team.snapshots else { return }
    nextSaving = clock.now() + Self.mergeInterval
    try CheckpointWriter(directory: directory, plan: plan)
      .write(merging: snapshots, status: .running)
  }

  private static var watchInterval: TimeSpan { .milliseconds(50) }
  private static var mergeInterval: TimeSpan { .milliseconds(2000) }

  /// Adds up what the lanes came to and writes the last checkpoint of the whole run.
  private func report<V: Venue & ~Copyable>(
    _ runners: [LaneRunner<V, Clock>], _ team: LaneTeam, _ inspector: inout any RunInspector
  ) throws(RunError) -> RunReport {
    let end = PassEnd(runners.map(\.end))
    var totals = RunTotals(plan: plan)
    var measurement = RunMeasurement(plan)
    var elapsed: Int64 = 0
    var endedBy = RunEnd.plan
    for runner in runners {
      guard let stopped = runner.takeStopped() else { preconditionFailure("a lane has no end") }
      inspector.inspect(stopped.core)
      totals.add(stopped.core)
      measurement.merge(stopped.measurement)
      elapsed = max(elapsed, stopped.elapsedNanoseconds)
      if stopped.endedBy != .plan { endedBy = stopped.endedBy }
    }
    inspector.conclude(totals)
    let status = RunStatus(end)
    do {
      if let snapshots = team.snapshots {
        try CheckpointWriter(directory: directory, plan: plan)
          .write(merging: snapshots, status: status)
      }
    } catch {
      throw storageFailure(error)
    }
    guard let budgets = totals.budgets, let summary = totals.budgetSummary else {
      preconditionFailure("a run without lanes")
    }
    return RunReport(
      runID: directory.runID, plan: plan, status: status, statistics: totals.statistics,
      budgets: budgets, budgetSummary: summary, tape: totals.tape, measurement: measurement,
      endedBy: endedBy,
      elapsedNanoseconds: elapsed, checkpointPath: directory.checkpoint)
  }
}

extension PassEnd {
  /// How a run ended whose lanes ended so: by decision, by a signal, or with its last slot.
  init(_ ends: [PassEnd]) {
    if ends.contains(.quit) {
      self = .quit
    } else {
      self = ends.contains(.interrupted) ? .interrupted : .completed
    }
  }
}
