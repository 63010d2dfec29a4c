import Domain
import Journal
public import Platform

/// One line of the list of saved runs.
public struct RunOverview: Sendable {
  /// How a saved run stands, as far as its files tell.
  public enum State: String, CaseIterable, Sendable {
    /// A process is executing it now.
    case running
    /// Every slot has an outcome.
    case completed
    /// Stopped by a signal.
    case interrupted
    /// Stopped by decision.
    case quit
    /// Its process ended without saying so; it can be resumed.
    case killed
    /// Its files cannot be read.
    case damaged
  }

  /// The run.
  public let runID: String
  /// How it stands.
  public let state: State
  /// The process that executes it, when one does.
  public let process: String?
  /// When it was started; nil when its files cannot be read.
  public let createdAt: WallTime?
  /// Its venue.
  public let venue: String
  /// Slots of its plan.
  public let slotCount: UInt64
  /// Slots of the main pass that have an outcome.
  public let finished: UInt64
  /// Slots refused or given up.
  public let failed: UInt64
  /// Slots whose fate is open.
  public let unknown: UInt64
  /// What is wrong with its files, when something is.
  public let problem: String?

  /// Reads what a run's files tell. Never fails: what cannot be read makes the run `damaged`.
  public init(_ directory: RunDirectory) {
    runID = directory.runID
    process = RunLock.holder(of: directory)
    do {
      let file = try RunFile(reading: directory)
      let plan = try file.plan()
      var counts = OutcomeCounts()
      var statuses: [RunStatus] = []
      for lane in directory.lanes(count: plan.lanes.laneCount) {
        let snapshot = try? RunSnapshot(reading: lane.checkpoint, plan: plan)
        try counts.add(lane, plan, snapshot)
        statuses.append(snapshot?.status ?? .running)
      }
      let status = [.running, .quit, .interrupted].first { statuses.contains($0) } ?? .completed
      createdAt = file.createdAt
      venue = file.configuration.venue.type.rawValue
      slotCount = plan.slotCount
      finished = counts.finished
      failed = counts.failed
      unknown = UInt64(counts.unknown.count)
      problem = nil
      state = Self.state(status, isHeld: process != nil)
    } catch {
      createdAt = nil
      venue = ""
      slotCount = 0
      finished = 0
      failed = 0
      unknown = 0
      problem = "\(error)"
      state = .damaged
    }
  }

  private static func state(_ status: RunStatus, isHeld: Bool) -> State {
    if isHeld { return .running }
    switch status {
    case .running, .killed: return .killed
    case .completed: return .completed
    case .interrupted: return .interrupted
    case .quit: return .quit
    }
  }
}

/// How many slots ended how. The journal knows more than the checkpoint: what it holds beyond that
/// is counted.
private struct OutcomeCounts {
  var finished: UInt64 = 0
  var failed: UInt64 = 0
  var unknown: Set<UInt64> = []

  /// Adds a lane.
  mutating func add(
    _ directory: RunDirectory, _ plan: Plan, _ snapshot: RunSnapshot?
  ) throws(JournalError) {
    finished += snapshot?.statistics.finished ?? 0
    failed += snapshot?.statistics.failed ?? 0
    unknown.formUnion(snapshot?.unknownSlots.map(\.sequence) ?? [])
    guard FileSystem.exists(directory.journal) else { return }
    let trusted = snapshot?.journalRecords ?? 0
    do throws(JournalError) {
      let recovery = try JournalRecovery.inspect(
        directory.journal, trusting: trusted,
        allowsHoles: plan.configuration.processor.durability == .fsync)
      var stream = try JournalReader(recovery).groups(from: trusted)
      while try stream.next() { count(stream.group.outcome) }
    } catch {
      if case .empty = error { return }
      throw error
    }
  }

  private mutating func count(_ outcome: OutcomeRecord) {
    if !outcome.isAmendment { finished += 1 }
    if outcome.isAmendment, unknown.remove(outcome.slot) == nil { failed -= min(failed, 1) }
    switch SlotState(rawValue: outcome.state) {
    case .failed: failed += 1
    case .unknown: unknown.insert(outcome.slot)
    case .completed, .skipped, .pending, .inProgress, nil: break
    }
  }
}

extension RunStore {
  /// What the files of every saved run tell, newest last; damaged runs come first.
  public func overviews() throws(RunError) -> [RunOverview] {
    var runs = try runIDs().map { RunOverview(directory($0)) }
    runs.sort { first, second in
      let times = (first.createdAt?.unixNanoseconds, second.createdAt?.unixNanoseconds)
      return (times.0 ?? .min, first.runID) < (times.1 ?? .min, second.runID)
    }
    return runs
  }

  /// The newest run that can be gone on with: neither being executed nor damaged, and not completed
  /// or, with `includingFailed`, completed with slots failed or of unknown fate. Nil when there is
  /// none.
  public func newestUnfinished(
    includingFailed: Bool = false
  ) throws(RunError) -> RunDirectory? {
    let unfinished = try overviews().last { run in
      switch run.state {
      case .interrupted, .quit, .killed: true
      case .completed: includingFailed && run.failed + run.unknown > 0
      case .running, .damaged: false
      }
    }
    return unfinished.map { directory($0.runID) }
  }
}
