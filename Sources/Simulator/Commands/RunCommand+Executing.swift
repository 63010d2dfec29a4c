import Platform
import Simulation

extension RunCommand {
  /// Plans, executes, audits and reports.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      // Before the first write: a file size limit is an error of the write then, not the end.
      try Interruption.install()
      let plan = try PlanLoading.plan(arguments)
      if let id = arguments.text("run-id"), !RunStore.isValidRunID(id) {
        throw CommandFailure(
          .usage,
          "--run-id: '\(id)' cannot name a run; use up to 64 letters, digits, '.', '_' and '-'")
      }
      let created = SystemClock().wallTime
      let store = RunStore(stateDirectory: plan.configuration.stateDirectory)
      let directory = try store.create(runID: arguments.text("run-id"), at: created)
      let lock = try RunLock(directory)
      defer { _ = lock }
      try save(RunFile(runID: directory.runID, createdAt: created, plan: plan), directory)
      return try RunExecution(
        arguments: arguments, context: context, plan: plan, directory: directory,
        createdAt: created, mode: .fresh
      ).perform()
    }
  }

  private static func save(_ file: RunFile, _ directory: RunDirectory) throws {
    do {
      try File.writeAtomically(path: directory.runFile, file.encoded())
    } catch {
      // Nothing half-made stays behind. A directory that holds something else is left alone.
      try? FileSystem.remove(directory.lock)
      try? FileSystem.remove(directory.path)
      throw CommandFailure(.badData, "\(error); make room or choose another --state-dir")
    }
  }
}
