import Domain
import Matching
import Testing

/// The engine against the naive reference, under random commands.
@Suite struct ComparisonTests {
  @Test(arguments: Mix.all, SelfTradePrevention.allCases)
  func `engine and reference agree`(_ mix: Mix, _ policy: SelfTradePrevention) throws {
    let seed: UInt64 = 20_260_726
    var both = try Comparison(mix, policy, seed: seed)
    for step in 1...100_000 {
      var difference = both.step()
      if difference == nil && step % 500 == 0 { difference = both.stateDifference() }
      if difference == nil && step % 20_000 == 7_000 { difference = try both.restore() }
      if step % 5_000 == 0 { both.deposit(1_000, account: step / 5_000 % mix.accounts, asset: 1) }
      guard let difference else { continue }
      Issue.record("seed \(seed), step \(step): \(difference)")
      return
    }
  }

  @Test func `random commands reach every answer`() throws {
    var refusals: Set<RefusalReason> = []
    var reasons: Set<CancelReason> = []
    var answers: Set<String> = []
    for (place, mix) in Mix.all.enumerated() {
      let policy = SelfTradePrevention.allCases[place % SelfTradePrevention.allCases.count]
      var both = try Comparison(mix, policy, seed: 5)
      // In the last, results come to be forgotten.
      for _ in 0..<(place == Mix.all.count - 1 ? 40_000 : 20_000) {
        #expect(both.step() == nil, "seed 5, \(mix.name)")
        answers.formUnion(both.answer.map { [$0] } ?? [])
        for event in both.engineEvents {
          event.refusal.map { _ = refusals.insert($0) }
          event.cancelReason.map { _ = reasons.insert($0) }
        }
      }
    }
    #expect(
      refusals == Set(RefusalReason.allCases).subtracting([.insufficientBudget, .injected]))
    #expect(reasons == Set(CancelReason.allCases))
    #expect(answers.count == 12, "\(answers.sorted())")
  }

  @Test(arguments: SelfTradePrevention.allCases)
  func `batches and reference agree`(_ policy: SelfTradePrevention) throws {
    let seed: UInt64 = 77
    var both = try Comparison(Mix.all[4], policy, seed: seed)
    for batch in 0..<300 {
      let inBatches = both.stepBatch(batch % 70) ?? both.stepEventsOnly(batch % 41)
      guard let difference = inBatches ?? both.stateDifference() else { continue }
      Issue.record("seed \(seed), batch \(batch): \(difference)")
      return
    }
  }

  @Test(arguments: Mix.all, SelfTradePrevention.allCases)
  func `single commands and batches in turns agree with the reference`(
    _ mix: Mix, _ policy: SelfTradePrevention
  ) throws {
    let seed: UInt64 = 23
    var random = SplitMix64(seed: seed)
    var both = try Comparison(mix, policy, seed: seed)
    for turn in 0..<400 {
      let count = Int(random.next() % 20)
      var difference: String?
      switch random.next() % 5 {
      case 0: difference = both.stepBatch(count)
      case 1: difference = both.stepEventsOnly(count)
      case 2: both.deposit(1_000, account: turn % mix.accounts, asset: 1)
      default: for _ in 0..<count where difference == nil { difference = both.step() }
      }
      if difference == nil && turn % 90 == 50 { difference = try both.restore() }
      guard let difference = difference ?? both.stateDifference() else { continue }
      Issue.record("seed \(seed), turn \(turn): \(difference)")
      return
    }
  }

  @Test func `different seeds give different states`() throws {
    var first = try Comparison(Mix.all[1], .cancelMaker, seed: 1)
    var second = try Comparison(Mix.all[1], .cancelMaker, seed: 2)
    #expect(first.engine.stateHash() == second.engine.stateHash())
    for _ in 0..<50 { #expect(first.step() == nil && second.step() == nil) }
    #expect(first.engine.stateHash() != second.engine.stateHash())
  }
}
