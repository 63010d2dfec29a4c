import Glibc
import Testing

@testable import Audit
@testable import Simulation

/// As many clean runs and mutants as are asked for by SIMULATOR_AUDITS, which `make torture` sets.
@Suite("Audit: campaign", .enabled(if: AuditCampaign.count > 0)) struct CampaignTests {
  private static let first: UInt64 = 1_000_000
  private static let batchSize: UInt64 = 100

  @Test(
    "clean runs give no alarm", arguments: 0..<(AuditCampaign.count + batchSize - 1) / batchSize)
  func clean(_ batch: UInt64) throws {
    let size = min(Self.batchSize, AuditCampaign.count - batch * Self.batchSize)
    let start = Self.first + batch * Self.batchSize * 5
    // Every fourth batch in lanes that share budgets.
    let lanes = batch % 4 == 3 ? 2 : 1
    for (seed, plan) in try AuditedPlan.draw(Int(size), from: start, lanes: lanes) {
      let run = try RecordedRun(plan, triesAgain: seed % 3 == 0)
      for lane in 0..<plan.lanes.laneCount {
        let result = run.audit(lane: lane, try run.core(lane: lane))
        #expect(result.violations.isEmpty, "seed \(seed): \(result.violations.map(\.message))")
      }
    }
  }

  @Test("what was put wrong is found and named", arguments: MutantTests.mutants)
  func mutants(_ mutant: Mutant) throws {
    let count = max(1, Int(AuditCampaign.count) / 10 / MutantTests.mutants.count)
    #expect(try mutant.campaign(count, from: 2 * Self.first) == count)
  }
}

/// How long the campaign is.
enum AuditCampaign {
  /// How many clean runs are audited; a tenth as many are put wrong.
  static let count =
    unsafe getenv("SIMULATOR_AUDITS").flatMap { unsafe UInt64(String(cString: $0)) } ?? 0
}
