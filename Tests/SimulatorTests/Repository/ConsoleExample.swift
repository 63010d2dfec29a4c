import TestSupport

/// A command in a fenced `console` block of a page, with what the page says of its end.
///
/// In such a block a line that begins with `$ ` is a command, the lines behind it are output. `$ echo $?`
/// tells the exit code of the command before, which is 0 otherwise. A line `...` stands for lines that
/// are left out.
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
        if !isExitCode, line != "..." { examples[last].output.append(String(line)) }
        isExitCode = false
      }
    }
    return examples
  }

  /// Lines of output that are the same in every run: those without times, places and names of runs.
  var stableOutput: [String] {
    let stable = [
      "Slots ", "Orders ", "Matches ", "Attempts ", "Failures ", "Asset ", "BTC ", "ETH ", "USD ",
      "Budgets ", "Audit ", "Seed ", "Plan ", "Tape ", "Ledger ", "simulator: error: ", "note: ",
    ]
    return output.filter { line in stable.contains { line.hasPrefix($0) } }
  }
}
