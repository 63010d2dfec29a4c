import Domain

/// A command line that was understood: every value is of its option's kind.
struct ParsedArguments: Equatable, Sendable {
  /// The command to execute.
  let command: CommandDefinition
  /// The values of the options that were given, by name without dashes, in the order given; a flag's
  /// value is `true` or `false`.
  let values: [String: [String]]
  /// The words besides options, in order.
  let positionals: [String]

  /// Whether the option was given.
  func isGiven(_ name: String) -> Bool { values[known(name)] != nil }

  /// The last value of an option that takes one.
  func text(_ name: String) -> String? { values[known(name)]?.last }

  /// All values of an option, in the order given.
  func texts(_ name: String) -> [String] { values[known(name)] ?? [] }

  /// The value of an option of kind `integer`.
  func integer(_ name: String) -> UInt64? { text(name).flatMap { UInt64($0) } }

  /// The value of an option of kind `integer` as a count; nil too when it does not fit.
  func count(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  /// The value of an option of kind `decimal`.
  func decimal(_ name: String) -> ExactDecimal? {
    text(name).flatMap { try? ExactDecimal(parsing: $0) }
  }

  /// The parts of an option of kind `list`; nil when it was not given.
  func list(_ name: String) -> [String]? {
    text(name)?.split(separator: ",").map(String.init)
  }

  /// The pairs of an option of kind `weights` or `assignment`, in the order given.
  func assignments(_ name: String) -> [Assignment] {
    texts(name).flatMap { Assignment.list(parsing: $0) ?? [] }
  }

  /// The values of an option of kind `budget`, in the order given.
  func budgets(_ name: String) -> [BudgetArgument] {
    texts(name).compactMap(BudgetArgument.init)
  }

  /// What a negatable flag says; nil when it was not given.
  func boolean(_ name: String) -> Bool? { text(name).map { $0 == "true" } }

  /// Whether a flag was given and not negated.
  func flag(_ name: String) -> Bool { boolean(name) ?? false }

  /// The options that override the configuration file, in the order of the command's table.
  var overrides: [(option: OptionDefinition, path: [String], values: [String])] {
    command.options.compactMap { option in
      guard let path = option.configurationPath, let values = values[option.name] else {
        return nil
      }
      return (option, path, values)
    }
  }

  /// Traps on a name that the command does not have: asking for it is a slip in the program.
  private func known(_ name: String) -> String {
    precondition(
      command.option(named: name) != nil, "command '\(command.name)' has no option '\(name)'")
    return name
  }
}
