/// Parses a command line and hands it to the code that executes its command.
struct Dispatcher {
  /// Executes one command.
  typealias Handler = (ParsedArguments, CommandContext) -> ExitCode

  /// The code of each command, by name.
  let handlers: [String: Handler]

  /// Executes the command that `words` ask for; usage errors are explained on standard error.
  func run(_ words: [String], _ context: CommandContext) -> ExitCode {
    let arguments: ParsedArguments
    do {
      arguments = try ArgumentParser.parse(words, table: context.table)
    } catch {
      context.writeMessage(Self.explanation(of: error, style: context.messageStyle))
      return .usage
    }
    guard let handler = handlers[arguments.command.name] else {
      context.writeMessage("simulator: nothing executes '\(arguments.command.name)'\n")
      return .internalError
    }
    return handler(arguments, context)
  }

  /// The error, and where help is, in two lines.
  static func explanation(of error: UsageError, style: Style) -> String {
    """
    simulator: \(style.error("error:")) \(error.message)
    Try '\(error.hint)'.

    """
  }
}
