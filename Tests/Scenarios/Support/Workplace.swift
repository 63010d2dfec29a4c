import Platform
import TestSupport

/// A folder of its own in which the program is used as a person would: started there, with the runs
/// in `simulator_state` below it.
final class Workplace {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Its absolute path.
  var path: String { directory.path }

  /// The folder of saved runs.
  var state: String { directory.file("simulator_state") }

  /// The path of a file of a saved run.
  func file(_ name: String, of run: String) -> String { "\(state)/\(run)/\(name)" }

  /// Writes a file, such as a configuration.
  func write(_ text: String, as name: String) throws {
    try TextFile.write(text, to: directory.file(name))
  }

  /// Starts the program without a terminal.
  func start(_ words: [String], environment: [String: String] = [:]) throws -> ChildProcess {
    try ChildProcess(
      SimulatorBinary.path, words,
      environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 },
      workingDirectory: path)
  }

  /// Executes a command to its end, without a terminal and with nothing to read.
  @discardableResult
  func run(
    _ words: [String], environment: [String: String] = [:], timeout: Duration = .seconds(120)
  ) throws -> Answer {
    let process = try start(words, environment: environment)
    process.closeStandardInput()
    let end = try process.waitForExit(timeout: timeout)
    return Answer(end: end, output: process.standardOutput, error: process.standardError)
  }

  /// Executes a script of the shell, in which `$0` is the program.
  @discardableResult
  func shell(_ script: String, timeout: Duration = .seconds(120)) throws -> Answer {
    let process = try ChildProcess(
      "/bin/sh", ["-c", script, SimulatorBinary.path],
      environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], workingDirectory: path)
    process.closeStandardInput()
    let end = try process.waitForExit(timeout: timeout)
    return Answer(end: end, output: process.standardOutput, error: process.standardError)
  }

  /// Starts the program on a terminal of its own.
  func terminal(
    _ words: [String], columns: Int = 80, environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      SimulatorBinary.path, words, columns: columns,
      environment: ["PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8"]
        .merging(environment) { $1 },
      workingDirectory: path)
  }

  /// The names of all files and folders below, hidden ones too, with `/` between them.
  func everything() -> [String] { Self.everything(below: path).sorted() }

  private static func everything(below path: String) -> [String] {
    Directory.entries(of: path).flatMap { name in
      [name] + everything(below: "\(path)/\(name)").map { "\(name)/\($0)" }
    }
  }
}
