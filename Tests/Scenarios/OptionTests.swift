import JSONText
import TestSupport
import Testing

@Suite("Options of run override the configuration")
struct OptionTests {
  /// What an option is given, where it lands in the run's configuration, and as what.
  private static let options: [([String], [String], String)] = [
    (["--seed", "7"], ["seed"], "7"),
    (["--accounts", "12"], ["accounts", "count"], "12"),
    (["--iterations", "2"], ["iterations"], "2"),
    (["--min-amount", "150.5"], ["scheduler", "min_amount"], "150.5"),
    (["--max-amount", "900"], ["scheduler", "max_amount"], "900"),
    (["--trades-per-account", "8"], ["scheduler", "trades_per_account"], "8"),
    (["--market-distribution", "sequential"], ["scheduler", "market_distribution"], "sequential"),
    (["--bid-price-offset", "1.01"], ["scheduler", "bid_price_offset"], "1.01"),
    (["--ask-price-offset", "0.99"], ["scheduler", "ask_price_offset"], "0.99"),
    (["--price-spread", "0.02"], ["scheduler", "price_spread"], "0.02"),
    (["--no-alternate-sides"], ["scheduler", "alternate_sides"], "false"),
    (["--matching-strategy", "any"], ["scheduler", "matching_strategy"], "any"),
    (
      ["--matching-strategy", "match_with:test-account-3"],
      ["scheduler", "matching_strategy", "match_with"], "test-account-3"
    ),
    (["--resting-share", "0.3"], ["scheduler", "resting_share"], "0.3"),
    (
      ["--resting-share", "0.3", "--cancel-share", "0.1"], ["scheduler", "cancel_share"], "0.1"
    ),
    (["--resting-depth", "5"], ["scheduler", "resting_depth"], "5"),
    (["--order-types", "limit=9,market=1"], ["scheduler", "order_types", "market"], "1"),
    (
      ["--time-in-force", "goodTillCancel=8,fillOrKill=2"],
      ["scheduler", "time_in_force", "fillOrKill"], "2"
    ),
    (["--budget", "777"], ["budget", "budgets", "0", "amount"], "777"),
    (["--no-recycle-proceeds"], ["budget", "recycle_proceeds"], "false"),
    (["--venue", "null"], ["venue", "type"], "null"),
    (
      ["--self-trade-prevention", "cancelBoth"], ["venue", "self_trade_prevention"], "cancelBoth"
    ),
    (["--trades-per-second", "100000"], ["processor", "trades_per_second"], "100000"),
    (["--fault", "refusal=0.25"], ["faults", "refusal"], "0.25"),
    (["--max-retries", "5"], ["processor", "max_retries"], "5"),
    (["--retry-base-delay-ms", "9"], ["processor", "retry_base_delay_ms"], "9"),
    (["--retry-max-delay-ms", "900"], ["processor", "retry_max_delay_ms"], "900"),
    (["--on-failure", "skip"], ["processor", "on_failure"], "skip"),
    (["--no-auto-continue"], ["processor", "auto_continue"], "false"),
    (["--no-save-after-each-slot"], ["processor", "save_after_each_slot"], "false"),
    (["--durability", "fsync"], ["processor", "durability"], "fsync"),
  ]

  @Test("the run's file shows it", arguments: options)
  func lands(words: [String], path: [String], expected: String) throws {
    let place = try Workplace()
    let answer = try place.run(["run", "--run-id", "a"] + words)
    #expect(answer.end == .exited(0) || answer.end == .exited(1), "\(answer.error)")
    let text = try #require(TextFile.read(place.file("run.json", of: "a")))
    let configuration = try JSONParser.parse(Array(text.utf8))["configuration"]
    #expect(Self.value(at: path, in: configuration) == expected)
    // What a run keeps is a configuration that gives the same run again.
    let resumed = try place.run(["resume", "a"])
    #expect(resumed.end == answer.end, "\(resumed.error)")
  }

  /// The text of a scalar; numbers in the path are places of lists.
  private static func value(at path: [String], in root: JSONNode?) -> String? {
    var found = root
    for key in path {
      guard let node = found else { return nil }
      if let place = Int(key) { found = node[place] } else { found = node[key] }
    }
    guard let scalar = found else { return nil }
    if let flag = scalar.boolValue { return flag ? "true" : "false" }
    return scalar.stringValue ?? scalar.numberText
  }
}
