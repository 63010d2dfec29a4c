/// `simulator ladder`: the highest rate that the venue holds.
enum LadderCommand {
  /// How rates follow each other.
  enum Spacing: String, CaseIterable {
    /// By the same factor.
    case geometric
    /// By the same distance.
    case linear
  }

  static let definition = CommandDefinition(
    name: "ladder",
    summary: "Raise the rate step by step and find the highest that holds.",
    options: rungs + PlanOptions.all + ProcessorOptions.all
      + LoadOptions.all.filter { !["rate", "stage", "continuous", "batch"].contains($0.name) }
      + CommonOptions.all,
    examples: [
      CommandExample(
        "simulator ladder --from 1000 --to 100000 --steps 8",
        "Eight rates, each a constant factor above the one before, for ten seconds each."),
      CommandExample(
        "simulator ladder --from 100 --to 500 --steps 5 --spacing linear --duration 30s --json",
        "100, 200, 300, 400 and 500 slots per second for half a minute each, as JSON."),
    ])

  private static let rungs = [
    OptionDefinition(
      "from", "RATE", .decimal, group: "Ladder", help: "Begin with RATE slots per second."),
    OptionDefinition(
      "to", "RATE", .decimal, group: "Ladder", help: "End with RATE slots per second."),
    OptionDefinition(
      "steps", "N", .integer, group: "Ladder", help: "Try N rates (default: 10)."),
    OptionDefinition(
      "spacing", "WAY", .choice(Spacing.allCases.map(\.rawValue)), group: "Ladder",
      help: "Let rates grow by a factor (the default) or by a distance."),
    OptionDefinition(
      flag: "keep", group: "Ladder", help: "Keep the runs of all rates, to be shown and reported."),
  ]
}
