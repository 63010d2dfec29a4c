/// `simulator bench`: how fast this machine is.
enum BenchCommand {
  /// What can be measured.
  static let names = [
    "schedule", "budgets", "engine", "matching", "journal", "run", "flat",
    "postgresql", "resume", "interrupt",
  ]

  static let definition = CommandDefinition(
    name: "bench",
    summary: "Measure the schedule, ledger, engine, journal and whole runs on this machine.",
    positionals: [
      PositionalDefinition(
        "NAME", .choice(names), isOptional: true, isRepeatable: true,
        help: "What to measure (default: all): \(names.joined(separator: ", ")).")
    ],
    options: [
      OptionDefinition(
        flag: "quick", group: "Measurement",
        help: "Measure little, just to see that it works.")
    ] + CommonOptions.all,
    examples: [
      CommandExample("simulator bench", "Measure everything."),
      CommandExample("simulator bench engine journal --json", "Two of them, as JSON."),
    ])
}
