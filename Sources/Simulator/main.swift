import Glibc
import Platform

Terminal.openMissingStreams()
let words = Array(CommandLine.arguments.dropFirst())
let dispatcher = Dispatcher(handlers: [
  AccountsCommand.definition.name: AccountsCommand.execute,
  AuditCommand.definition.name: AuditCommand.execute,
  BenchCommand.definition.name: BenchCommand.execute,
  BudgetsCommand.definition.name: BudgetsCommand.execute,
  CompletionsCommand.definition.name: CompletionsCommand.execute,
  DbCommand.definition.name: DbCommand.execute,
  HelpCommand.definition.name: HelpCommand.execute,
  HistoryCommand.definition.name: HistoryCommand.execute,
  LadderCommand.definition.name: LadderCommand.execute,
  ReportCommand.definition.name: ReportCommand.execute,
  ReplayCommand.definition.name: ReplayCommand.execute,
  ResumeCommand.definition.name: ResumeCommand.execute,
  RunCommand.definition.name: RunCommand.execute,
  RunsCommand.definition.name: RunsCommand.execute,
  ScheduleCommand.definition.name: ScheduleCommand.execute,
  ShowCommand.definition.name: ShowCommand.execute,
  SimulateCommand.definition.name: SimulateCommand.execute,
  VersionCommand.definition.name: VersionCommand.execute,
])
exit(dispatcher.run(words, .process(words: words)).rawValue)
