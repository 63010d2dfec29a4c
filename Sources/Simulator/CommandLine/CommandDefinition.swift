/// A word that a command takes besides its options.
struct PositionalDefinition: Equatable, Sendable {
  /// What stands at this place.
  enum Kind: Equatable, Sendable {
    /// The id of a saved run.
    case run
    /// The name of a command.
    case command
    /// The path of a file.
    case file
    /// One of these words.
    case choice([String])
  }

  /// The placeholder in help, for example `RUN`.
  let name: String
  /// What stands there.
  let kind: Kind
  /// Whether it may be left out.
  let isOptional: Bool
  /// Whether several may follow one another; only the last one may.
  let isRepeatable: Bool
  /// One sentence for people.
  let help: String

  init(
    _ name: String, _ kind: Kind, isOptional: Bool = false, isRepeatable: Bool = false, help: String
  ) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
    self.isRepeatable = isRepeatable
    self.help = help
  }

  /// The placeholder as the usage line shows it: `RUN`, `[RUN]`, `[NAME...]`.
  var usage: String {
    let name = isRepeatable ? "\(name)..." : name
    return isOptional ? "[\(name)]" : name
  }
}

/// A command line that help shows, with what it does.
struct CommandExample: Equatable, Sendable {
  /// The line as it is typed.
  let line: String
  /// What it does.
  let explanation: String

  init(_ line: String, _ explanation: String) {
    self.line = line
    self.explanation = explanation
  }
}

/// One command, as data.
struct CommandDefinition: Equatable, Sendable {
  /// The word that selects it.
  let name: String
  /// What it does, in one sentence.
  let summary: String
  /// What it takes besides options, in order.
  let positionals: [PositionalDefinition]
  /// What it takes as options, in the order in which help shows them.
  let options: [OptionDefinition]
  /// Lines to copy.
  let examples: [CommandExample]

  init(
    name: String, summary: String, positionals: [PositionalDefinition] = [],
    options: [OptionDefinition], examples: [CommandExample]
  ) {
    self.name = name
    self.summary = summary
    self.positionals = positionals
    self.options = options
    self.examples = examples
  }

  /// The option of that name, without dashes.
  func option(named name: String) -> OptionDefinition? { options.first { $0.name == name } }

  /// The line that shows how to call it.
  var usage: String {
    (["simulator", name] + positionals.map(\.usage) + ["[options]"]).joined(separator: " ")
  }
}
