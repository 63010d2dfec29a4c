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
      let outputs = try RunOutputs(arguments)
      let created = SystemClock().wallTime
      let store = RunStore(stateDirectory: plan.configuration.stateDirectory)
      let directory = try store.create(runID: arguments.text("run-id"), at: created)
      let file = RunFile(runID: directory.runID, createdAt: created, plan: plan)
      let lock = try begin(file, directory)
      defer { _ = lock }
      return try RunExecution(
        arguments: arguments, context: context, plan: plan, directory: directory,
        createdAt: created, mode: .fresh, outputs: outputs
      ).perform()
    }
  }

  /// Takes the run's lock and writes its plan; where there is no room for these, nothing half-made
  /// stays behind.
  private static func begin(_ file: RunFile, _ directory: RunDirectory) throws -> RunLock {
    do {
      let lock = try RunLock(directory)
      try File.writeAtomically(path: directory.runFile, file.encoded())
      return lock
    } catch let error as RunError where error.code == .busy {
      throw error
    } catch {
      try? FileSystem.remove(directory.lock)
      // A directory that holds something else is left alone.
      try? FileSystem.remove(directory.path)
      throw CommandFailure(.badData, "\(error); make room or choose another --state-dir")
    }
  }
}
