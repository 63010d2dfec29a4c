/// `simulator audit`: a run's records against every invariant.
enum AuditCommand {
  static let definition = CommandDefinition(
    name: "audit",
    summary: "Check a run's records and its venue against every invariant.",
    positionals: [PositionalDefinition("RUN", .run, help: "The run's id, as 'runs' lists it.")],
    options: [
      OptionDefinition(
        flag: "ours-only", group: "Audit",
        help: "Leave orders out that belong to nobody of the run.")
    ]
      + CommonOptions.with(json: "Print the audit as one JSON object and nothing else."),
    examples: [
      CommandExample("simulator audit nightly", "What is right and what is wrong with it."),
      CommandExample("simulator audit nightly --json", "The same for other programs."),
    ])
}
