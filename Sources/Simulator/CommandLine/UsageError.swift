/// Why a command line cannot be understood.
enum UsageError: Error, Equatable, Sendable {
  /// No command has that name.
  case unknownCommand(String, nearest: String?)
  /// The command has no such option.
  case unknownOption(String, command: String?, nearest: String?)
  /// The option stands last, or before another option, without its value.
  case missingValue(option: String, valueName: String, command: String?)
  /// `--flag=value`.
  case unexpectedValue(option: String, value: String, command: String?)
  /// The value is not of the option's kind.
  case invalidValue(option: String, value: String, expected: String, command: String?)
  /// An option that may stand once stands twice.
  case repeatedOption(option: String, command: String?)
  /// Two options that contradict each other.
  case contradiction(option: String, other: String, command: String)
  /// An option that means nothing without another one.
  case missingCompanion(option: String, other: String, command: String)
  /// A word that must be there is not.
  case missingArgument(name: String, command: String)
  /// A word more than the command takes.
  case unexpectedArgument(String, command: String)
  /// A word that is none of those that may stand there.
  case invalidArgument(String, name: String, allowed: [String], nearest: String?, command: String)

  /// What is wrong, in one line.
  var message: String {
    switch self {
    case .unknownCommand(let name, let nearest):
      "unknown command '\(name)'" + Self.suggestion(nearest)
    case .unknownOption(let option, let command, let nearest):
      "unknown option '\(option)'" + Self.place(command) + Self.suggestion(nearest)
    case .missingValue(let option, let valueName, _):
      "option '\(option)' needs a value: \(option) \(valueName)"
    case .unexpectedValue(let option, let value, _):
      "option '\(option)' takes no value, but '\(value)' was given"
    case .invalidValue(let option, let value, let expected, _):
      "option '\(option)': '\(value)' is not \(expected)"
    case .repeatedOption(let option, _):
      "option '\(option)' was given more than once"
    case .contradiction(let option, let other, _):
      "options '\(option)' and '\(other)' exclude each other"
    case .missingCompanion(let option, let other, _):
      "option '\(option)' has no meaning without '\(other)'"
    case .missingArgument(let name, let command):
      "command '\(command)' needs \(name)"
    case .unexpectedArgument(let word, let command):
      "command '\(command)' does not take '\(word)'"
    case .invalidArgument(let word, let name, let allowed, let nearest, _):
      "\(name): '\(word)' is not one of \(allowed.joined(separator: ", "))"
        + Self.suggestion(nearest)
    }
  }

  /// The command line that explains what would have been right.
  var hint: String {
    command.map { "simulator help \($0)" } ?? "simulator help"
  }

  private var command: String? {
    switch self {
    case .unknownCommand: nil
    case .unknownOption(_, let command, _), .missingValue(_, _, let command),
      .unexpectedValue(_, _, let command), .invalidValue(_, _, _, let command),
      .repeatedOption(_, let command):
      command
    case .contradiction(_, _, let command), .missingCompanion(_, _, let command),
      .missingArgument(_, let command), .unexpectedArgument(_, let command),
      .invalidArgument(_, _, _, _, let command):
      command
    }
  }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }

  private static func place(_ command: String?) -> String {
    command.map { " for '\($0)'" } ?? ""
  }
}
