/// How a command that lists things writes them.
enum OutputFormat: Equatable {
  case text
  case json
  case csv

  /// What the arguments ask for; `--csv` where the command has it.
  init(_ arguments: ParsedArguments) {
    let hasCSV = arguments.command.option(named: "csv") != nil
    self = arguments.flag("json") ? .json : hasCSV && arguments.flag("csv") ? .csv : .text
  }
}
