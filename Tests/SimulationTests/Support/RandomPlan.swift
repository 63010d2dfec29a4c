import Domain

@testable import Simulation

/// A configuration drawn from a seed, as the text that `simulator.json` would hold.
///
/// Sizes, prices and budgets fit together, so that most of them can be planned; whether one can is
/// found out by planning it.
struct RandomPlan: CustomStringConvertible {
  let seed: UInt64
  let text: String

  var description: String { "seed \(seed): \(text)" }

  /// The plan, or nil when the offsets, shares or sizes that were drawn exclude each other.
  func plan() throws(ConfigurationProblems) -> Plan? {
    let configuration = try Configuration.read(file: ("seed \(seed)", Array(text.utf8)))
    return try? Plan(configuration)
  }

  /// The plans of the first seeds from `seed` on that can be planned.
  static func plans(
    from seed: UInt64, count: Int, _ kind: RandomPlanText.Kind
  ) throws -> [(RandomPlan, Plan)] {
    var found: [(RandomPlan, Plan)] = []
    var next = seed
    while found.count < count && next < seed + UInt64(count) * 3 {
      let random = RandomPlan(seed: next, text: RandomPlanText.make(seed: next, kind))
      if let plan = try random.plan() { found.append((random, plan)) }
      next += 1
    }
    return found
  }
}

/// Draws the text of a configuration.
struct RandomPlanText {
  /// What the plans are for.
  enum Kind {
    /// Looked at slot by slot: many accounts and markets, budgets for everything.
    case schedule
    /// Executed: few accounts and slots, budgets that run out, every kind of order and policy.
    case execution
    /// Executed with answers that get lost, refusals and failures.
    case faults
  }

  struct MarketDraw {
    var base: Int
    var quote: Int
    var tick: ExactDecimal
    var lot: ExactDecimal
    var ticks: Int64
  }

  private var random: SplitMix64
  private let kind: Kind
  private let amountMax: Int
  private var decimals: [Int] = []
  private var markets: [MarketDraw] = []
  private var accountCount = 2

  static func make(seed: UInt64, _ kind: Kind) -> String {
    var text = RandomPlanText(seed: seed, kind)
    return text.make(seed: seed)
  }

  private init(seed: UInt64, _ kind: Kind) {
    random = SplitMix64(seed: seed, purpose: 99, position: 0)
    self.kind = kind
    amountMax = 100
  }

  private mutating func make(seed: UInt64) -> String {
    accountCount = 2 + pick(kind == .schedule ? 49 : 7)
    let assetCount = 2 + pick(4)
    decimals = (0..<assetCount).map { _ in pick(19) }
    markets = (0..<1 + pick(kind == .schedule ? 5 : 3)).map { _ in market() }
    let parts = [
      #""seed": \#(seed), "iterations": \#(1 + pick(3))"#,
      #""accounts": {"count": \#(accountCount), "prefix": "a"}"#,
      #""assets": [\#(decimals.enumerated().map(asset).joined(separator: ", "))]"#,
      #""markets": [\#(markets.enumerated().map { marketText($0, $1) }.joined(separator: ", "))]"#,
      #""venue": {"self_trade_prevention": "\#(one(of: ["cancelTaker", "cancelMaker", "cancelBoth"]))"}"#,
      #""scheduler": {\#(schedulerText())}"#,
      #""processor": {\#(processorText())}"#,
      #""budget": {\#(budgetText())}"#,
    ]
    let faults = kind == .faults ? [#""faults": {\#(faultsText())}"#] : []
    return "{\((parts + faults).joined(separator: ", "))}"
  }

  private mutating func market() -> MarketDraw {
    let base = pick(decimals.count)
    let quote = (base + 1 + pick(decimals.count - 1)) % decimals.count
    let tickScale = pick(decimals[quote] + 1) % 9
    let lotScale = pick(min(decimals[base], decimals[quote] - tickScale) + 1) % 9
    let isCoarse = tickScale + lotScale < 1
    let tick = ExactDecimal(significand: isCoarse ? 1 : [1, 2, 5, 25][pick(4)], scale: tickScale)
    let lot = ExactDecimal(significand: isCoarse ? 1 : [1, 2, 5][pick(3)], scale: lotScale)
    let one = ExactDecimal.powerOfTen(tickScale + lotScale) ?? 1
    let most = Int128(amountMax) * one / (tick.significand * lot.significand * 4)
    let ticks = 1 + Int64(random.next(below: UInt64(max(1, min(most, 1 << 40)))))
    return MarketDraw(base: base, quote: quote, tick: tick, lot: lot, ticks: ticks)
  }

  private func asset(_ place: Int, _ decimals: Int) -> String {
    #"{"id": "X\#(place)", "decimals": \#(decimals)}"#
  }

  private mutating func marketText(_ place: Int, _ market: MarketDraw) -> String {
    let price = ExactDecimal(
      significand: market.tick.significand * Int128(market.ticks), scale: market.tick.scale)
    let band = ["0", "0.02", "0.1", "0.35", "0.999999999999999999"][pick(5)]
    let regulation =
      pick(3) == 0 ? #""regulation": "unregulated""# : #""band": \#(band)"#
    let status = place > 0 && pick(6) == 0 ? #", "status": "suspended""# : ""
    return #"{"id": "M\#(place)", "base": "X\#(market.base)", "quote": "X\#(market.quote)", "#
      + #""tick_size": \#(market.tick), "lot_size": \#(market.lot), "#
      + #""reference_price": \#(price), \#(regulation)\#(status)}"#
  }

  private mutating func schedulerText() -> String {
    let amountMin = 1 + pick(amountMax)
    let hasOffsets = pick(3) == 0
    let ask = hasOffsets ? 90 + pick(15) : 100
    let bid = hasOffsets ? ask + pick(10) : 100
    let resting = pick(2) == 0 ? 0 : pick(kind == .schedule ? 60 : 30)
    let cancel = min(resting, pick(2) == 0 ? 0 : pick(40))
    let trades = 1 + pick(kind == .schedule ? 30 : 12)
    let strategy = one(of: [
      #""sequential_next""#, #""any""#, #"{"match_with": "a-\#(1 + pick(accountCount))"}"#,
    ])
    return [
      #""min_amount": \#(amountMin), "max_amount": \#(amountMax)"#,
      #""trades_per_account": \#(trades), "alternate_sides": \#(pick(3) != 0)"#,
      #""ask_price_offset": \#(ask)e-2, "bid_price_offset": \#(bid)e-2"#,
      #""market_distribution": "\#(one(of: ["round_robin", "same_market", "sequential"]))""#,
      #""matching_strategy": \#(strategy)"#,
      #""price_spread": \#(one(of: ["0", "0.001", "0.05", "0.5"]))"#,
      #""resting_share": \#(resting)e-2, "cancel_share": \#(min(cancel, 100 - resting))e-2"#,
      #""resting_depth": \#(1 + pick(30))"#,
      #""order_types": {"limit": \#(1 + pick(3)), "market": \#(pick(3))}"#,
      #""time_in_force": {"goodTillCancel": 1, "immediateOrCancel": \#(pick(3)), "fillOrKill": \#(pick(2))}"#,
    ].joined(separator: ", ")
  }

  private mutating func processorText() -> String {
    let policy = one(of: ["skip", "continue"])
    // Waits of seconds, so that checkpoints fall due while a slot is being tried again.
    let wait = [0, 20, 4000][pick(3)]
    return #""retry_base_delay_ms": \#(wait), "retry_max_delay_ms": \#(3 * wait), "#
      + #""max_retries": \#(pick(3)), "on_failure": "\#(policy)", "#
      + #""save_after_each_slot": \#(pick(3) != 0)"#
  }

  /// Budgets in multiples of the largest trade: for everything, or soon used up.
  private mutating func budgetText() -> String {
    let factor = kind == .schedule ? 100_000 : [2, 4, 8, 1000][pick(4)]
    let entries = decimals.indices.map { asset in
      let needs = markets.compactMap { need($0, asset) }
      let most = needs.max { $0.wholeUnits(scale: 18) ?? 0 < $1.wholeUnits(scale: 18) ?? 0 }
      let amount = ExactDecimal(
        significand: (most?.significand ?? 1) * Int128(factor), scale: most?.scale ?? 0)
      return #"{"asset_id": "X\#(asset)", "amount": "\#(amount)"}"#
    }
    return
      #""budgets": [\#(entries.joined(separator: ", "))], "recycle_proceeds": \#(pick(3) != 0)"#
  }

  /// What the largest trade on the market takes of an asset at the reference price.
  private func need(_ market: MarketDraw, _ asset: Int) -> ExactDecimal? {
    if asset == market.quote { return ExactDecimal(significand: Int128(amountMax), scale: 0) }
    guard asset == market.base else { return nil }
    let one = ExactDecimal.powerOfTen(market.tick.scale + market.lot.scale) ?? 1
    let lotCost = market.tick.significand * Int128(market.ticks) * market.lot.significand
    let lots = max(1, Int128(amountMax) * one / lotCost)
    return ExactDecimal(significand: lots * market.lot.significand, scale: market.lot.scale)
  }

  private mutating func faultsText() -> String {
    let shares = (0..<4).map { _ in ["0", "0.01", "0.1", "0.2"][pick(4)] }
    return #""refusal": \#(shares[0]), "failure": \#(shares[1]), "#
      + #""timeout_before_apply": \#(shares[2]), "timeout_after_apply": \#(shares[3]), "#
      + #""delay": {"probability": 0.1, "min_ms": 1, "max_ms": 20}, "#
      + #""stalls": [{"start_ms": 30, "duration_ms": 100}]"#
  }

  private mutating func pick(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }

  private mutating func one(of texts: [String]) -> String { texts[pick(texts.count)] }
}
