import Simulation

/// `simulator show`: one run's statistics and slots.
enum ShowCommand {
  static let definition = CommandDefinition(
    name: "show",
    summary: "Show a run's statistics, its slots, or its whole state.",
    positionals: [PositionalDefinition("RUN", .run, help: "The run's id, as 'runs' lists it.")],
    options: [
      OptionDefinition(
        flag: "slots", group: "Slots", help: "List the slots with their outcomes.",
        excludes: ["full"]),
      OptionDefinition(
        "state", "STATE",
        .choice(SlotState.allCases.map(\.name)),
        group: "Slots", help: "List only the slots in STATE.", requires: "slots"),
      OptionDefinition(
        "limit", "N", .integer, group: "Slots", help: "List at most N slots (default: 50).",
        requires: "slots"),
      OptionDefinition(
        "offset", "N", .integer, group: "Slots", help: "Leave out the first N slots.",
        requires: "slots"),
      OptionDefinition(
        flag: "full", group: "State",
        help: "Write the whole simulation state as JSON, every slot included."),
    ]
      + CommonOptions.with(
        json: "Print JSON, with --slots a line each, and nothing else."),
    examples: [
      CommandExample("simulator show nightly", "The statistics of run 'nightly'."),
      CommandExample(
        "simulator show nightly --slots --state failed --limit 20", "Its first 20 failed slots."),
      CommandExample(
        "simulator show nightly --full > state.json", "All of it, for other programs."),
    ])
}
