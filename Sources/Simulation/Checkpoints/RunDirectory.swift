public import Platform

/// Where the files of one run are.
public struct RunDirectory: Hashable, Sendable {
  /// The folder of all saved runs.
  public let stateDirectory: String
  /// The run.
  public let runID: String

  /// The lane whose files are meant; nil for a run of one lane, and for the run as a whole.
  public let lane: Int?

  /// What the files are on.
  public let volume: Volume

  /// The directory of run `runID` below `stateDirectory`.
  public init(
    stateDirectory: String, runID: String, lane: Int? = nil, volume: Volume = .system
  ) {
    self.stateDirectory = stateDirectory
    self.runID = runID
    self.lane = lane
    self.volume = volume
  }

  /// The same directory, for the files of each of so many lanes.
  public func lanes(count: Int) -> [RunDirectory] {
    guard count > 1 else { return [self] }
    return (0..<count).map {
      RunDirectory(stateDirectory: stateDirectory, runID: runID, lane: $0, volume: volume)
    }
  }

  /// What tells the files of a lane from those of others.
  private var suffix: String { lane.map { "-\($0)" } ?? "" }

  /// The run's own folder.
  public var path: String { "\(stateDirectory)/\(runID)" }
  /// The plan and how the run was started.
  public var runFile: String { "\(path)/run.json" }
  /// Outcomes and fills.
  public var journal: String { "\(path)/journal\(suffix)" }
  /// The last snapshot.
  public var checkpoint: String { "\(path)/checkpoint\(suffix).json" }
  /// The audit that was made when the run ended.
  public var audit: String { "\(path)/audit.json" }
  /// Held by the process that executes the run; contains its process id.
  public var lock: String { "\(path)/lock" }

  /// The binary half of the checkpoint at `records` journal records.
  public func stateFile(records: UInt64) -> String { "\(path)/\(stateName(records))" }

  /// The file name of the binary half of the checkpoint at `records` journal records.
  func stateName(_ records: UInt64) -> String { "\(statePrefix)\(records).bin" }

  /// Whether a file is a binary half of this lane's checkpoints.
  func isStateName(_ name: String) -> Bool {
    guard name.hasPrefix(statePrefix), name.hasSuffix(".bin") else { return false }
    return name.dropFirst(statePrefix.count).dropLast(4).allSatisfy(\.isNumber)
  }

  private var statePrefix: String { lane.map { "state-lane\($0)-" } ?? "state-" }
}

/// Where a run stands, as its last checkpoint says.
public enum RunStatus: String, CaseIterable, Sendable {
  /// Being executed; in a checkpoint, its process may have been killed since.
  case running
  /// Its process ended without saying so. No checkpoint says it: a reader finds it out.
  case killed
  /// Every slot has an outcome.
  case completed
  /// Stopped by a signal.
  case interrupted
  /// Stopped by decision.
  case quit
}
