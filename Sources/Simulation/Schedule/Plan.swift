import Budgets
public import Domain

/// A configuration turned into slots: everything that decides what a run does, and nothing else.
public struct Plan: Sendable {
  /// The configuration it was made from.
  public let configuration: Configuration
  /// Makes its slots.
  public private(set) var scheduler: SlotScheduler
  /// Names the plan: equal for equal accounts, assets, markets, budgets, scheduler settings, seed
  /// and iterations. Venue, faults, retries and places of files do not count.
  public let hash: StableHash
  /// What the user should know before the run.
  public let notices: [String]

  /// All markets, suspended ones included.
  public var markets: [Market] { configuration.markets }
  /// The trading accounts.
  public var accounts: [Account] { configuration.accounts }
  /// All assets.
  public var assets: [Asset] { configuration.assets }
  /// The seed of every random draw.
  public var seed: UInt64 { configuration.seed }
  /// Slots of the whole plan.
  public var slotCount: UInt64 { scheduler.slotCount }

  /// Plans the configuration.
  ///
  /// - Throws: `PlanRefusal` when its orders cannot cross, with the reason.
  public init(_ configuration: Configuration) throws(PlanRefusal) {
    self.configuration = configuration
    scheduler = try SlotScheduler(configuration)
    hash = configuration.planHash()
    notices = try Self.affordability(configuration, scheduler)
  }

  /// The same plan for one lane, which shares no list of the scheduler's with another.
  public func unshared() -> Plan {
    var copy = self
    copy.scheduler = scheduler.unshared()
    return copy
  }

  /// Budgets of all accounts as the configuration states them.
  public func initialBudgets() -> [[Amount]] {
    accounts.indices.map { account in
      assets.indices.map {
        configuration.initialBudget(account: AccountIndex(account), asset: AssetIndex($0))
      }
    }
  }

  /// Which lane executes which slots.
  public var lanes: LaneMap { LaneMap(markets, requested: configuration.load.lanes) }

  /// What a lane's share of every budget is at the start: equal parts, what is left over to the first.
  public func initialBudgets(lane: Int, of laneCount: Int) -> [[Amount]] {
    guard laneCount > 1 else { return initialBudgets() }
    return initialBudgets().map { amounts in
      amounts.map { amount in
        let part = amount.minorUnits / Int128(laneCount)
        let rest = lane == 0 ? amount.minorUnits - part * Int128(laneCount) : 0
        return Amount(minorUnits: part + rest)
      }
    }
  }

  /// A lane's share of the ledger before the first slot.
  func budgetsAtStart(lane: Int = 0, of laneCount: Int = 1) -> BudgetStore {
    var store = BudgetStore(
      accountCount: accounts.count, assetCount: assets.count,
      recyclesProceeds: configuration.budget.recycleProceeds)
    for (account, amounts) in initialBudgets(lane: lane, of: laneCount).enumerated() {
      for (asset, amount) in amounts.enumerated() {
        store.set(AccountIndex(account), AssetIndex(asset), to: amount)
      }
    }
    return store
  }
}

extension SlotScheduler {
  /// Finds what each market admits and how many slots there are.
  init(_ configuration: Configuration) throws(PlanRefusal) {
    let settings = configuration.scheduler
    seed = configuration.seed
    strategy = settings.matchingStrategy.kind
    pairing = AccountPairing(
      accountCount: configuration.accounts.count, alternatesSides: settings.alternateSides,
      rule: settings.matchingStrategy.rule, seed: seed)
    kinds = PairKinds(
      restingPercent: settings.restingSharePercent, cancelPercent: settings.cancelSharePercent,
      seed: seed)
    orderTypes = WeightedChoice([
      (.limit, settings.orderTypes.limit), (.market, settings.orderTypes.market),
    ])
    timesInForce = WeightedChoice([
      (.goodTillCancel, settings.timeInForce.goodTillCancel),
      (.immediateOrCancel, settings.timeInForce.immediateOrCancel),
      (.fillOrKill, settings.timeInForce.fillOrKill),
    ])
    markets = try Self.marketSchedules(configuration)
    if let drawn = configuration.load.marketWeights.choice(markets.count) {
      distribution = .drawn(drawn)
    } else {
      distribution = settings.marketDistribution.dealing
    }
    marketCycle = Self.leastCommonMultiple(pairing.window, UInt64(markets.count))
    let pairs = pairing.pairCount(tradesPerAccount: settings.tradesPerAccount)
    let slots = (pairs ?? .max).multipliedReportingOverflow(by: 2 * configuration.iterations)
    guard let pairs, pairs > 0, !slots.overflow, slots.partialValue < 1 << 62 else {
      throw PlanRefusal(
        place: "scheduler.trades_per_account",
        message: "\(settings.tradesPerAccount) trades of \(configuration.accounts.count) accounts "
          + "in \(configuration.iterations) iterations are more slots than a plan can hold")
    }
    slotsPerSchedule = 2 * pairs
    slotCount = slots.partialValue
  }

  private static func leastCommonMultiple(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (divisor, rest) = (left, right)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    return left / divisor * right
  }

  private static func marketSchedules(
    _ configuration: Configuration
  ) throws(PlanRefusal) -> [MarketSchedule] {
    let settings = configuration.scheduler
    let request = MarketScheduleRequest(
      bidOffset: settings.bidPriceOffset, askOffset: settings.askPriceOffset,
      priceSpread: settings.priceSpread, amountMin: settings.minAmount,
      amountMax: settings.maxAmount, restingDepth: settings.restingDepth,
      plansRestingOrders: settings.restingSharePercent > 0)
    var schedules: [MarketSchedule] = []
    for (place, market) in configuration.markets.enumerated() where market.status == .active {
      schedules.append(
        try MarketSchedule(
          market, at: MarketIndex(place),
          quoteDecimals: configuration.assets[market.quote.position].decimals, request: request))
    }
    guard !schedules.isEmpty else {
      throw PlanRefusal(place: "markets", message: "no market is active")
    }
    return schedules
  }
}

extension MatchingStrategy {
  /// How it is recorded in a slot.
  public var kind: MatchingStrategyKind {
    switch self {
    case .sequentialNext: .sequentialNext
    case .any: .any
    case .matchWith: .matchWith
    }
  }

  var rule: AccountPairing.Rule {
    switch self {
    case .sequentialNext: .sequentialNext
    case .any: .any
    case .matchWith(let account): .matchWith(UInt64(account.position))
    }
  }
}

extension MarketDistribution {
  var dealing: SlotScheduler.Distribution {
    switch self {
    case .roundRobin: .roundRobin
    case .sameMarket: .sameMarket
    case .sequential: .sequential
    }
  }
}
