/// The completion script for zsh, on its `_arguments` function.
struct ZshCompletion {
  let table: CommandTable

  var script: String {
    """
    #compdef simulator
    # zsh completion for simulator; save it as _simulator in a folder of fpath.
    _simulator() {
      local context state state_descr line
      typeset -A opt_args
      local -a commands
      commands=(
    \(commands)
      )
      _arguments -C \\
    \(arguments(table.commonOptions))
        '1: :{_describe command commands}' \\
        '*:: :->words'
      [[ $state == words ]] || return
      case $words[1] in
    \(table.commands.map(branch).joined(separator: "\n"))
      esac
    }
    _simulator_runs() {
      local -a runs
      runs=(${(f)"$(\(CompletionShell.savedRuns))"})
      compadd -a runs
    }
    if [[ $funcstack[1] == _simulator ]]; then
      _simulator "$@"
    else
      compdef _simulator simulator
    fi

    """
  }

  private var commands: String {
    table.commands.map { "    '\($0.name):\(Self.quoted($0.summary))'" }.joined(separator: "\n")
  }

  private func branch(for command: CommandDefinition) -> String {
    let words = command.positionals.map { positional in
      let star = positional.isRepeatable ? "*" : ""
      return "      '\(star):\(positional.name):\(values(of: positional))' \\"
    }
    return """
          \(command.name))
            _arguments \\
      \(arguments(command.options))
      \((words + ["      && return", "      ;;"]).joined(separator: "\n"))
      """
  }

  private func arguments(_ options: [OptionDefinition]) -> String {
    options.flatMap { option in
      option.spellings.map { "      \(Self.argument($0, option)) \\" }
    }.joined(separator: "\n")
  }

  private static func argument(_ spelling: String, _ option: OptionDefinition) -> String {
    let star = option.isRepeatable ? "*" : ""
    let equals = option.valueName == nil || !spelling.hasPrefix("--") ? "" : "="
    let value = option.valueName.map { ":\(quoted($0)):\(values(of: option))" } ?? ""
    return "'\(star)\(spelling)\(equals)[\(quoted(option.help(on: spelling)))]\(value)'"
  }

  private static func values(of option: OptionDefinition) -> String {
    switch option.kind {
    case .choice(let words): "(\(words.joined(separator: " ")))"
    case .weights(let words), .assignment(let words):
      "(\(words.map { "\($0)=" }.joined(separator: " ")))"
    case .file: "_files"
    case .directory: "_files -/"
    case .integer, .decimal, .text, .list, .budget, .flag, .negatableFlag: " "
    }
  }

  private func values(of positional: PositionalDefinition) -> String {
    switch positional.kind {
    case .file: "_files"
    case .run: "_simulator_runs"
    case .command: "(\(table.commands.map(\.name).joined(separator: " ")))"
    case .choice(let words): "(\(words.joined(separator: " ")))"
    }
  }

  /// Text inside single quotes, where `_arguments` gives colons and brackets a meaning.
  private static func quoted(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "'": result += "'\\''"
      case ":", "[", "]": result += "\\\(character)"
      default: result.append(character)
      }
    }
  }
}
