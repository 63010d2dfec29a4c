import Audit
import Domain
import JSONText
import Platform
import Reporting
import Simulation

extension AuditCommand {
  /// Replays a run's records and says what holds and what does not.
  static func execute(_ arguments: ParsedArguments, _ context: CommandContext) -> ExitCode {
    context.attempt {
      let records = try RecordsReading.records(arguments, context)
      if let process = records.process {
        throw CommandFailure(
          .badData,
          "process \(process) executes run '\(records.directory.runID)'; audit it when it has ended"
        )
      }
      let audit = try audit(records, arguments)
      let code = exitCode(audit, records)
      let output = try ResultOutput()
      if arguments.flag("json") {
        var json = JSONWriter(style: .pretty)
        write(audit, records, code, to: &json)
        output.writeAll(&json)
      } else if !arguments.flag("quiet") {
        let text = AuditText(audit: audit, style: context.resultStyle)
        let head = "Run \(records.directory.runID) \(records.status.rawValue)"
        let lines = [context.resultStyle.heading(head), ""] + text.lines()
        output.write(lines.joined(separator: "\n") + "\n")
      }
      try output.finish()
      for note in audit.notes { context.note(note, arguments) }
      return code
    }
  }

  /// The audit of the records, and of the state that they end with.
  private static func audit(
    _ records: RunRecords, _ arguments: ParsedArguments
  ) throws(RunError) -> AuditResult {
    var audit = EndOfRunAudit(replay: RecordReplay(records.plan, records.directory))
    do throws(RunError) {
      let report = try records.report(inspector: &audit)
      return VenueAuditing(
        plan: records.plan, orderKey: records.file.orderKey,
        stateDirectory: records.directory.stateDirectory, isOursOnly: arguments.flag("ours-only")
      ).result(audit, records, report, isAtEnd: false)
    } catch  where error.code == .badRecords {
      // The records contradict the plan, so that the run cannot be restored: they alone tell more.
      return EndOfRunAudit.ofRecordsAlone(
        RecordReplay(records.plan, records.directory), because: error.message)
    }
  }

  private static func exitCode(_ audit: AuditResult, _ records: RunRecords) -> ExitCode {
    switch audit.verdict {
    case .pass: .success
    case .fail: .integrityViolated
    case .unknown: .unknownOutcomes
    }
  }

  private static func write(
    _ audit: AuditResult, _ records: RunRecords, _ code: ExitCode, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("schema", AuditResult.schema)
    json.member("run_id", records.directory.runID)
    json.member("status", records.status.rawValue)
    json.member("exit_code", UInt64(code.rawValue))
    json.member("venue", records.plan.configuration.venue.type.rawValue)
    json.member("plan_hash", records.plan.hash.digest)
    json.key("audit")
    audit.write(to: &json)
    json.endObject()
    json.endLine()
  }
}
