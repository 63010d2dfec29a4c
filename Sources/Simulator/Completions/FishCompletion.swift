/// The completion script for fish.
struct FishCompletion {
  let table: CommandTable

  var script: String {
    let names = table.commands.map(\.name).joined(separator: " ")
    let none = "not __fish_seen_subcommand_from \(names)"
    let commands = table.commands.map { command in
      "complete -c simulator -n '\(none)' -f -a \(command.name) -d '\(Self.quoted(command.summary))'"
    }
    let common = table.commonOptions.flatMap { Self.lines(for: $0, condition: none) }
    let branches = table.commands.flatMap(lines)
    let lines = ["# fish completion for simulator", "complete -c simulator -f"]
    return (lines + commands + common + branches).joined(separator: "\n") + "\n"
  }

  private func lines(for command: CommandDefinition) -> [String] {
    let condition = "__fish_seen_subcommand_from \(command.name)"
    let words = command.positionals.map { positional in
      "complete -c simulator -n '\(condition)' -a '\(values(of: positional))'"
        + " -d '\(Self.quoted(positional.name))'"
    }
    return words + command.options.flatMap { Self.lines(for: $0, condition: condition) }
  }

  private static func lines(for option: OptionDefinition, condition: String) -> [String] {
    let short = option.shortName.map { " -s \($0)" } ?? ""
    let start = "complete -c simulator -n '\(condition)'"
    let end = "\(values(of: option)) -d '\(quoted(option.help))'"
    let yes = "\(start) -l \(option.name)\(short)\(end)"
    return option.kind == .negatableFlag ? [yes, "\(start) -l no-\(option.name)\(end)"] : [yes]
  }

  private static func values(of option: OptionDefinition) -> String {
    switch option.kind {
    case .choice(let words): " -x -a '\(words.joined(separator: " "))'"
    case .weights(let words), .assignment(let words):
      " -x -a '\(words.map { "\($0)=" }.joined(separator: " "))'"
    case .file: " -r -F"
    case .directory: " -x -a '(__fish_complete_directories)'"
    case .integer, .decimal, .text: " -x"
    case .flag, .negatableFlag: ""
    }
  }

  private func values(of positional: PositionalDefinition) -> String {
    switch positional.kind {
    case .run: "(\(CompletionShell.savedRuns))"
    case .command: table.commands.map(\.name).joined(separator: " ")
    case .choice(let words): words.joined(separator: " ")
    }
  }

  /// Text inside single quotes.
  private static func quoted(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      result += character == "'" || character == "\\" ? "\\\(character)" : "\(character)"
    }
  }
}
