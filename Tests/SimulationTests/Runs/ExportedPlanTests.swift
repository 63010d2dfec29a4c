import Budgets
import Replay
import Testing

@testable import Simulation

/// Plans written as order flows, replayed, and held against runs of the plans.
@Suite("Runs: exported plans") struct ExportedPlanTests {
  @Test(
    "replaying an exported plan gives the tape and ledger of its run",
    arguments: 0..<10 as Range<UInt64>)
  func equality(batch: UInt64) throws {
    let directories = try RunDirectories()
    var (matches, failed): (UInt64, UInt64) = (0, 0)
    for (random, plan) in try RandomPlan.plans(from: 90_000 + 200 * batch, count: 10, .execution) {
      let run = try Execution(plan, directories.make("\(random.seed)")).report
      let path = "\(directories.path)/\(random.seed).csv"
      #expect(try PlanExport.write(plan, to: path) == plan.slotCount)
      let replay = try Replay(ReplayOptions(path: path)).onEmbedded()
      #expect(replay.tape == run.tape, "\(random)")
      #expect(replay.budgets?.ledgerHash() == run.budgets.ledgerHash(), "\(random)")
      #expect(replay.flow.messages == plan.slotCount, "\(random)")
      #expect(replay.counts.refused == run.statistics.failed + run.statistics.skipped, "\(random)")
      (matches, failed) = (matches + replay.counts.fills, failed + replay.counts.refused)
    }
    #expect(matches > 0 && failed > 0)
  }
}
