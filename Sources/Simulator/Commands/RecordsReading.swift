import Audit
import Platform
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
  /// On a venue outside the audit is the one that was made when the run ended; elsewhere it is made anew.
  ///
  /// - Parameter replays: whether the records are replayed for the audit; else it looks at the end alone.
  static func summary(_ records: RunRecords, replays: Bool = false) throws -> RunSummary {
    let isOutside = records.plan.configuration.venue.type.isOutside
    if isOutside && records.process == nil {
      var nothing = NoInspection()
      let report = try records.report(inspector: &nothing)
      if let audit = try? ConcludedAudit.read(records.directory, of: report) {
        return summary(report, audit.result, madeAt: audit.madeAt)
      }
    }
    let replay =
      replays && records.process == nil ? RecordReplay(records.plan, records.directory) : nil
    var audit = EndOfRunAudit(replay: replay)
    let report = try records.report(inspector: &audit)
    var result = audit.result
    if isOutside {
      result.leaveOut(VenueAuditing.provenByVenue, reason(records, report))
    }
    return summary(report, result)
  }

  /// Why the venue's own records are not part of an audit.
  private static func reason(_ records: RunRecords, _ report: RunReport) -> String {
    let anew = "simulator audit \(records.directory.runID) reads them"
    if records.process != nil { return "the venue's own records are read when the run ends" }
    do throws(RunError) {
      _ = try ConcludedAudit.read(records.directory, of: report)
      return "the venue's own records were not read since the run came to this state; \(anew)"
    } catch {
      return "\(error); \(anew)"
    }
  }

  private static func summary(
    _ report: RunReport, _ audit: AuditResult, madeAt: WallTime? = nil
  ) -> RunSummary {
    RunSummary(
      report: report, audit: audit, exitCode: RunExecution.exitCode(report, audit).rawValue,
      auditMadeAt: madeAt)
  }
}

extension CommandContext {
  /// Says something on standard error that is no error; not when quiet.
  func note(_ message: String, _ arguments: ParsedArguments) {
    if !arguments.flag("quiet") { writeMessage("note: \(message)\n") }
  }
}
