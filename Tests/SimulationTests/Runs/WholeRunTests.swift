import Audit
import Budgets
import Domain
import Testing

@testable import Simulation

/// Random plans executed to their end, and audited.
@Suite("Runs: whole runs") struct WholeRunTests {
  @Test("budgets, tape and books agree", arguments: 0..<20 as Range<UInt64>)
  func audits(batch: UInt64) throws {
    let directories = try RunDirectories()
    var matches: UInt64 = 0
    for (random, plan) in try RandomPlan.plans(from: 200 * batch, count: 10, .execution) {
      let run = try Execution(plan, directories.make("\(random.seed)"))
      #expect(run.report.status == .completed, "\(random)")
      #expect(run.audit.verdict == .pass, "\(run.audit.violations)\n\(random)")
      #expect(run.report.pending == 0, "\(random)")
      expectConservation(run, random)
      matches += run.report.statistics.matches
    }
    #expect(matches > 0)
  }

  @Test("with faults too, save where a slot's fate is open", arguments: 0..<20 as Range<UInt64>)
  func faults(batch: UInt64) throws {
    let directories = try RunDirectories()
    for (random, plan) in try RandomPlan.plans(from: 200 * batch, count: 10, .faults) {
      let directory = try directories.make("\(random.seed)")
      var run = try Execution(plan, directory)
      expectVerdict(run, random)
      // Every further look decides some of the open slots, until none is left.
      for _ in 0..<60 where run.report.statistics.unknown > 0 {
        run = try Execution(plan, directory, .resume)
        expectVerdict(run, random)
      }
      #expect(run.report.statistics.unknown == 0, "\(random)")
      expectConservation(run, random)
    }
  }

  @Test("failed slots are tried again under their ids", arguments: 0..<10 as Range<UInt64>)
  func failed(batch: UInt64) throws {
    let directories = try RunDirectories()
    for (random, plan) in try RandomPlan.plans(from: 50_000 + 200 * batch, count: 10, .faults) {
      let directory = try directories.make("\(random.seed)")
      var completed = try Execution(plan, directory).report.statistics.completed
      for _ in 0..<4 {
        let run = try Execution(plan, directory, .retryFailed)
        expectVerdict(run, random)
        let statistics = run.report.statistics
        #expect(statistics.completed >= completed, "\(random)")
        #expect(statistics.finished == plan.slotCount, "\(random)")
        completed = statistics.completed
      }
    }
  }

  @Test("equal plans give equal runs", arguments: 0..<10 as Range<UInt64>)
  func equality(batch: UInt64) throws {
    let directories = try RunDirectories()
    for (random, plan) in try RandomPlan.plans(from: 70_000 + 200 * batch, count: 4, .faults) {
      let first = try Execution(plan, directories.make("a\(random.seed)"))
      let again = try Execution(plan, directories.make("b\(random.seed)", runID: "other"))
      #expect(first.essence == again.essence, "\(random)")
    }
  }

  @Test("the null venue gives every budget back", arguments: 0..<10 as Range<UInt64>)
  func nullVenue(batch: UInt64) throws {
    let directories = try RunDirectories()
    for (random, plan) in try RandomPlan.plans(from: 80_000 + 200 * batch, count: 4, .faults) {
      var configuration = plan.configuration
      configuration.venue.type = .null
      let run = try Execution(Plan(configuration), directories.make("\(random.seed)"))
      expectVerdict(run, random)
      #expect(run.report.statistics.matches == 0 && run.report.tape.count == 0, "\(random)")
      guard run.report.statistics.unknown == 0 else { continue }
      for total in run.report.budgets.summary().assets {
        #expect(total.totals.available == total.totals.initial, "\(random)")
      }
    }
  }

  private func expectVerdict(_ run: Execution, _ random: RandomPlan) {
    let expected: AuditVerdict = run.report.statistics.unknown > 0 ? .unknown : .pass
    #expect(run.audit.verdict == expected, "\(run.audit.violations)\n\(random)")
    #expect(run.report.status == .completed, "\(random)")
  }

  private func expectConservation(_ run: Execution, _ random: RandomPlan) {
    for total in run.report.budgets.summary().assets {
      #expect(total.totals.spent == total.totals.received, "\(random)")
    }
    #expect(run.report.statistics.matches == run.report.tape.count, "\(random)")
  }
}
