import OrderFlow
import Platform

/// Instructions per command, counted by valgrind in a process of its own that carries out a short
/// form of a flow: a figure that does not depend on what else the machine does.
enum InstructionCount {
  /// Most instructions that a command of the flow may take, driver and reading of events included:
  /// what was measured last, and a little for other builds. Lower it whenever the engine gets
  /// cheaper.
  static let limits: [CanonicalFlow: Double] = [.f1: 285]

  /// The function that is counted.
  private static let counted = "*FlowRun*submitBatches*"

  /// The count, if it is asked for; valgrind must be installed then.
  static func results(
    of kind: CanonicalFlow, _ path: String, _ session: BenchSession
  ) throws -> [BenchResult] {
    guard session.countsInstructions else { return [] }
    let child = try ChildProcess(
      "/usr/bin/env",
      [
        "valgrind", "--tool=callgrind", "--callgrind-out-file=\(session.folder)/callgrind.out",
        "--toggle-collect=\(counted)", session.executable, "bench", "matching", "--quick",
        "--flow", kind.rawValue, "--quiet", "--state-dir", session.folder,
      ])
    let end = try child.waitForExit(timeout: .seconds(600))
    guard end == .exited(0), let total = collected(child.standardError) else {
      throw BenchError.unmeasurable(
        benchmark: path,
        message: "valgrind did not count (\(end)); install it (apt install valgrind) or leave "
          + "--instructions out")
    }
    let commands = 3 * 50_000.0
    return [
      BenchResult(
        "\(path)/instructions", "full service in batches, short form, counted by valgrind",
        unit: "instructions/command", [total / commands],
        target: limits[kind].map { .atMost($0) })
    ]
  }

  /// The number behind `Collected :` in what callgrind says at its end.
  static func collected(_ text: String) -> Double? {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "Collected"), place + 2 < words.count else { continue }
      return Double(words[place + 2])
    }
    return nil
  }
}
