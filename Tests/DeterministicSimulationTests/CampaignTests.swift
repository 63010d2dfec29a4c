import DeterministicSimulation
import Testing

/// Histories of fixed seeds: what CI executes. `make torture` executes others for as long as it is told.
@Suite("Simulation: campaign") struct CampaignTests {
  @Test("nothing is wrong with the histories of the first seeds", arguments: 0..<8 as Range<UInt64>)
  func firstSeeds(part: UInt64) {
    for seed in part * 150 + 1...(part + 1) * 150 {
      let history = History(Recipe(seed: seed))
      #expect(history.passed, "\(history.problems); simulator simulate --seed \(seed)")
    }
  }

  @Test("everything that can go wrong goes wrong in them")
  func coverage() {
    var counts = HistoryCounts()
    for seed in UInt64(1)...300 { counts.merge(History(Recipe(seed: seed)).counts) }
    #expect(counts.kills > 50 && counts.powerFailures > 20 && counts.diskFailures > 20)
    #expect(counts.stops > 50 && counts.quits > 20 && counts.transfers > 50)
    #expect(counts.comparisons > 100 && counts.audits > counts.comparisons)
  }

  @Test("a campaign on several threads finds what one thread finds")
  func threads() throws {
    var campaign = Campaign()
    campaign.firstSeed = 40
    campaign.count = 60
    campaign.workers = 3
    let result = try campaign.run(isStopRequested: { false }, show: { _ in })
    var counts = HistoryCounts()
    for seed in UInt64(40)..<100 { counts.merge(History(Recipe(seed: seed)).counts) }
    #expect(result.histories == 60)
    #expect(result.counts == counts)
    #expect(result.failures.isEmpty)
  }

  @Test("a campaign ends when it is asked to")
  func stopping() throws {
    let result = try Campaign().run(isStopRequested: { true }, show: { _ in })
    #expect(result.histories < 1000)
  }
}
