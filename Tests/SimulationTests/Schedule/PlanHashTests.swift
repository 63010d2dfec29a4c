import Domain
import Testing

@testable import Simulation

@Suite("Schedule: the plan's hash") struct PlanHashTests {
  /// One change of a configuration.
  struct Change: CustomTestStringConvertible {
    let testDescription: String
    let apply: @Sendable (inout Configuration) -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout Configuration) -> Void) {
      testDescription = name
      self.apply = apply
    }
  }

  @Test("equal plans have equal hashes", arguments: 0..<50 as Range<UInt64>)
  func equal(seed: UInt64) throws {
    let random = RandomPlan(seed: seed, text: RandomPlanText.make(seed: seed, .schedule))
    let first = try random.plan()
    let second = try random.plan()
    #expect(first?.hash == second?.hash, "\(random)")
  }

  @Test("other seeds have other hashes")
  func distinct() throws {
    var hashes: Set<StableHash> = []
    for seed in 0..<100 as Range<UInt64> {
      var configuration = try Configuration.read(file: nil)
      configuration.seed = seed
      hashes.insert(try Plan(configuration).hash)
    }
    #expect(hashes.count == 100)
  }

  @Test("every field that decides slots or budgets counts", arguments: Self.deciding)
  func counts(_ change: Change) throws {
    var configuration = try Configuration.read(file: nil)
    let before = configuration.planHash()
    change.apply(&configuration)
    #expect(configuration.planHash() != before)
  }

  @Test("how slots are executed does not count", arguments: Self.notDeciding)
  func doesNotCount(_ change: Change) throws {
    var configuration = try Configuration.read(file: nil)
    let before = configuration.planHash()
    change.apply(&configuration)
    #expect(configuration.planHash() == before)
  }

  private static let deciding: [Change] = [
    Change("seed") { $0.seed += 1 },
    Change("iterations") { $0.iterations += 1 },
    Change("account id") { $0.accounts[3].id += "x" },
    Change("account order") { $0.accounts.swapAt(0, 1) },
    Change("account count") { $0.accounts.removeLast() },
    Change("asset id") { $0.assets[0].id += "x" },
    Change("asset decimals") { $0.assets[0].decimals += 1 },
    Change("asset count") { $0.assets.append(Asset(id: "X", decimals: 0)) },
    Change("market count") { $0.markets.removeLast() },
    Change("market order") { $0.markets.swapAt(0, 1) },
    Change("market id") { $0.markets[0] = $0.markets[0].with(id: "other") },
    Change("market base") { $0.markets[0] = $0.markets[0].with(base: AssetIndex(1)) },
    Change("market quote") { $0.markets[0] = $0.markets[0].with(quote: AssetIndex(1)) },
    Change("tick size") { $0.markets[0] = $0.markets[0].with(tick: "0.02", price: "100000") },
    Change("lot size") { $0.markets[0] = $0.markets[0].with(lot: "0.0002") },
    Change("reference price") { $0.markets[0] = $0.markets[0].with(price: "50000.01") },
    Change("status") { $0.markets[0] = $0.markets[0].with(status: .suspended) },
    Change("regulation") { $0.markets[0] = $0.markets[0].with(regulation: .unregulated) },
    Change("band") {
      let band = ExactDecimal(significand: 2, scale: 1)
      $0.markets[0] = $0.markets[0].with(regulation: .regulated(band: band))
    },
    Change("min_amount") { $0.scheduler.minAmount.significand += 1 },
    Change("max_amount") { $0.scheduler.maxAmount.significand += 1 },
    Change("bid_price_offset") { $0.scheduler.bidPriceOffset.significand += 1 },
    Change("ask_price_offset") { $0.scheduler.askPriceOffset.scale += 1 },
    Change("price_spread") {
      $0.scheduler.priceSpread = ExactDecimal(significand: 1, scale: 2)
    },
    Change("trades_per_account") { $0.scheduler.tradesPerAccount += 1 },
    Change("alternate_sides") { $0.scheduler.alternateSides.toggle() },
    Change("market_distribution") { $0.scheduler.marketDistribution = .sequential },
    Change("matching_strategy") { $0.scheduler.matchingStrategy = .any },
    Change("match_with") { $0.scheduler.matchingStrategy = .matchWith(AccountIndex(0)) },
    Change("resting_share") { $0.scheduler.restingSharePercent = 1 },
    Change("cancel_share") { $0.scheduler.cancelSharePercent = 1 },
    Change("resting_depth") { $0.scheduler.restingDepth += 1 },
    Change("order type") { $0.scheduler.orderTypes.market += 1 },
    Change("time in force IOC") { $0.scheduler.timeInForce.immediateOrCancel += 1 },
    Change("time in force FOK") { $0.scheduler.timeInForce.fillOrKill += 1 },
    Change("budget amount") { $0.budget.entries[0].amount.significand += 1 },
    Change("budget account") { $0.budget.entries[0].account = AccountIndex(0) },
    Change("budget asset") { $0.budget.entries[0].asset = AssetIndex(0) },
    Change("no budget") { $0.budget.entries = [] },
    Change("recycle_proceeds") { $0.budget.recycleProceeds.toggle() },
  ]

  private static let notDeciding: [Change] = [
    Change("state_dir") { $0.stateDirectory += "x" },
    Change("labels") { $0.accounts[0].label += "x" },
    Change("filters") { $0.accountFilter = "test" },
    Change("venue") { $0.venue.type = .null },
    Change("retries") { $0.processor.maxRetries += 1 },
    Change("pace") {
      $0.processor.tradesPerSecond = SlotRate(perSecond: ExactDecimal(significand: 5, scale: 0))
    },
    Change("a price written with more zeros") {
      $0.scheduler.minAmount = ExactDecimal(significand: 1000, scale: 1)
    },
  ]
}

extension Market {
  /// The same market but for what is given.
  fileprivate func with(
    id: String? = nil, base: AssetIndex? = nil, quote: AssetIndex? = nil, tick: String? = nil,
    lot: String? = nil, price: String? = nil, status: MarketStatus? = nil,
    regulation: Regulation? = nil
  ) -> Market {
    do {
      return try Market(
        id: id ?? self.id, base: base ?? self.base, baseDecimals: 8, quote: quote ?? self.quote,
        quoteDecimals: 8, tickSize: ExactDecimal(parsing: tick ?? tickSize.description),
        lotSize: ExactDecimal(parsing: lot ?? lotSize.description),
        referencePrice: ExactDecimal(parsing: price ?? text(referencePrice)),
        status: status ?? self.status, regulation: regulation ?? self.regulation)
    } catch { preconditionFailure("an impossible market: \(error)") }
  }
}
