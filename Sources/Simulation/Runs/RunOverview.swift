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
  /// Slots failed or of unknown fate.
  public let open: UInt64
  /// What is wrong with its files, when something is.
  public let problem: String?

  /// Reads what a run's files tell. Never fails: what cannot be read makes the run `damaged`.
  public init(_ directory: RunDirectory) {
    runID = directory.runID
    process = RunLock.holder(of: directory)
    do {
      let file = try RunFile(reading: directory)
      let plan = try file.plan()
      let snapshot = try? RunSnapshot(reading: directory.checkpoint, plan: plan)
      let frontier = try Self.frontier(directory, snapshot)
      createdAt = file.createdAt
      venue = file.configuration.venue.type.rawValue
      slotCount = plan.slotCount
      finished = frontier
      open = (snapshot?.statistics.failed ?? 0) + (snapshot?.statistics.unknown ?? 0)
      problem = nil
      state = Self.state(snapshot?.status ?? .running, isHeld: process != nil)
    } catch {
      createdAt = nil
      venue = ""
      slotCount = 0
      finished = 0
      open = 0
      problem = "\(error)"
      state = .damaged
    }
  }

  private static func state(_ status: RunStatus, isHeld: Bool) -> State {
    if isHeld { return .running }
    switch status {
    case .running: return .killed
    case .completed: return .completed
    case .interrupted: return .interrupted
    case .quit: return .quit
    }
  }

  /// The journal knows more than the checkpoint, until it is damaged.
  private static func frontier(
    _ directory: RunDirectory, _ snapshot: RunSnapshot?
  ) throws(JournalError) -> UInt64 {
    guard FileSystem.exists(directory.journal) else { return 0 }
    do {
      return try JournalRecovery.inspect(
        directory.journal, trusting: snapshot?.journalRecords ?? 0
      ).frontier
    } catch {
      if case .empty = error { return 0 }
      throw error
    }
  }
}

extension RunStore {
  /// The newest run that can be gone on with: neither being executed nor damaged, and not completed
  /// or, with `includingFailed`, completed with slots failed or of unknown fate. Nil when there is
  /// none.
  public func newestUnfinished(
    includingFailed: Bool = false
  ) throws(RunError) -> RunDirectory? {
    for runID in try runIDs().reversed() {
      let overview = RunOverview(directory(runID))
      switch overview.state {
      case .interrupted, .quit, .killed: return directory(runID)
      case .completed where includingFailed && overview.open > 0: return directory(runID)
      case .running, .completed, .damaged: continue
      }
    }
    return nil
  }
}
