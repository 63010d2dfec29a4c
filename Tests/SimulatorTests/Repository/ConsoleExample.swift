/// A command in a fenced `console` block of a page, with what the page says of its end.
///
/// In such a block a line that begins with `$ ` is a command, the lines behind it are what a terminal
/// shows. `$ echo $?` tells the exit code of the command before, which is 0 otherwise.
/// `Scripts/refresh-examples.sh` reads the same format.
struct ConsoleExample: Equatable {
  /// The line of the page, from 1.
  let line: Int
  let command: String
  var output: [String] = []
  var exitCode: Int32 = 0

  /// All examples of a page, in order.
  static func all(in text: String) -> [ConsoleExample] {
    var examples: [ConsoleExample] = []
    var isConsole = false
    var isExitCode = false
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        isConsole = line == "```console"
      } else if isConsole, line == "$ echo $?" {
        isExitCode = true
      } else if isConsole, line.hasPrefix("$ ") {
        examples.append(ConsoleExample(line: offset + 1, command: String(line.dropFirst(2))))
      } else if isConsole, !examples.isEmpty {
        let last = examples.count - 1
        if isExitCode { examples[last].exitCode = Int32(line) ?? -1 }
        if !isExitCode { examples[last].output.append(String(line)) }
        isExitCode = false
      }
    }
    return examples
  }

  /// The output as it is in every run: without the lines that tell times, places and names of runs.
  var stableOutput: [String] { Self.stable(output) }

  /// `lines` without those that differ from run to run.
  static func stable(_ lines: [String]) -> [String] {
    let volatile = [
      "run 2", "Run ", "Replay of ", "Response ", "Service ", "Lag ", "Checkpoint ", "SIG",
      "Killed",
      "note: there is no checkpoint", "note: ./simulator_state/",
    ]
    return lines.filter { line in !volatile.contains(where: line.hasPrefix) }
  }
}
