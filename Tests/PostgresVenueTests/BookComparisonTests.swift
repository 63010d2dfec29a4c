import Domain
import Matching
import Testing

/// The order-book database against the matching engine, under random commands.
@Suite struct BookComparisonTests {
  @Test(arguments: CommandDraw.Mix.all, SelfTradePrevention.allCases)
  func `database and engine agree`(_ mix: CommandDraw.Mix, _ policy: SelfTradePrevention) throws {
    let seed: UInt64 = 20_261_121
    var both = try BookComparison(accounts: mix.accounts, balance: mix.balance, policy)
    var draw = CommandDraw(mix, seed: seed)
    for step in 1...mix.steps {
      var difference = try both.step(draw.batch())
      if difference == nil && step % (mix.steps / 4) == 0 {
        difference = try both.stateDifference()
      }
      guard let difference else { continue }
      Issue.record("seed \(seed), \(mix.name), \(policy.name), step \(step): \(difference)")
      return
    }
    #expect(both.fillCount > mix.steps / 8, "\(mix.name): hardly any fills")
    #expect(both.answers.count > 8, "\(both.answers)")
  }
}
