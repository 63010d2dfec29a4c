/// What can only be judged once the whole command line is read.
struct ArgumentChecks {
  let command: CommandDefinition
  let values: [String: [String]]
  let positionals: [String]
  let table: CommandTable

  /// Throws what is wrong first, in the order of the tables.
  func check() throws(UsageError) {
    for option in command.options where values[option.name] != nil {
      try checkCompany(of: option)
    }
    try checkPositionals()
  }

  private func checkCompany(of option: OptionDefinition) throws(UsageError) {
    for other in option.excludes where values[other] != nil {
      throw .contradiction(option: "--\(option.name)", other: "--\(other)", command: command.name)
    }
    if let other = option.requires, values[other] == nil {
      throw .missingCompanion(
        option: "--\(option.name)", other: "--\(other)", command: command.name)
    }
  }

  private func checkPositionals() throws(UsageError) {
    for (index, word) in positionals.enumerated() {
      guard let definition = definition(at: index) else {
        throw .unexpectedArgument(word, command: command.name)
      }
      try check(word, against: definition)
    }
    let missing = command.positionals.dropFirst(positionals.count).first { !$0.isOptional }
    if let missing { throw .missingArgument(name: missing.name, command: command.name) }
  }

  private func definition(at index: Int) -> PositionalDefinition? {
    if index < command.positionals.count { return command.positionals[index] }
    guard let last = command.positionals.last, last.isRepeatable else { return nil }
    return last
  }

  private func check(
    _ word: String, against definition: PositionalDefinition
  ) throws(UsageError) {
    switch definition.kind {
    case .run, .file: return
    case .command:
      let names = table.commands.map(\.name)
      guard names.contains(word) else {
        throw .unknownCommand(word, nearest: Nearest.word(to: word, among: names))
      }
    case .choice(let allowed):
      guard allowed.contains(word) else {
        throw .invalidArgument(
          word, name: definition.name, allowed: allowed,
          nearest: Nearest.word(to: word, among: allowed), command: command.name)
      }
    }
  }
}
