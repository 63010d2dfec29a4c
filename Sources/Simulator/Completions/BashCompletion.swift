/// The completion script for bash.
///
/// One function finds the command among the words before the cursor, then offers the values of the
/// option in front of the cursor, or else the command's options and arguments. `=` splits words in
/// bash, so `--option=value` arrives as three words.
struct BashCompletion {
  let table: CommandTable

  var script: String {
    """
    # bash completion for simulator; load it with: source <(simulator completions bash)
    _simulator() {
      local cur prev command word
      cur="${COMP_WORDS[COMP_CWORD]}"
      prev="${COMP_WORDS[COMP_CWORD - 1]}"
      if [[ $cur == "=" ]]; then
        cur=""
      elif [[ $prev == "=" ]]; then
        prev="${COMP_WORDS[COMP_CWORD - 2]}"
      fi
      command=""
      for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "$word" in
          \(table.commands.map(\.name).joined(separator: "|")))
            command="$word"
            break
            ;;
        esac
      done
      COMPREPLY=()
      case "$command:$prev" in
    \(valueCases)
      esac
      local words=""
      case "$command" in
    \(commandCases)
      esac
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    }
    complete -F _simulator simulator

    """
  }

  /// For each option with a value: what may stand behind it.
  private var valueCases: String {
    let commands = table.commands.flatMap { command in
      command.options.filter { $0.valueName != nil }.map { Self.valueCase(command.name, $0) }
    }
    let common = table.commonOptions.filter { $0.valueName != nil }.map { Self.valueCase("", $0) }
    return (common + commands).joined(separator: "\n")
  }

  private static func valueCase(_ command: String, _ option: OptionDefinition) -> String {
    "    \(command):--\(option.name)) \(values(of: option)) return ;;"
  }

  private static func values(of option: OptionDefinition) -> String {
    switch option.kind {
    case .choice(let words):
      "mapfile -t COMPREPLY < <(compgen -W \"\(words.joined(separator: " "))\" -- \"$cur\");"
    case .weights(let words), .assignment(let words):
      "compopt -o nospace 2>/dev/null;"
        + " mapfile -t COMPREPLY < <(compgen -S = -W \"\(words.joined(separator: " "))\" -- \"$cur\");"
    case .file: "mapfile -t COMPREPLY < <(compgen -f -- \"$cur\");"
    case .directory: "mapfile -t COMPREPLY < <(compgen -d -- \"$cur\");"
    case .integer, .decimal, .text, .list, .budget, .flag, .negatableFlag: ""
    }
  }

  /// For each command, and for none yet: the words that may stand at the cursor.
  private var commandCases: String {
    let spellings = { (options: [OptionDefinition]) in
      options.flatMap { $0.spellings.filter { $0.hasPrefix("--") } }.joined(separator: " ")
    }
    let names = table.commands.map(\.name).joined(separator: " ")
    let none = "    \"\") words=\"\(names) \(spellings(table.commonOptions))\" ;;"
    let commands = table.commands.map { command in
      let words = command.positionals.map(words).filter { !$0.isEmpty }
      let all = (words + [spellings(command.options)]).joined(separator: " ")
      return "    \(command.name)) words=\"\(all)\" ;;"
    }
    return ([none] + commands).joined(separator: "\n")
  }

  private func words(for positional: PositionalDefinition) -> String {
    switch positional.kind {
    case .file: "$(compgen -f -- \"$cur\")"
    case .run: "$(\(CompletionShell.savedRuns))"
    case .command: table.commands.map(\.name).joined(separator: " ")
    case .choice(let words): words.joined(separator: " ")
    }
  }
}
