import Platform
import Simulation

extension ResumeCommand {
  /// Goes on where a run stopped.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      // Before the first write: a file size limit is an error of the write then, not the end.
      try Interruption.install()
      let directory = try chosen(arguments)
      let outputs = try RunOutputs(arguments)
      let lock = try RunLock(directory)
      defer { _ = lock }
      let file = try RunFile(reading: directory)
      _ = try file.plan()
      let plan = try Plan(adjusted(file.configuration, arguments))
      return try RunExecution(
        arguments: arguments, context: context, plan: plan, directory: directory,
        createdAt: file.createdAt, mode: arguments.flag("failed") ? .retryFailed : .resume,
        outputs: outputs
      ).perform()
    }
  }

  /// The run that was named, or the newest unfinished one.
  private static func chosen(_ arguments: ParsedArguments) throws -> RunDirectory {
    if let runID = arguments.positionals.first {
      return try StateDirectory.run(runID, arguments)
    }
    let store = StateDirectory.store(arguments)
    if let directory = try store.newestUnfinished() { return directory }
    throw CommandFailure(
      .usage,
      "there is no unfinished run in \(store.path); name one, or start one with: simulator run")
  }

  /// How slots are executed may change from one process to the next; what they are may not.
  private static func adjusted(
    _ configuration: Configuration, _ arguments: ParsedArguments
  ) -> Configuration {
    var configuration = configuration
    if let policy = arguments.text("on-failure").flatMap(FailurePolicy.init(rawValue:)) {
      configuration.processor.onFailure = policy
    }
    if let goesOn = arguments.boolean("auto-continue") {
      configuration.processor.autoContinue = goesOn
    }
    return configuration
  }
}
