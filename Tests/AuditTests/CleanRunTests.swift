import Domain
import Testing

@testable import Audit
@testable import Simulation

/// Runs in which nothing went wrong, whatever was lost, refused and tried again in them.
@Suite("Audit: clean runs") struct CleanRunTests {
  @Test("no false alarm", arguments: 0..<20 as Range<UInt64>)
  func clean(batch: UInt64) throws {
    var audited = 0
    for seed in batch * 50..<batch * 50 + 50 {
      guard let plan = try AuditedPlan.make(seed: seed) else { continue }
      let run = try RecordedRun(plan, triesAgain: seed % 3 == 0)
      let result = run.audit(try run.core())
      #expect(result.violations.isEmpty, "seed \(seed): \(result.violations.map(\.message))")
      audited += 1
    }
    #expect(audited >= 30, "of 50 seeds from \(batch * 50) only \(audited) can be planned")
  }

  @Test("no false alarm in lanes that share tight budgets", arguments: 0..<8 as Range<UInt64>)
  func lanes(batch: UInt64) throws {
    for seed in 50_000 + batch * 5..<50_005 + batch * 5 {
      guard let plan = try AuditedPlan.make(seed: seed, lanes: 2) else { continue }
      let run = try RecordedRun(plan)
      for lane in 0..<plan.lanes.laneCount {
        let result = run.audit(lane: lane, try run.core(lane: lane))
        #expect(
          result.violations.isEmpty,
          "seed \(seed) lane \(lane): \(result.violations.map(\.message))")
      }
    }
  }

  @Test("clean runs hold facts against every invariant of an engine in the process")
  func facts() throws {
    var total = AuditResult()
    for seed in 0..<100 as Range<UInt64> {
      guard let plan = try AuditedPlan.make(seed: seed) else { continue }
      let run = try RecordedRun(plan, triesAgain: true)
      total.merge(run.audit(try run.core()))
    }
    for finding in total.findings {
      #expect(finding.factCount > 0, "\(finding.invariant.name)")
    }
  }
}
