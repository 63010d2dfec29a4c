/// Where the files of one run are.
public struct RunDirectory: Hashable, Sendable {
  /// The folder of all saved runs.
  public let stateDirectory: String
  /// The run.
  public let runID: String

  /// The directory of run `runID` below `stateDirectory`.
  public init(stateDirectory: String, runID: String) {
    self.stateDirectory = stateDirectory
    self.runID = runID
  }

  /// The run's own folder.
  public var path: String { "\(stateDirectory)/\(runID)" }
  /// The plan and how the run was started.
  public var runFile: String { "\(path)/run.json" }
  /// Outcomes and fills.
  public var journal: String { "\(path)/journal" }
  /// The last snapshot.
  public var checkpoint: String { "\(path)/checkpoint.json" }
  /// Held by the process that executes the run; contains its process id.
  public var lock: String { "\(path)/lock" }

  /// The binary half of the checkpoint at `records` journal records.
  public func stateFile(records: UInt64) -> String { "\(path)/\(Self.stateName(records))" }

  /// The file name of the binary half of the checkpoint at `records` journal records.
  static func stateName(_ records: UInt64) -> String { "state-\(records).bin" }
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
