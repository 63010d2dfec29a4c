import Simulation

/// Options that say which database is meant.
enum DatabaseOptions {
  /// All of them, in the order in which help shows them.
  static let all = [
    OptionDefinition(
      "database-url", "URL", .text, group: "Database",
      help: "Connect to URL (default: DATABASE_URL, the PG variables, then the private server).",
      configurationPath: ["venue", "url"]),
    OptionDefinition(
      "schema", "NAME", .text, group: "Database",
      help: "Use the order book in schema NAME (default: orderbook).",
      configurationPath: ["venue", "schema"]),
    OptionDefinition(
      "settlement", "WHEN", .choice(Settlement.allCases.map(\.rawValue)), group: "Database",
      help: "Settle fills together with their order, or by a transaction of its own.",
      configurationPath: ["venue", "settlement"]),
  ]

  /// The configuration file, for commands that take nothing else of a plan.
  static let config = OptionDefinition(
    "config", "FILE", .file, group: "Database",
    help: "Read the configuration from FILE (default: simulator.json, if there is one).")
}
