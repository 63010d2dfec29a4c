/// Turns the words of a command line into `ParsedArguments`, by the tables alone.
///
/// - `--key value` and `--key=value` mean the same; what begins with `--` is never taken for a value
///   in the first form, so a forgotten value is noticed.
/// - `--` ends the options: all that follows are plain words.
/// - Common options may stand before the command.
/// - `-h` or `--help` anywhere before `--` asks for help, `-V` or `--version` for the version, whatever
///   else is wrong with the line; no words at all ask for help.
struct ArgumentParser {
  private let table: CommandTable
  private var words: [String]
  private var position = 0
  private var command: CommandDefinition?
  private var values: [String: [String]] = [:]
  private var positionals: [String] = []

  private init(_ words: [String], table: CommandTable) {
    self.table = table
    self.words = words
  }

  /// Reads the words that follow the program's name.
  static func parse(
    _ words: [String], table: CommandTable = .simulator
  ) throws(UsageError) -> ParsedArguments {
    var parser = ArgumentParser(words, table: table)
    if let request = parser.requestForInformation() { return request }
    return try parser.parse()
  }

  private mutating func parse() throws(UsageError) -> ParsedArguments {
    while let word = next() {
      if word == "--" {
        while let plain = next() { try take(plain: plain) }
      } else if word.hasPrefix("-"), word != "-" {
        try take(option: word)
      } else {
        try take(plain: word)
      }
    }
    guard let command else { return try Self.parse([HelpCommand.definition.name], table: table) }
    try ArgumentChecks(command: command, values: values, positionals: positionals, table: table)
      .check()
    return ParsedArguments(command: command, values: values, positionals: positionals)
  }

  private mutating func next() -> String? {
    guard position < words.count else { return nil }
    defer { position += 1 }
    return words[position]
  }

  private mutating func take(plain word: String) throws(UsageError) {
    guard command != nil else {
      guard let found = table.command(named: word) else {
        throw .unknownCommand(
          word, nearest: Nearest.word(to: word, among: table.commands.map(\.name)))
      }
      command = found
      return
    }
    positionals.append(word)
  }

  private mutating func take(option word: String) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = String(parts[0])
    guard let option = options.first(where: { $0.spellings.contains(spelling) }) else {
      throw .unknownOption(
        spelling, command: command?.name,
        nearest: Nearest.word(to: spelling, among: options.flatMap(\.spellings)))
    }
    let attached = parts.count == 2 ? String(parts[1]) : nil
    let value = try value(of: option, spelling: spelling, attached: attached)
    try record(value, of: option)
  }

  private mutating func value(
    of option: OptionDefinition, spelling: String, attached: String?
  ) throws(UsageError) -> String {
    guard let valueName = option.valueName else {
      if let attached {
        throw .unexpectedValue(option: spelling, value: attached, command: command?.name)
      }
      return spelling == option.negation ? "false" : "true"
    }
    let value: String
    if let attached {
      value = attached
    } else {
      value = try nextValue(of: spelling, valueName: valueName)
    }
    try ValueChecks.check(value, of: option, command: command?.name)
    return value
  }

  private var options: [OptionDefinition] { command?.options ?? table.commonOptions }

  private mutating func nextValue(
    of spelling: String, valueName: String
  ) throws(UsageError) -> String {
    guard position < words.count, !words[position].hasPrefix("--") else {
      throw .missingValue(option: spelling, valueName: valueName, command: command?.name)
    }
    defer { position += 1 }
    return words[position]
  }

  /// A plain flag may be given twice, since that says the same twice.
  private mutating func record(_ value: String, of option: OptionDefinition) throws(UsageError) {
    let isFirst = values[option.name] == nil
    if option.kind == .flag {
      values[option.name] = [value]
    } else if isFirst || option.isRepeatable {
      values[option.name, default: []].append(value)
    } else {
      throw .repeatedOption(option: "--\(option.name)", command: command?.name)
    }
  }

  /// The command that shows help or the version, when the line asks for it.
  private func requestForInformation() -> ParsedArguments? {
    let words = words.prefix { $0 != "--" }
    let isHelp = words.contains { CommonOptions.help.spellings.contains($0) }
    let isVersion = words.contains { CommonOptions.version.spellings.contains($0) }
    guard isHelp || isVersion else { return nil }
    let name = isHelp ? HelpCommand.definition.name : VersionCommand.definition.name
    guard let answer = table.command(named: name) else { return nil }
    let subject = words.first { !$0.hasPrefix("-") && table.command(named: $0) != nil }
    return ParsedArguments(
      command: answer, values: [:], positionals: isHelp ? subject.map { [$0] } ?? [] : [])
  }
}
