import Domain
import Matching
import Testing

/// Where several reasons apply, the first in the list of reasons is given.
@Suite struct RefusalTests {
  /// A post-only order that has everything wrong with it; each step puts the first thing right.
  @Test func `reasons come in their order`() throws {
    var engine = try Self.engine()
    let ask = OrderCommand.limit(
      ClientOrderID(sequence: 0), account: AccountIndex(1), market: MarketIndex(1), .ask,
      price: Price(ticks: 110), quantity: Quantity(lots: 1))
    #expect(engine.submit(ask).status == .new)

    var command = OrderCommand.limit(
      ClientOrderID(sequence: 0), account: AccountIndex(9), market: MarketIndex(9), .bid,
      price: Price(ticks: 0), quantity: Quantity(lots: 0), timeInForce: .fillOrKill,
      isPostOnly: true)
    func refusal() -> RefusalReason? { engine.submit(command).refusal }
    #expect(refusal() == .duplicateClientOrderID)
    command.id.sequence = 1
    #expect(refusal() == .unknownMarket)
    command.market = MarketIndex(3)
    #expect(refusal() == .unknownAccount)
    command.account = AccountIndex(0)
    #expect(refusal() == .marketNotActive)
    command.market = MarketIndex(1)
    #expect(refusal() == .invalidQuantity)
    command.quantity = Quantity(lots: 1_000)
    #expect(refusal() == .invalidPrice)
    command.price = Price(ticks: 111)
    #expect(refusal() == .priceOutsideBand)
    command.price = Price(ticks: 110)
    #expect(refusal() == .invalidInstruction)
    command.timeInForce = .goodTillCancel
    #expect(refusal() == .postOnlyWouldCross)
    command.price = Price(ticks: 109)
    #expect(refusal() == .insufficientBalance)
    command.quantity = Quantity(lots: 1)
    #expect(refusal() == nil)
    #expect(engine.checkInvariants() == [])
  }

  @Test func `amounts beyond the limit are refused, not computed`() throws {
    let market = try Market(
      id: "HUGE", base: AssetIndex(0), baseDecimals: 0, quote: AssetIndex(1), quoteDecimals: 0,
      tickSize: ExactDecimal(significand: 1, scale: 0),
      lotSize: ExactDecimal(significand: 10_000_000_000_000_000_000, scale: 0),
      referencePrice: ExactDecimal(significand: 1, scale: 0), regulation: .unregulated)
    var engine = MatchingEngine(
      markets: [market], accountCount: 1, assetCount: 2, selfTradePrevention: .cancelTaker)
    func refusal(_ ticks: Int64, _ lots: Int64) -> RefusalReason? {
      engine.submit(
        .limit(
          ClientOrderID(sequence: 0), account: AccountIndex(0), market: MarketIndex(0), .bid,
          price: Price(ticks: ticks), quantity: Quantity(lots: lots))
      ).refusal
    }
    // Int128.max / 4 / 10^19 = 4_253_529_586_511_730_793
    #expect(refusal(1, 4_253_529_586_511_730_794) == .invalidQuantity)
    #expect(refusal(1, 4_253_529_586_511_730_793) == .insufficientBalance)
    #expect(refusal(2, 2_126_764_793_255_865_397) == .invalidPrice)
    #expect(refusal(2, 2_126_764_793_255_865_396) == .insufficientBalance)
    #expect(refusal(Int64.max, Int64.max) == .invalidQuantity)
  }

  @Test func `orders of one level may exceed 64 bits together`() throws {
    let market = try TestMarkets.open()
    var engine = MatchingEngine(
      markets: [market], accountCount: 2, assetCount: 2, selfTradePrevention: .cancelTaker)
    for account in 0..<2 {
      let account = AccountIndex(account)
      engine.deposit(
        market.baseAmount(Quantity(lots: Int64.max)), account: account, asset: market.base)
      let report = engine.submit(
        .limit(
          ClientOrderID(sequence: UInt64(account.position)), account: account,
          market: MarketIndex(0), .ask, price: Price(ticks: 1),
          quantity: Quantity(lots: Int64.max)))
      #expect(report.status == .new)
    }
    #expect(engine.checkInvariants() == [])
    #expect(
      engine.depth(MarketIndex(0), .ask, levels: 1) == [
        DepthLevel(price: Price(ticks: 1), quantity: Quantity(lots: Int64.max), orderCount: 2)
      ])
  }

  @Test func `a broken precondition stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let engine = try RefusalTests.engine()
      _ = engine.wallet(AccountIndex(2), AssetIndex(0))
    }
    await #expect(processExitsWith: .failure) {
      let engine = try RefusalTests.engine()
      _ = engine.event(at: 0)
    }
    await #expect(processExitsWith: .success) {
      let engine = try RefusalTests.engine()
      _ = engine.wallet(AccountIndex(1), AssetIndex(0))
    }
  }

  static func engine() throws -> MatchingEngine {
    var engine = MatchingEngine(
      markets: try TestMarkets.all(), accountCount: 2, assetCount: TestMarkets.assetCount,
      selfTradePrevention: .cancelTaker)
    for account in 0..<2 {
      for asset in 0..<TestMarkets.assetCount {
        engine.deposit(
          Amount(minorUnits: 500_000), account: AccountIndex(account), asset: AssetIndex(asset))
      }
    }
    return engine
  }
}
