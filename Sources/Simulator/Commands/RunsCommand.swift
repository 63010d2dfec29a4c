/// `simulator runs`: list what was run.
enum RunsCommand {
  static let definition = CommandDefinition(
    name: "runs",
    summary: "List the saved runs: id, state, progress, venue and time.",
    options: CommonOptions.all,
    examples: [
      CommandExample("simulator runs", "List the runs in ./simulator_state."),
      CommandExample("simulator runs --state-dir /var/lib/simulator --json", "As JSON."),
    ])
}
