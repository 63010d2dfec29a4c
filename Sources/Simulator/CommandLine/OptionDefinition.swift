/// One option of a command, as data: parsing, help, completions and docs checks all read it.
struct OptionDefinition: Equatable, Sendable {
  /// What the option takes.
  enum Kind: Equatable, Sendable {
    /// A whole number, not negative, of at most 64 bits.
    case integer
    /// A decimal number, read exactly.
    case decimal
    /// Any text.
    case text
    /// Texts, separated by commas.
    case list
    /// An amount for an asset and account, or for all: `[ACCOUNT:][ASSET=]AMOUNT`.
    case budget
    /// One of these words.
    case choice([String])
    /// Comma-separated `word=number` pairs of these words, for example `limit=9,market=1`.
    case weights([String])
    /// One `word=number` pair of these words, for example `refusal=0.1`.
    case assignment([String])
    /// The path of a file.
    case file
    /// The path of a directory.
    case directory
    /// Takes nothing: it is given or it is not.
    case flag
    /// Takes nothing: `--name` says yes, `--no-name` says no.
    case negatableFlag
  }

  /// The long name without dashes, for example `min-amount`.
  let name: String
  /// The one-letter name, if there is one.
  let shortName: Character?
  /// The value's placeholder in help; nil exactly for flags.
  let valueName: String?
  /// What it takes.
  let kind: Kind
  /// Whether it may be given more than once.
  let isRepeatable: Bool
  /// The heading it stands under in help.
  let group: String
  /// One sentence for people.
  let help: String
  /// Where the same setting stands in `simulator.json`; nil when it is not a setting.
  let configurationPath: [String]?
  /// The option without which this one means nothing.
  let requires: String?
  /// Options that contradict this one.
  let excludes: [String]

  /// An option that takes a value.
  init(
    _ name: String, _ valueName: String, _ kind: Kind, group: String, help: String,
    configurationPath: [String]? = nil, isRepeatable: Bool = false, requires: String? = nil,
    excludes: [String] = []
  ) {
    precondition(kind != .flag && kind != .negatableFlag, "a flag takes no value")
    self.init(
      name: name, shortName: nil, valueName: valueName, kind: kind, isRepeatable: isRepeatable,
      group: group, help: help, configurationPath: configurationPath, requires: requires,
      excludes: excludes)
  }

  /// An option that takes no value.
  init(
    flag name: String, shortName: Character? = nil, isNegatable: Bool = false, group: String,
    help: String, configurationPath: [String]? = nil, requires: String? = nil,
    excludes: [String] = []
  ) {
    self.init(
      name: name, shortName: shortName, valueName: nil, kind: isNegatable ? .negatableFlag : .flag,
      isRepeatable: false, group: group, help: help, configurationPath: configurationPath,
      requires: requires, excludes: excludes)
  }

  private init(
    name: String, shortName: Character?, valueName: String?, kind: Kind, isRepeatable: Bool,
    group: String, help: String, configurationPath: [String]?, requires: String?, excludes: [String]
  ) {
    self.name = name
    self.shortName = shortName
    self.valueName = valueName
    self.kind = kind
    self.isRepeatable = isRepeatable
    self.group = group
    self.help = help
    self.configurationPath = configurationPath
    self.requires = requires
    self.excludes = excludes
  }

  /// Every spelling that selects the option, dashes included, the plain one first.
  var spellings: [String] {
    ["--\(name)", negation, shortName.map { "-\($0)" }].compactMap(\.self)
  }

  /// The spelling that says no; nil when there is none.
  var negation: String? { kind == .negatableFlag ? "--no-\(name)" : nil }

  /// The help on one spelling.
  func help(on spelling: String) -> String {
    spelling == negation ? "The opposite of --\(name)." : help
  }

  /// The words that may stand as, or in, the value; empty when anything may.
  var words: [String] {
    switch kind {
    case .choice(let words), .weights(let words), .assignment(let words): words
    case .integer, .decimal, .text, .list, .budget, .file, .directory, .flag, .negatableFlag: []
    }
  }

  /// The help with what the rest of the definition says: the words that may stand as the value, the
  /// options that it needs or excludes, and whether it may be repeated.
  var fullHelp: String {
    var sentences = [help]
    let list = words.joined(separator: ", ")
    switch kind {
    case .choice: sentences.append("One of: \(list).")
    case .weights, .assignment: sentences.append("Names: \(list).")
    case .integer, .decimal, .text, .list, .budget, .file, .directory, .flag, .negatableFlag: break
    }
    if let requires { sentences.append("Only with --\(requires).") }
    sentences += excludes.map { "Not with --\($0)." }
    if isRepeatable { sentences.append("Repeatable.") }
    return sentences.joined(separator: " ")
  }
}
