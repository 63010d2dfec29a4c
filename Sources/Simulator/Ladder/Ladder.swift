import Audit
import Domain
import JSONText
import Platform
import Simulation

/// Executes one run for every rate, from the lowest on, until one does not hold.
struct Ladder {
  let arguments: ParsedArguments
  let context: CommandContext

  /// How long each rate lasts where nothing else is said.
  static let standardDuration = "10s"

  /// Tries the rates and tells each as soon as it is known.
  func climb(_ rates: [SlotRate]) throws -> LadderClimb {
    let store = RunStore(stateDirectory: try plan(rates[0]).configuration.stateDirectory)
    let name = store.newRunID(at: SystemClock().wallTime)
    var climb = LadderClimb(name: name, rungs: [], isInterrupted: false)
    var widths = LadderRung.columns.map { max($0.heading.count, 9) }
    for (place, rate) in rates.enumerated() {
      guard let rung = try run(rate, store, "\(name)-\(place + 1)") else {
        climb.isInterrupted = true
        break
      }
      climb.rungs.append(rung)
      show(rung, isFirst: place == 0, &widths)
      if !rung.holds { break }
    }
    return climb
  }

  private func show(_ rung: LadderRung, isFirst: Bool, _ widths: inout [Int]) {
    guard !arguments.flag("json") else { return }
    var table = TextTable(LadderRung.columns)
    table.append(rung.cells)
    widths = table.widths(atLeast: widths)
    if isFirst {
      context.writeResult(context.resultStyle.heading(table.headingLine(widths: widths)) + "\n")
    }
    context.writeResult(table.rowLines(widths: widths).joined() + "\n")
  }

  /// One rate; nil when it was interrupted.
  private func run(_ rate: SlotRate, _ store: RunStore, _ runID: String) throws -> LadderRung? {
    let plan = try plan(rate)
    let created = SystemClock().wallTime
    let directory = try store.create(runID: runID, at: created)
    let lock = try RunLock(directory)
    defer {
      _ = lock
      if !arguments.flag("keep") { try? FileSystem.removeTree(directory.path) }
    }
    let file = RunFile(runID: runID, createdAt: created, plan: plan)
    try File.writeAtomically(path: directory.runFile, file.encoded())
    if !arguments.flag("quiet") {
      context.writeMessage("\(rate.perSecond) slots/s: run \(runID)\n")
    }
    let session = RunSession(
      plan: plan, directory: directory, clock: SystemClock(),
      control: LadderControl(plan.configuration.processor.onFailure), createdAt: created,
      notice: { context.writeMessage("note: \($0)\n") })
    var inspector: any RunInspector = EndOfRunAudit()
    let report = try session.execute(.fresh, inspector: &inspector)
    guard report.status != .interrupted else { return nil }
    let subject = ThresholdSubject(
      measurement: report.measurement, statistics: report.statistics,
      elapsedNanoseconds: report.elapsedNanoseconds)
    return LadderRung(
      rate: rate, report: report,
      thresholds: plan.configuration.thresholds.map { subject.judge($0) },
      violations: Int((inspector as? EndOfRunAudit)?.result.violationCount ?? 0))
  }

  /// The plan with this rate.
  private func plan(_ rate: SlotRate) throws -> Plan {
    var overrides = [
      ConfigurationOverride(
        path: ["load", "rate"], value: JSONNode(.string(rate.perSecond.description)),
        place: "--from")
    ]
    if !arguments.isGiven("duration") {
      overrides.append(
        ConfigurationOverride(
          path: ["load", "duration"], value: JSONNode(.string(Self.standardDuration)),
          place: "--duration"))
    }
    return try PlanLoading.plan(arguments, with: overrides)
  }
}

/// Steers a run of a ladder: by signals and the policy alone.
private final class LadderControl: RunControl {
  private let policy: FailurePolicy

  init(_ policy: FailurePolicy) { self.policy = policy }

  var isStopRequested: Bool { Interruption.isRequested }

  /// A slot that failed for good counts as failed; it does not end the rate.
  func decide(_ report: FailureReport) -> FailureDecision? {
    policy == .quit ? .continue : policy.decision
  }

  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool { true }

  func show(_ progress: RunProgress) {}
}
