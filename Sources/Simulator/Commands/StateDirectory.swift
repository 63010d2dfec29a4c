import Platform
import Simulation

/// Where the commands that read saved runs look for them.
enum StateDirectory {
  /// `--state-dir`, or the `state_dir` of `simulator.json` in this folder, or the built-in one.
  static func store(_ arguments: ParsedArguments) -> RunStore {
    if let path = arguments.text("state-dir") { return RunStore(stateDirectory: path) }
    let name = "simulator.json"
    guard FileSystem.exists(name), let bytes = try? File.read(path: name),
      let configuration = try? Configuration.read(file: (name, bytes))
    else { return RunStore(stateDirectory: "./simulator_state") }
    return RunStore(stateDirectory: configuration.stateDirectory)
  }

  /// The saved run of that id, or the only one whose id begins so.
  ///
  /// - Throws: `CommandFailure` that names a run with nearly that id, where there is one.
  static func run(_ runID: String, _ arguments: ParsedArguments) throws -> RunDirectory {
    let store = store(arguments)
    guard FileSystem.exists(store.path) else {
      throw CommandFailure(
        .usage,
        "there is no run '\(runID)': the state directory \(store.path) does not exist; name "
          + "another with --state-dir")
    }
    do {
      return try store.existing(runID)
    } catch {
      guard error.code == .unknownRun,
        let nearest = Nearest.word(to: runID, among: try store.runIDs())
      else { throw error }
      throw CommandFailure(
        .usage, "there is no run '\(runID)' in \(store.path); did you mean '\(nearest)'?")
    }
  }
}
