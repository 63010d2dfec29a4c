import Domain
public import Simulation

extension Recipe {
  /// The plan; nil when the sizes and prices that were drawn exclude each other.
  ///
  /// - Throws: `ConfigurationProblems` when the text is no configuration, which it always is.
  public func plan() throws(ConfigurationProblems) -> Plan? {
    let configuration = try Configuration.read(
      file: ("seed \(seed)", Array(configurationText.utf8)))
    return try? Plan(configuration)
  }

  /// The configuration as `simulator.json` would hold it.
  public var configurationText: String {
    var draw = Draw(seed: seed, purpose: 3)
    return [
      #"{"seed": \#(seed), "iterations": \#(iterations)"#,
      #""accounts": {"count": \#(accounts), "prefix": "a"}"#,
      #""assets": [{"id": "A", "decimals": 4}, {"id": "B", "decimals": 6}, {"id": "C", "decimals": 2}]"#,
      #""markets": [\#(marketTexts(&draw).joined(separator: ", "))]"#,
      #""venue": {\#(venueText(&draw))}"#,
      #""scheduler": {\#(schedulerText(&draw))}"#,
      #""processor": {\#(processorText(&draw))}"#,
      #""load": {\#(loadText(&draw))}"#,
      #""budget": {\#(budgetText(&draw))}"#,
      #""faults": {\#(faultsText(&draw))}}"#,
    ].joined(separator: ", ")
  }

  private func marketTexts(_ draw: inout Draw) -> [String] {
    let all = [
      ("A", "C", "0.1", "0.1"), ("B", "C", "0.1", "0.1"), ("A", "B", "0.1", "0.01"),
      ("B", "A", "0.01", "0.01"),
    ]
    return all.prefix(markets).enumerated().map { place, market in
      let price = 2 + draw.pick(30)
      let band = draw.one(of: ["0.02", "0.1", "0.35"])
      let isFree = draw.pick(3) == 0
      let regulation =
        has(.prices) && !isFree ? #""band": \#(band)"# : #""regulation": "unregulated""#
      return #"{"id": "M\#(place)", "base": "\#(market.0)", "quote": "\#(market.1)", "#
        + #""tick_size": \#(market.2), "lot_size": \#(market.3), "#
        + #""reference_price": \#(price), \#(regulation)}"#
    }
  }

  private func venueText(_ draw: inout Draw) -> String {
    let prevention = draw.one(of: ["cancelTaker", "cancelMaker", "cancelBoth"])
    return has(.settings) ? #""self_trade_prevention": "\#(prevention)""# : ""
  }

  private func schedulerText(_ draw: inout Draw) -> String {
    let sizes = [10 + draw.pick(40), 60 + draw.pick(40)]
    let resting = 5 + draw.pick(35)
    let cancels = min(resting, 1 + draw.pick(30))
    let spread = draw.one(of: ["0.001", "0.02", "0.1"])
    let offset = draw.pick(6)
    let depth = 1 + draw.pick(20)
    let types = "\(1 + draw.pick(3)), \"market\": \(draw.pick(3))"
    let tifs = "\"immediateOrCancel\": \(draw.pick(3)), \"fillOrKill\": \(draw.pick(3))"
    let strategy = draw.one(of: [
      #""sequential_next""#, #""any""#, #"{"match_with": "a-\#(1 + draw.pick(accounts))"}"#,
    ])
    let distribution = draw.one(of: ["round_robin", "same_market", "sequential"])
    let alternates = draw.pick(3) != 0
    var parts = [
      #""min_amount": \#(sizes[0]), "max_amount": \#(sizes[1]), "#
        + #""trades_per_account": \#(tradesPerAccount)"#
    ]
    if has(.resting) {
      parts.append(#""resting_share": \#(resting)e-2, "resting_depth": \#(depth)"#)
    }
    if has(.resting) && has(.cancels) { parts.append(#""cancel_share": \#(cancels)e-2"#) }
    if has(.prices) {
      parts.append(#""price_spread": \#(spread), "bid_price_offset": \#(100 + offset)e-2"#)
    }
    if has(.types) {
      parts.append(
        #""order_types": {"limit": \#(types)}, "time_in_force": {"goodTillCancel": 2, \#(tifs)}"#)
    }
    if has(.settings) {
      parts.append(
        #""matching_strategy": \#(strategy), "market_distribution": "\#(distribution)", "#
          + #""alternate_sides": \#(alternates)"#)
    }
    return parts.joined(separator: ", ")
  }

  private func processorText(_ draw: inout Draw) -> String {
    let wait = [0, 0, 0, 0, 0, 1, 20, 4000][draw.pick(8)]
    let retries = draw.pick(3)
    let policy = has(.quits) ? "quit" : draw.one(of: ["skip", "continue", "retry"])
    return #""retry_base_delay_ms": \#(wait), "retry_max_delay_ms": \#(3 * wait), "#
      + #""max_retries": \#(retries), "on_failure": "\#(policy)", "#
      + #""save_after_each_slot": \#(!has(.buffered)), "#
      + #""durability": "\#(has(.fsync) ? "fsync" : "process")""#
  }

  private func loadText(_ draw: inout Draw) -> String {
    let rate = [1000, 20_000, 500_000][draw.pick(3)]
    let policy = draw.one(of: ["queue", "drop", "catch_up"])
    let arrivals = draw.one(of: ["constant", "poisson"])
    let weights = draw.one(of: ["dealt", "uniform", "zipf"])
    var parts = [#""lanes": \#(lanes)"#]
    if has(.settings) { parts.append(#""market_weights": "\#(weights)""#) }
    if has(.open) {
      parts.append(#""rate": \#(rate), "when_late": "\#(policy)", "arrivals": "\#(arrivals)""#)
    }
    return parts.joined(separator: ", ")
  }

  /// Enough for everything in every lane, or a few times the largest trade.
  private func budgetText(_ draw: inout Draw) -> String {
    let few = [200, 400, 1000][draw.pick(3)]
    return #""budgets": [{"amount": \#(has(.tight) ? few : 10_000_000)}], "#
      + #""recycle_proceeds": \#(!has(.keeping))"#
  }

  private func faultsText(_ draw: inout Draw) -> String {
    let shares = [
      draw.one(of: ["0", "0.01", "0.05"]), draw.one(of: ["0", "0.02", "0.1"]),
      draw.one(of: ["0", "0.02", "0.1"]), draw.one(of: ["0", "0.05", "0.3"]),
    ]
    let delay = draw.pick(4) == 0
    guard has(.faults) else { return "" }
    let names = ["refusal", "failure", "timeout_before_apply", "timeout_after_apply"]
    var parts = zip(names, shares).map { #""\#($0)": \#($1)"# }
    if delay { parts.append(#""delay": {"probability": 0.1, "min_ms": 1, "max_ms": 4}"#) }
    return parts.joined(separator: ", ")
  }

  private func has(_ feature: Feature) -> Bool { features.contains(feature) }

  /// Whether the interrupted execution must come to the same as the uninterrupted one, slot by slot.
  ///
  /// It need not where time decides: tries put aside while others go on. Nor where lanes compete for
  /// budgets: their order decides who is refused.
  public var isRepeatable: Bool {
    !(has(.open)) && !(lanes > 1 && has(.tight))
  }
}
