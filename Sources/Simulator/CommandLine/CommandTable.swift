/// All commands, in the order in which help lists them.
struct CommandTable: Equatable, Sendable {
  /// The commands.
  let commands: [CommandDefinition]
  /// Options that may stand before the command's name.
  let commonOptions: [OptionDefinition]

  /// The command of that name.
  func command(named name: String) -> CommandDefinition? { commands.first { $0.name == name } }
}

extension CommandTable {
  /// The program's commands.
  static let simulator = CommandTable(
    commands: [
      RunCommand.definition,
      ResumeCommand.definition,
      RunsCommand.definition,
      ShowCommand.definition,
      AuditCommand.definition,
      BudgetsCommand.definition,
      ReportCommand.definition,
      HistoryCommand.definition,
      ScheduleCommand.definition,
      ReplayCommand.definition,
      DbCommand.definition,
      AccountsCommand.definition,
      LadderCommand.definition,
      BenchCommand.definition,
      SimulateCommand.definition,
      CompletionsCommand.definition,
      HelpCommand.definition,
      VersionCommand.definition,
    ],
    commonOptions: CommonOptions.all)
}
