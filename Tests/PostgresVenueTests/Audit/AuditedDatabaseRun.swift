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
    let settings = ConnectionSettings(url: schema.server.url)
    let session = RunSession(
      plan: plan, directory: directory, clock: SystemClock(), control: Continue(),
      createdAt: SystemClock().wallTime, notice: { _ in },
      openVenue: { (request) throws(RunError) in try PostgreSQLVenue(request, settings: settings) })
    var inspector: any RunInspector = NoInspection()
    _ = try session.execute(.fresh, inspector: &inspector)
  }

  deinit { try? FileSystem.removeTree(directory.stateDirectory) }

  /// What the audit says of the database and of the run's records.
  func audit(isOursOnly: Bool = false) throws -> AuditResult {
    let records = try RunRecords(reading: directory)
    var end = EndOfRunAudit(replay: Audit.RecordReplay(plan, directory))
    let report = try records.report(inspector: &end)
    var database = try DatabaseAudit(
      plan, orderKey: records.file.orderKey, settings: ConnectionSettings(url: schema.server.url),
      isOursOnly: isOursOnly)
    _ = try database.perform(records)
    database.compare(report)
    var result = end.result
    result.merge(database.finish())
    return result
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
