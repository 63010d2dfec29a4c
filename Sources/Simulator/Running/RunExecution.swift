import Audit
import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import Reporting
import Simulation

/// Executes a run for `run` and `resume`: from the lock to the summary and the exit code.
struct RunExecution {
  let arguments: ParsedArguments
  let context: CommandContext
  let plan: Plan
  let directory: RunDirectory
  let createdAt: WallTime
  let mode: RunMode
  let outputs: RunOutputs

  /// Does the work. The caller holds the run's lock.
  func perform() throws -> ExitCode {
    let progress = progressView()
    let metrics = outputs.metrics.map {
      MetricsFile($0, plan: plan, runID: directory.runID, tell: tell)
    }
    let control = ProcessControl(
      plan: plan, prompt: prompt(), progress: progress, metrics: metrics,
      write: context.writeMessage)
    announce()
    let faults = serverFaults()
    let session = RunSession(
      plan: plan, directory: directory, clock: SystemClock(), control: control,
      createdAt: createdAt, notice: { tell("note: \($0)") }, openVenue: Self.opener(faults))
    var inspector = makeInspector()
    defer { progress.clear() }
    // However the run ends: a server that was stopped on purpose is not left stopped.
    defer { _ = faults?.finish() }
    let report = try session.execute(mode, inspector: &inspector)
    progress.clear()
    let serverFaults = faults?.finish() ?? []
    let audit = wholeAudit(inspector, report)
    // A signal that came as well counts for more: then the run is interrupted as ever.
    let abortedBy = Interruption.isRequested ? nil : control.abortedBy
    let exitCode = Self.exitCode(report, audit, isAborted: abortedBy != nil)
    let summary = RunSummary(
      report: report, audit: audit, exitCode: exitCode.rawValue,
      residentBytesPeak: ProcessIdentity.residentBytesPeak, abortedBy: abortedBy,
      serverFaults: serverFaults)
    keep(audit, report)
    let failures = outputs.write(summary) { try RunRecords(reading: directory) }
    printSummary(summary)
    for note in audit.notes { tell("note: \(note)") }
    for failure in failures { context.explain(failure) }
    if report.status != .completed { tell("go on with: \(resumeCommand)") }
    return ExitCode.first(of: [exitCode] + failures.map(\.exitCode))
  }

  /// Follows the records while they are written, and looks at the run when it ends. A run that was
  /// interrupted ends at once: what was not followed until then is left out.
  private func makeInspector() -> any RunInspector {
    if arguments.boolean("audit") == false { return NoInspection() }
    let replay = RecordReplay(plan, directory)
    replay.follow()
    return EndOfRunAudit(replay: replay, isHurried: { Interruption.isRequested })
  }

  /// What the inspector found, and the records of a venue outside.
  private func wholeAudit(_ inspector: any RunInspector, _ report: RunReport) -> AuditResult {
    guard let end = inspector as? EndOfRunAudit else { return AuditResult() }
    guard report.status == .completed, plan.configuration.venue.type.isOutside,
      let records = try? RunRecords(reading: directory)
    else { return end.result }
    return VenueAuditing(
      plan: plan, orderKey: records.file.orderKey, stateDirectory: directory.stateDirectory
    ).result(end, records, report, isAtEnd: true)
  }

  /// Keeps the audit of a run on a venue outside, which no later look at the records alone gives again.
  private func keep(_ audit: AuditResult, _ report: RunReport) {
    guard plan.configuration.venue.type.isOutside, arguments.boolean("audit") != false else {
      return
    }
    let concluded = ConcludedAudit(audit, madeAt: SystemClock().wallTime)
    do throws(SystemError) {
      try File.writeAtomically(path: directory.audit, concluded.encoded(for: report))
    } catch {
      tell("note: the audit is not kept for simulator show: \(error)")
    }
  }

  /// What is done to the server of the venue; nil for nothing.
  private func serverFaults() -> ServerFaultInjector? {
    let stateDirectory = directory.stateDirectory
    return ServerFaultInjector(
      plan.configuration, settings: Self.settings(plan, stateDirectory: stateDirectory),
      stateDirectory: stateDirectory)
  }

  private static func settings(_ plan: Plan, stateDirectory: String) -> ConnectionSettings {
    ConnectionChoice.settings(
      plan.configuration.venue.database, stateDirectory: stateDirectory,
      environment: ProcessEnvironment.value)
  }

  /// Opens a venue outside of this process.
  private static func opener(_ faults: ServerFaultInjector?) -> VenueOpener {
    { (request) throws(RunError) in
      let settings = settings(request.plan, stateDirectory: request.stateDirectory)
      try faults?.requirePermission()
      return request.plan.configuration.venue.type == .sql
        ? try AnyBookVenue(request, settings: settings, faults: faults)
        : try PostgreSQLVenue(request, settings: settings, faults: faults)
    }
  }

  /// - Parameter isAborted: whether a threshold stopped the run.
  static func exitCode(
    _ report: RunReport, _ audit: AuditResult, isAborted: Bool = false
  ) -> ExitCode {
    var codes: [ExitCode] = []
    if audit.verdict == .fail { codes.append(.integrityViolated) }
    if report.status == .interrupted && !isAborted {
      switch Interruption.signal {
      case .interrupt, nil: codes.append(.interrupted)
      case .terminate, .hangup: codes.append(.terminated)
      }
    }
    if report.statistics.unknown > 0 { codes.append(.unknownOutcomes) }
    if !report.measurementProblems.isEmpty { codes.append(.measurementInvalid) }
    if isAborted || report.thresholdResults.contains(where: { $0.verdict != .passed }) {
      codes.append(.thresholdFailed)
    }
    if report.statistics.failed > 0 || report.status == .quit { codes.append(.failedSlots) }
    return ExitCode.first(of: codes)
  }

  private func printSummary(_ summary: RunSummary) {
    guard arguments.flag("json") else {
      if !arguments.flag("quiet") {
        let text = SummaryText(
          summary: summary, style: context.resultStyle,
          showsBars: StandardStream.output.isTerminal)
        context.writeResult(text.lines().joined(separator: "\n") + "\n")
      }
      return
    }
    var json = JSONWriter(style: .pretty)
    summary.write(to: &json)
    json.endLine()
    context.writeResult(String(decoding: json.drain(), as: UTF8.self))
  }

  private func announce() {
    let isEndless = plan.configuration.load.isContinuous
    let extent = isEndless ? "continuous" : "\(Shown.count(plan.slotCount)) slots"
    tell(
      "run \(directory.runID): \(extent), "
        + "\(plan.accounts.count) accounts, \(plan.markets.count) markets, seed \(plan.seed), "
        + "venue \(plan.configuration.venue.type.rawValue)")
    for notice in plan.notices + outputs.notices { tell("note: \(notice)") }
  }

  private func tell(_ message: String) {
    if !arguments.flag("quiet") { context.writeMessage(message + "\n") }
  }

  private var resumeCommand: String {
    let place =
      arguments.text("state-dir").map { " --state-dir \($0)" }
      ?? (plan.configuration.stateDirectory == "./simulator_state"
        ? "" : " --state-dir \(plan.configuration.stateDirectory)")
    return "simulator resume \(directory.runID)\(place)"
  }

  /// A person is asked only on a terminal, and only when no policy was given.
  private func prompt() -> FailurePrompt? {
    let isInteractive =
      Terminal.isTerminal(Terminal.input) && Terminal.isTerminal(Terminal.error)
      && !arguments.flag("no-input") && !arguments.isGiven("on-failure")
    return isInteractive ? FailurePrompt(write: context.writeMessage) : nil
  }

  /// Whether messages go to a terminal on which a line can be drawn again.
  private var isRedrawable: Bool {
    Terminal.isTerminal(Terminal.error) && ProcessEnvironment.value(of: "TERM") != "dumb"
  }

  private func progressView() -> ProgressView {
    ProgressView(
      mode: ProgressMode(arguments, isRedrawable: isRedrawable), plan: plan,
      runID: directory.runID, characters: .process, write: context.writeMessage)
  }
}
