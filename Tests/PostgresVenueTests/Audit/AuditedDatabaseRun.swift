import Audit
import DatabaseTestSupport
import Domain
import Platform
import PostgreSQL
import PostgresVenue

@testable import Simulation

/// A run on an order-book database of its own, with records to be audited.
final class AuditedDatabaseRun {
  let schema: TestSchema
  let plan: Plan
  let directory: RunDirectory

  /// Executes a run of some hundred slots with every kind of order, and lost answers where asked for.
  ///
  /// - Parameter funds: what every account has of every asset.
  init(
    seed: UInt64, slots: Int = 420, faults: String = "", funds: String = "1000000000000000",
    lanes: Int = 1, batch: Int = 1
  ) throws {
    schema = try TestSchema()
    let place = "/tmp/simulator-database-audit-\(String(SystemRandom.word(), radix: 16))"
    let text = #"""
      {"seed": \#(seed), "accounts": {"count": 6}, \#(faults)
       "load": {"lanes": \#(lanes)},
       "scheduler": {"trades_per_account": \#(slots / 6), "resting_share": 0.3, "cancel_share": 0.2,
                     "price_spread": 0.02,
                     "time_in_force": {"goodTillCancel": 3, "immediateOrCancel": 1, "fillOrKill": 1},
                     "order_types": {"limit": 4, "market": 1}},
       "processor": {"max_retries": 3, "on_failure": "continue", "retry_base_delay_ms": 1},
       "venue": {"type": "postgresql", "batch": \#(batch), "url": "\#(schema.server.url)",
                 "schema": "\#(schema.schema.name.replacing("\"", with: "\\\""))"},
       "budget": {"budgets": [{"amount": 12000}]}}
      """#
    plan = try Plan(Configuration.read(file: ("seed \(seed)", Array(text.utf8))))
    directory = RunDirectory(stateDirectory: place, runID: "run")
    try FileSystem.createDirectory(place)
    try FileSystem.createDirectory(directory.path)
    try populate(funds)
    let file = RunFile(runID: "run", createdAt: SystemClock().wallTime, plan: plan)
    try File.writeAtomically(path: directory.runFile, file.encoded())
    var inspector: any RunInspector = NoInspection()
    _ = try execute(.fresh, &inspector)
  }

  deinit { try? FileSystem.removeTree(directory.stateDirectory) }

  /// What the audit at the end of the run says when `damage` is done to the database before it: as the
  /// lanes' venues see it, and with a replay of the database.
  func auditAtEnd(damage: String) throws -> (quick: AuditResult, whole: AuditResult) {
    let fresh = EndOfRunAudit(replay: Audit.RecordReplay(plan, directory))
    var inspector: any RunInspector = DamagingInspector(audit: fresh) { [schema] in
      _ = try? schema.row(damage)
    }
    // A completed run that is taken up again has nothing to do but to be looked at.
    let report = try execute(.resume, &inspector)
    let end = (inspector as? DamagingInspector)?.audit ?? fresh
    return (end.result, end.result(with: try audit(of: report)))
  }

  /// What the audit says of the database and of the run's records.
  ///
  /// - Parameter change: makes something else of what the run came to, before the database is read.
  func audit(
    isOursOnly: Bool = false, change: (inout RunReport) -> Void = { _ in }
  ) throws -> AuditResult {
    let records = try RunRecords(reading: directory)
    var end = EndOfRunAudit(replay: Audit.RecordReplay(plan, directory))
    var report = try records.report(inspector: &end)
    change(&report)
    return end.result(with: try audit(of: report, isOursOnly: isOursOnly))
  }

  /// What the audit says of the database.
  private func audit(of report: RunReport, isOursOnly: Bool = false) throws -> AuditResult {
    let records = try RunRecords(reading: directory)
    var database = try DatabaseAudit(
      plan, orderKey: records.file.orderKey, settings: ConnectionSettings(url: schema.server.url),
      isOursOnly: isOursOnly)
    try database.perform(records, report)
    return database.finish()
  }

  private func execute(
    _ mode: RunMode, _ inspector: inout any RunInspector
  ) throws -> RunReport {
    let settings = ConnectionSettings(url: schema.server.url)
    let session = RunSession(
      plan: plan, directory: directory, clock: SystemClock(), control: Continue(),
      createdAt: SystemClock().wallTime, notice: { _ in },
      openVenue: { (request) throws(RunError) in try PostgreSQLVenue(request, settings: settings) })
    return try session.execute(mode, inspector: &inspector)
  }

  /// Makes the plan's assets, markets and funded accounts.
  private func populate(_ funds: String) throws {
    var connection = try schema.connect()
    _ = try PopulationSeed(schema: schema.schema.name).add(plan.configuration, &connection)
    let funds = plan.assets.map { ($0.id, funds) }
    _ = try AccountGeneration(count: plan.accounts.count, prefix: "test-account", funds: funds)
      .make(1...plan.accounts.count, schema: schema.schema.name, &connection)
  }

  private final class Continue: RunControl {
    var isStopRequested: Bool { false }
    func decide(_ report: FailureReport) -> FailureDecision? { .continue }
    func continues(withSchedule next: UInt64, of count: UInt64) -> Bool { true }
    func show(_ progress: RunProgress) {}
  }
}

/// An audit before which something happens to what is audited.
private struct DamagingInspector: RunInspector {
  var audit: EndOfRunAudit
  let damage: () -> Void

  mutating func inspect<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {
    if core.lane == 0 { damage() }
    audit.inspect(core)
  }

  mutating func conclude(_ totals: RunTotals) { audit.conclude(totals) }
}
