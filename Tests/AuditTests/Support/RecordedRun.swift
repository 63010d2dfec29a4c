import Budgets
import Domain
import Journal
import Matching
import Platform

@testable import Audit
@testable import Simulation

/// A run that was really executed, with its records in memory, where they can be tampered with.
struct RecordedRun {
  /// What stands in a journal.
  enum Entry {
    case outcome(OutcomeRecord, [FillRecord])
    case transfer(TransferRecord)
  }

  typealias Core = ExecutionCore<FaultyVenue<EmbeddedVenue, SystemClock>>

  let plan: Plan
  /// The records of every lane.
  var lanes: [[Entry]]

  /// Executes the plan, tries failed slots again when `triesAgain`, and reads the journals.
  init(_ plan: Plan, triesAgain: Bool = false) throws {
    self.plan = plan
    let parent = FileSystem.isWritable("/dev/shm") ? "/dev/shm" : "/tmp"
    let place = "\(parent)/simulator-audit-\(String(SystemRandom.word(), radix: 16))"
    let directory = RunDirectory(stateDirectory: place, runID: "run")
    try FileSystem.createDirectory(place)
    try FileSystem.createDirectory(directory.path)
    defer { try? FileSystem.removeTree(place) }
    for mode in triesAgain ? [RunMode.fresh, .retryFailed] : [.fresh] {
      let session = RunSession(
        plan: plan, directory: directory, clock: SystemClock(), control: Policy(plan),
        createdAt: SystemClock().wallTime, notice: { _ in })
      var inspector: any RunInspector = NoInspection()
      _ = try session.execute(mode, inspector: &inspector)
    }
    lanes = try directory.lanes(count: plan.lanes.laneCount).map { lane in
      var entries: [Entry] = []
      let reader = try JournalReader(JournalRecovery.inspect(lane.journal))
      var transfers: [TransferRecord] = []
      try reader.forEachGroup(transfer: { transfers.append($0) }) { group in
        entries += transfers.map { .transfer($0) }
        transfers = []
        entries.append(.outcome(group.outcome, group.fills))
        return .next
      }
      return entries + transfers.map { .transfer($0) }
    }
  }

  /// The state that a lane came to after its first `count` records.
  func core(lane: Int = 0, after count: Int = .max) throws -> Core {
    let laneCount = plan.lanes.laneCount
    let start = VenueStart(
      state: nil, runStart: Instant(nanoseconds: 0), lane: lane, laneCount: laneCount)
    let nothing = FaultConfiguration(
      refusalBillionths: 0, failureBillionths: 0, timeoutBeforeApplyBillionths: 0,
      timeoutAfterApplyBillionths: 0, delay: nil, stalls: [])
    var core = ExecutionCore(
      plan: plan, budgets: plan.budgetsAtStart(lane: lane, of: laneCount),
      venue: start.faulty(
        try start.embedded(plan), plan.configuration.faults ?? nothing, plan, SystemClock()),
      lane: lane)
    core.venue.isReplaying = true
    for entry in lanes[lane].prefix(count) {
      switch entry {
      case .outcome(let record, let fills): try core.reexecute(record, fills)
      case .transfer(let transfer): _ = core.apply(transfer)
      }
    }
    if count == .max { _ = core.skipForeignSlots() }
    return core
  }

  /// The audit of one lane's records and of the state that it came to.
  ///
  /// - Parameter change: makes something of what the lanes add up to.
  func audit(
    lane: Int = 0, _ core: borrowing Core, change: (inout RunTotals) -> Void = { _ in }
  ) -> AuditResult {
    var audit = LaneAudit(plan, lane: lane)
    for entry in lanes[lane] {
      switch entry {
      case .outcome(let record, let fills): audit.take(record, fills: fills)
      case .transfer(let transfer): audit.take(transfer)
      }
    }
    audit.compare(core)
    var end = EndOfRunAudit()
    if plan.lanes.laneCount == 1 {
      end.take(audit)
      end.inspect(core)
      var totals = RunTotals(plan: plan)
      totals.add(core)
      change(&totals)
      end.conclude(totals)
      return end.result
    }
    return audit.result
  }

  private final class Policy: RunControl {
    private let decision: FailureDecision
    init(_ plan: Plan) {
      decision = plan.configuration.processor.onFailure == .skip ? .skip : .continue
    }
    var isStopRequested: Bool { false }
    func decide(_ report: FailureReport) -> FailureDecision? { decision }
    func continues(withSchedule next: UInt64, of count: UInt64) -> Bool { true }
    func show(_ progress: RunProgress) {}
  }
}
