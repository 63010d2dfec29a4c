import Domain

@testable import Simulation

/// Small plans with everything that can happen in them, drawn from a seed.
enum AuditedPlan {
  /// The plan of a seed; nil where what was drawn excludes itself.
  static func make(seed: UInt64, lanes: Int = 1, slots: Int = 420) throws -> Plan? {
    try? Plan(Configuration.read(file: ("seed \(seed)", Array(text(seed, lanes, slots).utf8))))
  }

  /// So many plans with their seeds, the first seeds from `start` whose plans do not exclude themselves.
  ///
  /// - Throws: `TooFew` when most seeds give none.
  static func draw(
    _ count: Int, from start: UInt64, lanes: Int = 1
  ) throws -> [(seed: UInt64, plan: Plan)] {
    var plans: [(seed: UInt64, plan: Plan)] = []
    var seed = start
    while plans.count < count {
      guard seed < start + UInt64(count) * 5 else {
        throw TooFew(
          description: "of \(count * 5) seeds from \(start) \(plans.count) can be planned")
      }
      if let plan = try make(seed: seed, lanes: lanes) { plans.append((seed, plan)) }
      seed += 1
    }
    return plans
  }

  /// Too many seeds give no plan.
  struct TooFew: Error, CustomStringConvertible {
    let description: String
  }

  /// The text of the seed's configuration.
  static func text(_ seed: UInt64, _ lanes: Int, _ slots: Int) -> String {
    var random = SplitMix64(seed: seed, purpose: 41, position: 0)
    func pick(_ count: UInt64) -> Int { Int(random.next(below: count)) }
    let accounts = 2 + pick(6)
    let budget = [2_000, 20_000, 1_000_000][pick(3)]
    let faults =
      pick(2) == 0
      ? ""
      : #""faults": {"timeout_after_apply": 0.\#(pick(20) + 10), "timeout_before_apply": 0.\#(pick(20) + 10), "failure": 0.0\#(pick(9) + 1), "refusal": 0.0\#(pick(9) + 1)},"#
    let open = pick(4) == 0 ? #""load": {"model": "open", "rate": 100000}, "# : ""
    let load = lanes > 1 ? #""load": {"lanes": \#(lanes)}, "# : open
    let stp = ["cancelTaker", "cancelMaker", "cancelBoth"][pick(3)]
    return #"""
      {"seed": \#(seed), "accounts": {"count": \#(accounts)}, \#(faults) \#(load)
       "scheduler": {"trades_per_account": \#(max(1, slots / accounts)), "min_amount": 10,
                     "max_amount": \#(100 + pick(900)), "resting_share": 0.\#(20 + pick(20)),
                     "cancel_share": 0.\#(10 + pick(10)), "price_spread": 0.02,
                     "time_in_force": {"goodTillCancel": 3, "immediateOrCancel": 1, "fillOrKill": 1},
                     "order_types": {"limit": 4, "market": 1}},
       "processor": {"max_retries": \#(pick(3)), "on_failure": "\#(["skip", "continue"][pick(2)])",
                     "retry_base_delay_ms": 1, "auto_continue": true},
       "venue": {"type": "embedded", "self_trade_prevention": "\#(stp)"},
       "budget": {"budgets": [{"amount": \#(budget)}], "recycle_proceeds": \#(pick(2) == 0)}}
      """#
  }
}
