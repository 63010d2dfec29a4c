/// `simulator budgets`: how much of the budgets a run used.
enum BudgetsCommand {
  static let definition = CommandDefinition(
    name: "budgets",
    summary: "Show how much of its budgets a run used, per asset and per account.",
    positionals: [PositionalDefinition("RUN", .run, help: "The run's id, as 'runs' lists it.")],
    options: [
      OptionDefinition(
        flag: "history", group: "Selection", help: "List the snapshots in time, not just the end."),
      OptionDefinition(
        "account", "ID", .text, group: "Selection", help: "Show only this account."),
      OptionDefinition("asset", "ID", .text, group: "Selection", help: "Show only this asset."),
      OptionDefinition(
        "limit", "N", .integer, group: "Selection",
        help: "Show at most N lines (default: 40, with --history 50, as JSON or CSV all)."),
      OptionDefinition(
        "offset", "N", .integer, group: "Selection", help: "Leave out the first N lines."),
      OptionDefinition(
        flag: "csv", group: "Output", help: "Print comma-separated values.", excludes: ["json"]),
    ]
      + CommonOptions.with(
        json: "Print JSON, with --history a line each, and nothing else."),
    examples: [
      CommandExample("simulator budgets nightly", "Utilisation at the end of run 'nightly'."),
      CommandExample(
        "simulator budgets nightly --history --account account-7 --csv",
        "How one account's budgets developed, as CSV."),
    ])
}
