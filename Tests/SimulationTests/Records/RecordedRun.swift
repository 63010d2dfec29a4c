import Domain
import Platform
import TestSupport

@testable import Simulation

/// A run that was executed for a test, with its files in a directory that goes with it.
struct RecordedRun: ~Copyable {
  let folder: TemporaryDirectory
  let directory: RunDirectory
  let plan: Plan
  /// What the process that executed it last reported.
  private(set) var report: RunReport

  /// Everything that can become of a slot: faults of every kind, resting orders, cancels, all order
  /// types, and budgets too small for all of it. 720 slots.
  static func troubled(seed: UInt64) -> String {
    """
    {"seed": \(seed), "accounts": {"count": 12},
     "scheduler": {"trades_per_account": 60, "resting_share": 0.2, "cancel_share": 0.1,
       "price_spread": 0.02, "order_types": {"limit": 3, "market": 1},
       "time_in_force": {"goodTillCancel": 3, "immediateOrCancel": 1, "fillOrKill": 1}},
     "budget": {"budgets": [{"account_id": null, "asset_id": null, "amount": 20000}]},
     "processor": {"max_retries": 1, "retry_base_delay_ms": 0, "on_failure": "continue"},
     "faults": {"failure": 0.2, "timeout_after_apply": 0.2, "timeout_before_apply": 0.1,
       "refusal": 0.03}}
    """
  }

  /// Executes a run of `configuration`.
  ///
  /// - Parameter stopAfter: how many slots are begun before it is interrupted.
  init(_ configuration: String, stopAfter: Int = .max) throws {
    let folder = try TemporaryDirectory()
    let plan = try Plan(Configuration.read(file: ("test", Array(configuration.utf8))))
    let started = SystemClock().wallTime
    let directory = try RunStore(stateDirectory: folder.path).create(runID: "test", at: started)
    try File.writeAtomically(
      path: directory.runFile,
      RunFile(runID: "test", createdAt: started, plan: plan).encoded())
    report = try Self.execute(.fresh, plan, directory, stopAfter)
    self.folder = folder
    self.directory = directory
    self.plan = plan
  }

  /// Goes on with the run.
  mutating func goOn(_ mode: RunMode, stopAfter: Int = .max) throws {
    report = try Self.execute(mode, plan, directory, stopAfter)
  }

  /// What a reader finds now.
  func records() throws -> RunRecords { try RunRecords(reading: directory) }

  /// Removes the checkpoint, as if the process had been killed before it wrote the first.
  func removeCheckpoint() throws {
    for name in Directory.entries(of: directory.path)
    where name == "checkpoint.json" || name.hasPrefix("state-") {
      try FileSystem.remove("\(directory.path)/\(name)")
    }
  }

  private static func execute(
    _ mode: RunMode, _ plan: Plan, _ directory: RunDirectory, _ stopAfter: Int
  ) throws -> RunReport {
    let session = RunSession(
      plan: plan, directory: directory, clock: SystemClock(), control: Countdown(stopAfter),
      createdAt: SystemClock().wallTime, notice: { _ in })
    var inspector: any RunInspector = NoInspection()
    return try session.execute(mode, inspector: &inspector)
  }
}

/// Looks at nothing.
struct NoInspection: RunInspector {
  mutating func inspect<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {}

  mutating func conclude(_ totals: RunTotals) {}
}

/// Interrupts a run after it has asked so many times whether to go on.
private final class Countdown: RunControl {
  private var left: Int

  init(_ count: Int) { left = count }

  var isStopRequested: Bool {
    left -= 1
    return left < 0
  }

  func decide(_ report: FailureReport) -> FailureDecision? { .continue }
  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool { true }
  func show(_ progress: RunProgress) {}
}
