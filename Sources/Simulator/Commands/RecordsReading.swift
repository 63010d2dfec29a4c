import Audit
import Reporting
import Simulation

/// What the commands that read one saved run begin with.
enum RecordsReading {
  /// The records of the run that the first word names.
  static func records(
    _ arguments: ParsedArguments, _ context: CommandContext
  ) throws -> RunRecords {
    try records(named: arguments.positionals[0], arguments, context)
  }

  /// The records of one of several runs.
  static func records(
    named runID: String, _ arguments: ParsedArguments, _ context: CommandContext
  ) throws -> RunRecords {
    let directory = try StateDirectory.run(runID, arguments)
    let records = try RunRecords(reading: directory) { context.note($0, arguments) }
    if let process = records.process {
      context.note("process \(process) is executing the run: this is how it stands now", arguments)
    }
    return records
  }

  /// The run's report, its audit, and the exit code that goes with both.
  ///
  /// - Parameter replays: whether the records are replayed for the audit; else it looks at the end alone.
  static func summary(_ records: RunRecords, replays: Bool = false) throws -> RunSummary {
    let replay =
      replays && records.process == nil ? RecordReplay(records.plan, records.directory) : nil
    var audit = EndOfRunAudit(replay: replay)
    let report = try records.report(inspector: &audit)
    return RunSummary(
      report: report, audit: audit.result,
      exitCode: RunExecution.exitCode(report, audit.result).rawValue)
  }
}

extension CommandContext {
  /// Says something on standard error that is no error; not when quiet.
  func note(_ message: String, _ arguments: ParsedArguments) {
    if !arguments.flag("quiet") { writeMessage("note: \(message)\n") }
  }
}
