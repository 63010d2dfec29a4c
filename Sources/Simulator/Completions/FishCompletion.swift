/// The completion script for fish.
struct FishCompletion {
  let table: CommandTable

  var script: String {
    let commands = table.commands.map { command in
      Self.line(for: "", "-a \(command.name) -d '\(Self.quoted(command.summary))'")
    }
    let common = table.commonOptions.flatMap { Self.lines(for: $0, command: "") }
    let lines = commands + common + table.commands.flatMap(lines)
    return """
      # fish completion for simulator
      function __simulator_command
        for word in (commandline -opc)[2..-1]
          if contains -- $word \(table.commands.map(\.name).joined(separator: " "))
            echo $word
            return
          end
        end
      end
      function __simulator_is
        set -l command (__simulator_command)
        test "$command" = "$argv[1]"
      end
      complete -c simulator -f
      \(lines.joined(separator: "\n"))

      """
  }

  /// One completion behind `command`, or in front of any when that is empty.
  private static func line(for command: String, _ completion: String) -> String {
    "complete -c simulator -n '__simulator_is \"\(command)\"' \(completion)"
  }

  private func lines(for command: CommandDefinition) -> [String] {
    let words = command.positionals.map { positional in
      Self.line(
        for: command.name, "-a '\(values(of: positional))' -d '\(Self.quoted(positional.name))'")
    }
    return words + command.options.flatMap { Self.lines(for: $0, command: command.name) }
  }

  private static func lines(for option: OptionDefinition, command: String) -> [String] {
    let short = option.shortName.map { " -s \($0)" } ?? ""
    return option.spellings.filter { $0.hasPrefix("--") }.map { spelling in
      let help = quoted(option.help(on: spelling))
      return line(
        for: command, "-l \(spelling.dropFirst(2))\(short)\(values(of: option)) -d '\(help)'")
    }
  }

  private static func values(of option: OptionDefinition) -> String {
    switch option.kind {
    case .choice(let words): " -x -a '\(words.joined(separator: " "))'"
    case .weights(let words), .assignment(let words):
      " -x -a '\(words.map { "\($0)=" }.joined(separator: " "))'"
    case .file: " -r -F"
    case .directory: " -x -a '(__fish_complete_directories)'"
    case .integer, .decimal, .text, .list, .budget: " -x"
    case .flag, .negatableFlag: ""
    }
  }

  private func values(of positional: PositionalDefinition) -> String {
    switch positional.kind {
    case .file: "(__fish_complete_path)"
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
