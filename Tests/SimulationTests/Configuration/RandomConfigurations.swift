import Domain
import JSONText

/// Seeded random configurations that are right.
///
/// Assets have 6...18 decimals, ticks and lots at most 3 decimals together 6, so that every market
/// is possible and every amount of up to 6 decimals is exact.
struct RandomConfigurations {
  private var random: SplitMix64
  private let assets = ["AAA", "BBB", "Ü€", "d \"4\""]
  private var accounts: [String] = []

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// A configuration with a random choice of its keys.
  mutating func tree() -> JSONNode {
    let accountsNode = accountsSection()
    return object([
      ("seed", maybe { number("\($0.next())") }),
      ("iterations", maybe { number("\(1 + $0.next(below: UInt64(1000)))") }),
      ("state_dir", maybe { _ in string("runs/ä") }),
      ("accounts", accountsNode),
      ("account_filter", maybe { _ in string("acc") }),
      ("assets", assetsSection()),
      ("markets", marketsSection()),
      ("market_filter", maybe { _ in array([string("m0")]) }),
      ("venue", maybe { _ in object([("type", string("null"))]) }),
      ("scheduler", schedulerSection()),
      ("processor", processorSection()),
      ("budget", budgetSection()),
      ("faults", faultsSection()),
    ])
  }

  private mutating func accountsSection() -> JSONNode? {
    let count = 2 + pick(20)
    if pick(2) == 0 {
      accounts = (1...count).map { "acc-\($0)" }
      return object([("count", number("\(count)")), ("prefix", string("acc"))])
    }
    accounts = (0..<count).map { "id \($0)" }
    return array(
      accounts.map { id in
        object([("id", string(id)), ("label", string("acc of \(id)"))])
      })
  }

  private mutating func assetsSection() -> JSONNode {
    array(
      assets.map { id in
        object([("id", string(id)), ("decimals", number("\(6 + pick(13))"))])
      })
  }

  private mutating func marketsSection() -> JSONNode {
    array(
      (0...pick(4)).map { position in
        let base = pick(4)
        let tick = ["1", "0.5", "0.25", "0.010", "0.002"][pick(5)]
        let isRegulated = pick(2) == 0
        return object([
          ("id", string("m\(position)")), ("base", string(assets[base])),
          ("quote", string(assets[(base + 1 + pick(3)) % 4])), ("tick_size", number(tick)),
          ("lot_size", decimalOrString(["1", "0.1", "0.005"][pick(3)])),
          ("reference_price", number("\(1 + pick(1000))")),
          ("status", position == 0 ? nil : maybe { _ in string("suspended") }),
          ("regulation", string(isRegulated ? "regulated" : "unregulated")),
          ("band", isRegulated ? maybe { number("0.\($0.next(below: UInt64(1000)))") } : nil),
        ])
      })
  }

  private mutating func schedulerSection() -> JSONNode? {
    let resting = pick(60)
    let ask = 50 + pick(60)
    return object([
      ("min_amount", maybe { number("1.\($0.next(below: UInt64(100_000)))") }),
      ("max_amount", maybe { number("\(2_000 + $0.next(below: UInt64(100_000))).50") }),
      ("trades_per_account", maybe { number("\(1 + $0.next(below: UInt64(1000)))") }),
      ("ask_price_offset", number("\(ask)e-2")),
      ("bid_price_offset", decimalOrString("\(ask + pick(50))e-2")),
      ("alternate_sides", maybe { _ in JSONNode(.bool(false)) }),
      ("market_distribution", string(["round_robin", "same_market", "sequential"][pick(3)])),
      ("matching_strategy", matchingStrategy()),
      ("price_spread", maybe { number("0.\($0.next(below: UInt64(100_000)))") }),
      ("resting_share", number("\(resting)e-2")),
      ("cancel_share", number("\(min(resting, pick(40)))e-2")),
      ("resting_depth", maybe { number("\(1 + $0.next(below: UInt64(50)))") }),
      ("order_types", maybe { object([("market", number("\(1 + $0.next() >> 40)"))]) }),
      ("time_in_force", maybe { object([("fillOrKill", number("\(1 + $0.next() >> 40)"))]) }),
    ])
  }

  private mutating func matchingStrategy() -> JSONNode {
    switch pick(3) {
    case 0: string("any")
    case 1: string("sequential_next")
    default: object([("match_with", string(accounts[pick(accounts.count)]))])
    }
  }

  private mutating func processorSection() -> JSONNode? {
    maybe { random in
      let rate =
        "\(random.next(below: UInt64(1_000_000))).\(1 + random.next(below: UInt64(999_999)))"
      return object([
        ("retry_base_delay_ms", number("\(random.next(below: UInt64(100_000)))")),
        ("max_retries", number("\(random.next(below: UInt64(10)))")),
        ("save_after_each_slot", JSONNode(.bool(false))), ("durability", string("fsync")),
        ("trades_per_second", number(rate)), ("on_failure", string("skip")),
        ("auto_continue", JSONNode(.bool(false))),
      ])
    }
  }

  private mutating func budgetSection() -> JSONNode? {
    let entries = accounts.shuffledCopy(&random).prefix(pick(4)).map { id in
      object([
        ("account_id", string(id)), ("asset_id", maybe { _ in string("AAA") }),
        ("amount", decimalOrString("\(pick(1_000_000)).\(pick(1_000_000))")),
      ])
    }
    let general = object([("amount", number("\(pick(1000))"))])
    return object([
      ("budgets", array(entries + [general])),
      ("recycle_proceeds", maybe { _ in JSONNode(.bool(false)) }),
    ])
  }

  private mutating func faultsSection() -> JSONNode? {
    maybe { random in
      let share = "0.\(random.next(below: UInt64(24_000_000)))"
      return object([
        ("refusal", number("0.2")), ("timeout_before_apply", number("1e-9")),
        ("timeout_after_apply", number(share == "0.0" ? "0" : "0.0\(share.dropFirst(2))")),
        (
          "delay",
          object([
            ("probability", string("0.50")), ("min_ms", number("1")), ("max_ms", number("9")),
          ])
        ),
        ("stalls", array([object([("start_ms", number("5")), ("duration_ms", number("6"))])])),
      ])
    }
  }

  private mutating func pick(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }

  private mutating func maybe(_ make: (inout SplitMix64) -> JSONNode) -> JSONNode? {
    pick(2) == 0 ? nil : make(&random)
  }

  private mutating func decimalOrString(_ text: String) -> JSONNode {
    pick(2) == 0 ? number(text) : string(text)
  }
}

private func object(_ members: [(String, JSONNode?)]) -> JSONNode {
  JSONNode(
    .object(members.compactMap { key, node in node.map { JSONMember(key: key, node: $0) } }))
}

private func array(_ elements: [JSONNode]) -> JSONNode { JSONNode(.array(elements)) }
private func number(_ text: String) -> JSONNode { JSONNode(.number(text)) }
private func string(_ text: String) -> JSONNode { JSONNode(.string(text)) }

extension [String] {
  /// The elements in a random order (Fisher and Yates).
  fileprivate func shuffledCopy(_ random: inout SplitMix64) -> [String] {
    var copy = self
    for last in copy.indices.reversed() {
      copy.swapAt(last, Int(random.next(below: UInt64(last + 1))))
    }
    return copy
  }
}
