import Domain
import Journal
public import Platform

extension SlotProcessor where V: ~Copyable {
  /// How often progress is shown and due work looked for.
  private static var tickNanoseconds: Int64 { 100_000_000 }
  /// Slots after which a checkpoint is written, so that a resumed run starts within a second.
  private static var slotsPerCheckpoint: UInt64 { 250_000 }
  /// Time after which a checkpoint is written.
  private static var nanosecondsPerCheckpoint: Int64 { 5_000_000_000 }

  /// Does what is due a few times a second, when the time has come.
  @inline(__always)
  mutating func tickIfDue(_ now: Instant) throws(SystemError) {
    if now >= nextTick { try tick(now) }
  }

  /// Shows progress, syncs and writes a checkpoint where these are due.
  @inline(never)
  mutating func tick(_ now: Instant) throws(SystemError) {
    nextTick = Instant(nanoseconds: now.nanoseconds + Self.tickNanoseconds)
    elapsedNanoseconds = max(elapsedNanoseconds, now.nanoseconds - runStart.nanoseconds)
    if let team { report(to: team, now) } else { control.show(progress(at: now)) }
    if syncsInGroups { _ = try journal.syncIfDue(now: now) }
    if !isTrying && isCheckpointDue(now) { try saveCheckpoint(.running) }
  }

  /// A checkpoint is due after so many slots or so much time, but never so often that writing
  /// them takes more than two percent of the time.
  ///
  /// None is due once the main pass is through: a failed slot that is being tried again holds a lock,
  /// and who resumes without trying failed slots again would never give it back.
  private func isCheckpointDue(_ now: Instant) -> Bool {
    guard core.frontier < core.plan.slotCount else { return false }
    let slots = core.frontier - lastCheckpointFrontier
    let nanoseconds = now.nanoseconds - lastCheckpoint.nanoseconds
    guard slots > 0, nanoseconds > 50 * checkpointCostNanoseconds else { return false }
    return slots >= Self.slotsPerCheckpoint || nanoseconds >= Self.nanosecondsPerCheckpoint
  }

  /// Writes a checkpoint that vouches for everything up to now.
  public mutating func saveCheckpoint(_ status: RunStatus) throws(SystemError) {
    let started = clock.now()
    elapsedNanoseconds = max(elapsedNanoseconds, started.nanoseconds - runStart.nanoseconds)
    if syncsInGroups { try journal.sync() } else { try journal.flush() }
    let snapshot = try checkpoints.write(
      core, status: status, measurement: measurement, attemptsInProgress: attemptsInProgress,
      elapsedNanoseconds: elapsedNanoseconds, journalRecords: journal.position,
      savedAt: clock.wallTime, isDurable: syncsInGroups || status != .running)
    team?.note(snapshot, of: core.lane)
    lastCheckpoint = clock.now()
    lastCheckpointFrontier = core.frontier
    checkpointCostNanoseconds = lastCheckpoint.nanoseconds - started.nanoseconds
  }

  /// Takes over what earlier processes measured and tried.
  ///
  /// - Parameter wasCompleted: whether the run was completed by one of them.
  mutating func restore(measurement: RunMeasurement, attempts: UInt32, wasCompleted: Bool) {
    self.measurement = measurement
    attemptsInProgress = attempts
    looksUpAgain = wasCompleted
  }

  /// Shows how far the run is now.
  mutating func showProgress() {
    let now = clock.now()
    if let team { report(to: team, now) } else { control.show(progress(at: now)) }
  }

  /// Writes the last checkpoint of this process and closes the journal.
  public consuming func stop(_ status: RunStatus) throws(SystemError) -> StoppedRun<V> {
    measurement.generator.laneNanoseconds += clock.now().nanoseconds - sessionStart.nanoseconds
    try saveCheckpoint(status)
    try journal.close()
    return StoppedRun(
      core: core, measurement: measurement, elapsedNanoseconds: elapsedNanoseconds,
      endedBy: endedBy)
  }

  /// How far the run is.
  public func progress(at now: Instant) -> RunProgress {
    RunProgress(
      slotCount: core.plan.slotCount, finished: core.statistics.finished,
      finishedHere: core.statistics.finished - finishedBefore,
      nanosecondsHere: now.nanoseconds - sessionStart.nanoseconds,
      elapsedNanoseconds: elapsedNanoseconds, statistics: core.statistics,
      measurement: measurement, budgets: [core.budgets], lanes: 1)
  }
}

/// What is left of a run whose process stops: all but the means to go on.
public struct StoppedRun<V: Venue & ~Copyable>: ~Copyable {
  /// What the run is made of.
  public var core: ExecutionCore<V>
  /// What was measured.
  public let measurement: RunMeasurement
  /// How long the run was executed, in nanoseconds.
  public let elapsedNanoseconds: Int64
  /// What ended its main pass.
  public let endedBy: RunEnd
}
