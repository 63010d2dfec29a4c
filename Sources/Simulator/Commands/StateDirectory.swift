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
}
