import DeterministicSimulation

/// `simulator simulate`: histories drawn from seeds, with everything that can go wrong.
enum SimulateCommand {
  static let definition = CommandDefinition(
    name: "simulate",
    summary: "Simulate small runs with kills, power and disk failures, and check what is left.",
    options: extent + history
      + [
        OptionDefinition(
          flag: "json", group: "Common",
          help: "Print one JSON object on standard output, nothing else."),
        OptionDefinition(
          flag: "quiet", group: "Common", help: "Print no progress and no messages but errors."),
      ] + CommonOptions.informational,
    examples: [
      CommandExample("simulator simulate --duration 1m", "As many histories as a minute allows."),
      CommandExample("simulator simulate --seed 7", "Tell one history step by step."),
      CommandExample(
        "simulator simulate --seed 7 --shrink", "If it fails, look for a smaller one that does."),
    ])

  private static let extent = [
    OptionDefinition(
      "seed", "N", .integer, group: "Extent",
      help: "Tell the history of seed N; with --count or --duration, begin with seed N."),
    OptionDefinition(
      "count", "N", .integer, group: "Extent", help: "Execute N histories."),
    OptionDefinition(
      "duration", "TIME", .text, group: "Extent",
      help: "Begin new histories for this long, for example 10m."),
    OptionDefinition(
      flag: "shrink", group: "Extent",
      help: "Look for the smallest history that fails the same way."),
  ]

  private static let history = [
    OptionDefinition(
      "slots", "N", .integer, group: "History", help: "Plan at most N slots (default: 200)."),
    OptionDefinition(
      "accounts", "N", .integer, group: "History", help: "Use at most N accounts."),
    OptionDefinition("markets", "N", .integer, group: "History", help: "Use at most N markets."),
    OptionDefinition("lanes", "N", .integer, group: "History", help: "Use at most N lanes."),
    OptionDefinition(
      "without", "LIST", .list, group: "History",
      help: "Leave these out, separated by commas: "
        + Recipe.Feature.allCases.map(\.rawValue).joined(separator: ", ") + "."),
    OptionDefinition(
      "disrupt", "LIST", .list, group: "History",
      help: "Disrupt processes like this instead of as drawn, for example kill@57,stop@9; none for "
        + "not at all. Kinds: "
        + Disruption.Kind.allCases.map(\.rawValue).joined(separator: ", ") + "."),
  ]
}
