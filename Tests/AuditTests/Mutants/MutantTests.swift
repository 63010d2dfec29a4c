import Domain
import Journal
import Testing

@testable import Audit
@testable import Simulation

/// The auditor itself: everything that was put wrong on purpose is found, and named rightly.
@Suite("Audit: mutants") struct MutantTests {
  static let mutants = Mutant.ofRecords + Mutant.ofOrder + Mutant.ofBudgets + Mutant.ofVenue

  @Test("is found and named", arguments: mutants)
  func found(_ mutant: Mutant) throws {
    #expect(
      try mutant.campaign(6, from: 70_000) == 6, "only so many runs have what this is done to")
  }

  @Test(
    "a fault of the end is told once",
    arguments: ["a lock leaks", "money vanishes", "a wallet is filled by mistake"])
  func once(_ name: String) throws {
    let mutant = try #require(Self.mutants.first { $0.name == name })
    for seed in 71_000..<71_010 as Range<UInt64> {
      guard let plan = try AuditedPlan.make(seed: seed) else { continue }
      var run = try RecordedRun(plan)
      var core = try run.core()
      var random = SplitMix64(seed: seed, purpose: 77, position: 0)
      guard core.slotInFlight == nil, core.unknownSlots.isEmpty,
        try mutant.apply(&run, &core, &random)
      else { continue }
      let result = run.audit(core)
      #expect(result.violationCount == 1, "seed \(seed): \(result.violations.map(\.message))")
    }
  }

  @Test("budget that lanes hand over is found when it grows, shrinks or gets lost")
  func transfers() throws {
    var applied = 0
    for seed in 80_000..<80_300 as Range<UInt64> where applied < 12 {
      guard let plan = try AuditedPlan.make(seed: seed, lanes: 2) else { continue }
      let run = try RecordedRun(plan)
      for lane in run.lanes.indices {
        guard
          let place = run.lanes[lane].firstIndex(where: {
            if case .transfer = $0 { true } else { false }
          }), case .transfer(var transfer) = run.lanes[lane][place]
        else { continue }
        applied += 1
        var changed = run
        transfer.minorUnits += 1
        changed.lanes[lane][place] = .transfer(transfer)
        let core = try run.core(lane: lane)
        #expect(changed.audit(lane: lane, core)[.balances].status == .violated, "seed \(seed)")
        changed.lanes[lane].remove(at: place)
        #expect(changed.audit(lane: lane, core)[.balances].status == .violated, "seed \(seed)")
      }
    }
    #expect(applied >= 5, "only \(applied) lanes handed anything over")
  }
}
