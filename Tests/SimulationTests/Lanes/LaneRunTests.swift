import Audit
import Domain
import JSONText
import Platform
import Testing

@testable import Simulation

/// Several lanes, each on a thread of its own.
@Suite("Lanes: whole runs") struct LaneRunTests {
  /// Plans of several markets with budgets that suffice, or that run out.
  static func plan(
    seed: UInt64, lanes: Int, factor: Int = 100_000, rest: String = ""
  ) throws -> Plan {
    let text = #"""
      {"seed": \#(seed), "accounts": {"count": \#(3 + seed % 6)}, "load": {"lanes": \#(lanes)},
       "assets": [{"id": "A", "decimals": 4}, {"id": "B", "decimals": 6}, {"id": "C", "decimals": 2}],
       "markets": [
         {"id": "A/C", "base": "A", "quote": "C", "tick_size": 0.1, "lot_size": 0.1, "reference_price": 20},
         {"id": "B/C", "base": "B", "quote": "C", "tick_size": 0.1, "lot_size": 0.1, "reference_price": 30},
         {"id": "A/B", "base": "A", "quote": "B", "tick_size": 0.1, "lot_size": 0.01, "reference_price": 2}],
       "scheduler": {"trades_per_account": 60, "min_amount": 10, "max_amount": 90,
         "resting_share": 0.2, "cancel_share": 0.1, "price_spread": 0.02,
         "time_in_force": {"goodTillCancel": 2, "immediateOrCancel": 1}},
       "processor": {"retry_base_delay_ms": 0, "on_failure": "continue"},
       "budget": {"budgets": [{"amount": \#(factor)}]}\#(rest.isEmpty ? "" : ", ")\#(rest)}
      """#
    return try Plan(Configuration.read(file: ("seed \(seed)", Array(text.utf8))))
  }

  @Test(
    "any number of lanes gives the same tapes and the same ledger while budgets suffice",
    arguments: 0..<6 as Range<UInt64>)
  func sameTapes(seed: UInt64) throws {
    let directories = try RunDirectories()
    let reference = try Execution(
      Self.plan(seed: seed, lanes: 1), directories.make("reference"))
    #expect(reference.report.statistics.failed == 0, "seed \(seed)")
    for lanes in [2, 3, 9] {
      let run = try Execution(
        Self.plan(seed: seed, lanes: lanes), directories.make("\(lanes)"))
      #expect(run.essence == reference.essence, "seed \(seed), \(lanes) lanes")
      #expect(run.audit.verdict == .pass, "seed \(seed): \(run.audit.violations)")
      #expect(run.report.measurement.counts == reference.report.measurement.counts)
      #expect(run.report.lanes == min(lanes, 3))
    }
  }

  @Test("where budgets bind every check still holds", arguments: 0..<12 as Range<UInt64>)
  func bindingBudgets(seed: UInt64) throws {
    let directories = try RunDirectories()
    let lanes = 2 + Int(seed % 2)
    let plan = try Self.plan(seed: seed, lanes: lanes, factor: 150)
    let directory = try directories.make("run")
    try Self.writePlan(plan, directory)
    let run = try Execution(plan, directory)
    #expect(run.audit.verdict == .pass, "seed \(seed): \(run.audit.violations)")
    #expect(run.report.statistics.finished == plan.slotCount)
    #expect(run.report.statistics.failed > 0, "seed \(seed): no budget bound")
    let read = try report(directory)
    #expect(Essence(read.report) == run.essence, "seed \(seed): read back")
    #expect(read.audit.verdict == .pass, "seed \(seed): \(read.audit.violations)")
  }

  @Test("a run of lanes without its checkpoints is rebuilt from its journals")
  func rebuilt() throws {
    for seed in UInt64(0)..<8 {
      let directories = try RunDirectories()
      let plan = try Self.plan(seed: seed, lanes: 3, factor: 150)
      let directory = try directories.make("run")
      try Self.writePlan(plan, directory)
      let run = try Execution(plan, directory)
      for lane in directory.lanes(count: 3) { try FileSystem.remove(lane.checkpoint) }
      let read = try report(directory)
      #expect(Essence(read.report).tape == run.essence.tape, "seed \(seed)")
      #expect(Essence(read.report).ledger == run.essence.ledger, "seed \(seed)")
      #expect(read.report.statistics == run.report.statistics, "seed \(seed)")
      #expect(read.audit.verdict == .pass, "seed \(seed): \(read.audit.violations)")
    }
  }

  @Test("lanes that are stopped go on where each of them was", arguments: 0..<6 as Range<UInt64>)
  func stops(seed: UInt64) throws {
    let directories = try RunDirectories()
    let faults = #""faults": {"failure": 0.05, "timeout_after_apply": 0.05}"#
    let reference = try Execution(
      Self.plan(seed: seed, lanes: 1, rest: faults), directories.make("reference"))
    let plan = try Self.plan(
      seed: seed, lanes: 3,
      rest: faults
    )
    let directory = try directories.make("stopped")
    var run: Execution
    var mode = RunMode.fresh
    var stops = 0
    repeat {
      let control = TestControl(policyOf: plan)
      control.stopAtPoll = stops < 5 ? 0 : nil
      run = try Execution(plan, directory, mode, control: control)
      #expect(run.audit.verdict != .fail, "seed \(seed): \(run.audit.violations)")
      mode = .resume
      stops += 1
    } while run.report.status == .interrupted
    #expect(run.essence == reference.essence, "seed \(seed), \(stops) processes")
  }

  private static func writePlan(_ plan: Plan, _ directory: RunDirectory) throws {
    let created = WallTime(unixNanoseconds: 0)
    let file = RunFile(runID: directory.runID, createdAt: created, plan: plan)
    try File.writeAtomically(path: directory.runFile, file.encoded())
  }

  /// What the records of a run tell.
  private func report(
    _ directory: RunDirectory
  ) throws -> (report: RunReport, audit: AuditResult) {
    let records = try RunRecords(reading: directory)
    var audit = EndOfRunAudit(replay: RecordReplay(records.plan, directory))
    let report = try records.report(inspector: &audit)
    return (report, audit.result)
  }
}
