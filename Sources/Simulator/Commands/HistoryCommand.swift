/// `simulator history`: what a run did, as beginnings and ends of operations.
enum HistoryCommand {
  /// What a history is written as.
  enum Format: String, CaseIterable {
    /// JSON for Jepsen's checkers.
    case jepsen
    /// The same operations with all that is known of them.
    case csv
  }

  static let definition = CommandDefinition(
    name: "history",
    summary: "Write a run as a history of operations, for consistency checkers.",
    positionals: [PositionalDefinition("RUN", .run, help: "The run's id, as 'runs' lists it.")],
    options: [
      OptionDefinition(
        "format", "FORMAT", .choice(Format.allCases.map(\.rawValue)), group: "History",
        help: "Write as FORMAT (default: as FILE ends, else jepsen).", excludes: ["json"]),
      OptionDefinition(
        "output", "FILE", .file, group: "History",
        help: "Write into FILE instead of standard output."),
      OptionDefinition(
        "market", "ID", .text, group: "History", help: "Only operations on this market."),
      OptionDefinition(
        "account", "ID", .text, group: "History", help: "Only operations of this account."),
    ] + CommonOptions.with(json: "Write the JSON of Jepsen, as --format jepsen."),
    examples: [
      CommandExample(
        "simulator history nightly --output nightly.json",
        "For elle-cli --model list-append nightly.json."),
      CommandExample(
        "simulator history nightly --format csv --market BTC/USD",
        "What happened on one market, with every column."),
    ])
}
