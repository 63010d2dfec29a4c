import Replay
import Simulation

/// `simulator replay`: recorded order flow as load.
enum ReplayCommand {
  static let definition = CommandDefinition(
    name: "replay",
    summary: "Replay recorded order flow on a venue and compare the book.",
    positionals: [
      PositionalDefinition(
        "FILE", .file,
        help: "LOBSTER messages or an order flow, plain, gzip or zstd; - is standard input.")
    ],
    options: input + pace + output + DatabaseOptions.all + database
      + [
        OptionDefinition(
          flag: "json", group: "Common",
          help: "Print one JSON object on standard output, nothing else."),
        OptionDefinition(
          flag: "quiet", group: "Common", help: "Print no progress and no messages but errors."),
      ] + CommonOptions.informational,
    examples: [
      CommandExample(
        "simulator replay flow.csv", "Replay an order flow as fast as the engine takes it."),
      CommandExample(
        "simulator replay AAPL_message_10.csv --orderbook AAPL_orderbook_10.csv",
        "Replay LOBSTER messages and compare the book after each of them."),
      CommandExample(
        "simulator replay AAPL_message_10.csv.gz --speed 10x --summary --json",
        "Ten times as fast as recorded, with spread and depth, as JSON."),
      CommandExample(
        "simulator replay AAPL_message_10.csv --venue postgresql --batch 200",
        "Send the orders to the order-book database, and prove what it has of them."),
    ])

  /// The venues that take recorded flow.
  static let venues: [VenueType] = [.embedded, .null, .postgresql]

  private static let input = [
    OptionDefinition(
      "format", "FORMAT", .choice(ReplayOptions.Format.allCases.map(\.rawValue)), group: "Input",
      help: "Take the rows for FORMAT (default: csv where the file begins with #, else lobster)."),
    OptionDefinition(
      "orderbook", "FILE", .file, group: "Input",
      help: "Compare the book with this LOBSTER order-book file after every message."),
    OptionDefinition(
      "symbol", "NAME", .text, group: "Input",
      help: "Call the stock of a LOBSTER file NAME (default: the file's name up to the first _)."),
    OptionDefinition(
      "tick-size", "DOLLARS", .decimal, group: "Input",
      help: "The tick of a LOBSTER file (default: 0.01)."),
    OptionDefinition(
      flag: "skip-bad", group: "Input", help: "Leave out and count bad rows instead of stopping."),
  ]

  private static let pace = [
    OptionDefinition(
      "venue", "VENUE", .choice(venues.map(\.rawValue)), group: "Replay",
      help: "Send orders to this venue; null acknowledges all and matches nothing.",
      configurationPath: ["venue", "type"]),
    OptionDefinition(
      "speed", "SPEED", .text, group: "Replay",
      help: "Go at recorded speed (1x), a multiple (10x, 0.5x), or as fast as possible (max)."),
  ]

  /// Options of venues outside of this process alone, with those of `DatabaseOptions`.
  static let sending = [
    OptionDefinition(
      "batch", "N", .integer, group: "Database",
      help: "Send up to N commands in one transaction (default: 1).",
      configurationPath: ["venue", "batch"]),
    OptionDefinition(
      "max-retries", "N", .integer, group: "Database",
      help: "Try N times more to send what the database did not take (default: 3).",
      configurationPath: ["processor", "max_retries"]),
    OptionDefinition(
      "retry-base-delay-ms", "MS", .integer, group: "Database",
      help: "Wait MS milliseconds before the first further try, doubled each time.",
      configurationPath: ["processor", "retry_base_delay_ms"]),
    OptionDefinition(
      "retry-max-delay-ms", "MS", .integer, group: "Database",
      help: "Wait MS milliseconds at most between tries.",
      configurationPath: ["processor", "retry_max_delay_ms"]),
  ]

  private static let database =
    sending + [
      DatabaseOptions.config,
      OptionDefinition(
        "state-dir", "DIR", .directory, group: "Database",
        help: "Find the private server in DIR (default: ./simulator_state).",
        configurationPath: ["state_dir"]),
    ]

  private static let output = [
    OptionDefinition(
      flag: "summary", group: "Output",
      help: "Look at spread and depth after every message and tell of them."),
    OptionDefinition(
      "convert", "OUT", .file, group: "Output",
      help: "Write all that is sent to the file OUT, as an order flow."),
  ]
}
