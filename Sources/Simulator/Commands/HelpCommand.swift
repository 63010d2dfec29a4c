/// `simulator help`: what the program or one command does.
enum HelpCommand {
  static let definition = CommandDefinition(
    name: "help",
    summary: "Explain the program, or one command.",
    positionals: [
      PositionalDefinition("COMMAND", .command, isOptional: true, help: "The command to explain.")
    ],
    options: CommonOptions.informational,
    examples: [CommandExample("simulator help run", "Every option of 'run'.")])

  /// Prints the help on standard output.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    let command = arguments.positionals.first.flatMap { context.table.command(named: $0) }
    let help = HelpText(style: context.resultStyle)
    context.writeResult(command.map(help.text) ?? help.text(for: context.table))
    return .success
  }
}
