/// `simulator completions`: the script that lets a shell complete command lines.
enum CompletionsCommand {
  static let definition = CommandDefinition(
    name: "completions",
    summary: "Print the script that lets bash, zsh or fish complete command lines.",
    positionals: [
      PositionalDefinition(
        "SHELL", .choice(CompletionShell.allCases.map(\.rawValue)), help: "bash, zsh or fish.")
    ],
    options: CommonOptions.informational,
    examples: [
      CommandExample("source <(simulator completions bash)", "For this session of bash."),
      CommandExample(
        "simulator completions zsh > ~/.zfunc/_simulator",
        "For zsh, with ~/.zfunc in fpath before compinit."),
      CommandExample(
        "simulator completions fish > ~/.config/fish/completions/simulator.fish", "For fish."),
    ])

  /// Prints the script on standard output.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    guard let shell = CompletionShell(rawValue: arguments.positionals[0]) else {
      preconditionFailure("a shell that the command's table does not list")
    }
    context.writeResult(shell.script(for: context.table))
    return .success
  }
}
