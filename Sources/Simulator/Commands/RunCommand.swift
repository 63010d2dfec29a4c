/// `simulator run`: the main job.
enum RunCommand {
  static let definition = CommandDefinition(
    name: "run",
    summary: "Plan a simulation, execute it, audit the records and report.",
    options: PlanOptions.all + ProcessorOptions.ofRun + LoadOptions.all + DatabaseOptions.all
      + [ThresholdOptions.threshold] + OutputOptions.all + CommonOptions.all,
    examples: [
      CommandExample("simulator run", "Run ./simulator.json, or the built-in plan without it."),
      CommandExample(
        "simulator run --seed 7 --accounts 100 --trades-per-account 1000",
        "A larger plan, the same again on any machine."),
      CommandExample(
        "simulator run --fault failure=0.05 --on-failure continue --json",
        "Let one order in twenty fail, never ask, and print the summary as JSON."),
    ])
}
