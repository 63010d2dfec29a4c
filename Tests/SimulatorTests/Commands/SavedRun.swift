import JSONText
import TestSupport
import Testing

/// A run that the program itself executed, in a directory that goes with it.
struct SavedRun: ~Copyable {
  let folder: TemporaryDirectory
  let runID = "nightly"

  /// What the program answered.
  struct Answer {
    let status: ProcessEnd
    let output: String
    let error: String

    /// The output as one JSON text.
    func json() throws -> JSONNode { try JSONParser.parse(Array(output.utf8)) }

    /// The output as one JSON text per line.
    func jsonLines() throws -> [JSONNode] {
      try output.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
    }
  }

  /// Faults, refusals, resting orders, cancels and counterparties of every kind; 720 slots.
  static let troubled = [
    "--accounts", "10", "--trades-per-account", "40", "--resting-share", "0.2", "--cancel-share",
    "0.1", "--fault", "failure=0.2", "--fault", "refusal=0.05", "--fault",
    "timeout_after_apply=0.1", "--max-retries", "1", "--retry-base-delay-ms", "0",
    "--on-failure", "continue", "--budget", "30000", "--matching-strategy",
    "match_with:test-account-3",
  ]

  /// Makes the directory; no run is in it yet.
  init() throws { folder = try TemporaryDirectory() }

  /// A directory with a run that was executed with these options.
  static func executed(_ options: [String] = troubled) throws -> SavedRun {
    let run = try SavedRun()
    let answer = try run.call(["run", "--run-id", run.runID, "--quiet"] + options)
    #expect(answer.error.isEmpty)
    return run
  }

  /// Executes the program on this directory.
  func call(_ words: [String]) throws -> Answer {
    let child = try start(words)
    let status = try child.waitForExit()
    return Answer(status: status, output: child.standardOutput, error: child.standardError)
  }

  /// Starts the program on this directory.
  func start(_ words: [String]) throws -> ChildProcess {
    try ChildProcess(
      SimulatorBinary.path, words + ["--state-dir", "\(folder.path)/state"],
      workingDirectory: folder.path)
  }
}
