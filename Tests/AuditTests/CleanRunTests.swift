import Domain
import Testing

@testable import Audit
@testable import Simulation

/// Runs in which nothing went wrong, whatever was lost, refused and tried again in them.
@Suite("Audit: clean runs") struct CleanRunTests {
  @Test("no false alarm", arguments: 0..<20 as Range<UInt64>)
  func clean(batch: UInt64) throws {
    for (seed, plan) in try AuditedPlan.draw(50, from: batch * 1000) {
      let run = try RecordedRun(plan, triesAgain: seed % 3 == 0)
      let result = run.audit(try run.core())
      #expect(result.violations.isEmpty, "seed \(seed): \(result.violations.map(\.message))")
    }
  }

  @Test("no false alarm in lanes that share tight budgets", arguments: 0..<8 as Range<UInt64>)
  func lanes(batch: UInt64) throws {
    for (seed, plan) in try AuditedPlan.draw(5, from: 50_000 + batch * 100, lanes: 2) {
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
    for (_, plan) in try AuditedPlan.draw(60, from: 0) {
      let run = try RecordedRun(plan, triesAgain: true)
      total.merge(run.audit(try run.core()))
    }
    for finding in total.findings {
      #expect(finding.factCount > 0, "\(finding.invariant.name)")
    }
  }
}
