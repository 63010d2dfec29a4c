import OrderFlow

/// `simulator bench`: how fast this machine is.
enum BenchCommand {
  /// What can be measured.
  static let names = [
    "schedule", "budgets", "engine", "matching", "journal", "replay", "run", "audit", "flat",
    "postgresql", "resume", "interrupt",
  ]

  /// The order flows that the matching engine can be measured with.
  static let flows = CanonicalFlow.allCases.map(\.rawValue)

  static let definition = CommandDefinition(
    name: "bench",
    summary: "Measure schedule, ledger, engine, journal, replay and whole runs on this machine.",
    positionals: [
      PositionalDefinition(
        "NAME", .choice(names), isOptional: true, isRepeatable: true,
        help: "What to measure (default: all): \(names.joined(separator: ", ")).")
    ],
    options: [
      OptionDefinition(
        flag: "quick", group: "Measurement",
        help: "Measure little, just to see that it works."),
      OptionDefinition(
        "flow", "FLOW", .choice(flows), group: "Measurement",
        help: "Measure matching with this order flow only.", isRepeatable: true),
      OptionDefinition(
        flag: "instructions", group: "Measurement",
        help: "Also count the instructions of matching, with valgrind."),
    ] + CommonOptions.all,
    examples: [
      CommandExample("simulator bench", "Measure everything."),
      CommandExample("simulator bench engine journal --json", "Two of them, as JSON."),
      CommandExample("simulator bench matching --flow f1", "The matching engine, one order flow."),
    ])
}
