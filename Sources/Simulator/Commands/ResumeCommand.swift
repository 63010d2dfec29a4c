/// `simulator resume`: go on where a run stopped.
enum ResumeCommand {
  static let definition = CommandDefinition(
    name: "resume",
    summary: "Go on where a run stopped.",
    positionals: [
      PositionalDefinition(
        "RUN", .run, isOptional: true, help: "The run's id (default: the newest unfinished run).")
    ],
    options: [
      OptionDefinition(
        flag: "failed", group: "Processor", help: "Try the slots that failed again, too."),
      ProcessorOptions.onFailure,
      ProcessorOptions.autoContinue,
      ProcessorOptions.audit,
      ProcessorOptions.progress,
    ] + OutputOptions.all + CommonOptions.all,
    examples: [
      CommandExample("simulator resume", "Go on with the newest unfinished run."),
      CommandExample(
        "simulator resume nightly --failed --on-failure skip",
        "Try the failed slots of run 'nightly' again and skip what fails for good."),
    ])
}
