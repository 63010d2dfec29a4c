/// `simulator schedule`: the plan's slots, without executing them.
enum ScheduleCommand {
  static let definition = CommandDefinition(
    name: "schedule",
    summary: "Print the slots of a plan without executing them.",
    options: selection + PlanOptions.all + [ProcessorOptions.venue] + DatabaseOptions.all
      + CommonOptions.with(
        json: "Print JSON, a line for each slot, and nothing else."),
    examples: [
      CommandExample("simulator schedule --count 10", "The first ten slots of ./simulator.json."),
      CommandExample(
        "simulator schedule --seed 7 --market BTC/USD --csv", "All slots on one market, as CSV."),
      CommandExample(
        "simulator schedule --export flow.csv", "The plan as an order flow, for simulator replay."),
    ])

  private static let selection = [
    OptionDefinition(
      "count", "N", .integer, group: "Selection",
      help: "Print at most N slots (default: 50, as JSON or CSV all)."),
    OptionDefinition(
      "offset", "N", .integer, group: "Selection", help: "Leave out the first N slots."),
    OptionDefinition(
      "market", "ID", .text, group: "Selection", help: "Print only slots on this market."),
    OptionDefinition(
      "account", "ID", .text, group: "Selection", help: "Print only slots of this account."),
    OptionDefinition(
      flag: "csv", group: "Output", help: "Print comma-separated values.", excludes: ["json"]),
    OptionDefinition(
      "export", "FILE", .file, group: "Output",
      help: "Write the whole plan to FILE as an order flow for replay, and print nothing.",
      excludes: ["json", "csv", "count", "offset", "market", "account"]),
  ]
}
