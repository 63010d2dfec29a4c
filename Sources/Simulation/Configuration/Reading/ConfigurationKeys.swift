/// The keys that each object of a configuration may have.
enum ConfigurationKeys {
  static let root = [
    "seed", "iterations", "state_dir", "accounts", "account_filter", "assets", "markets",
    "market_filter", "venue", "scheduler", "processor", "load", "budget", "faults",
    "thresholds",
  ]
  static let generatedAccounts = ["count", "prefix"]
  static let account = ["id", "label"]
  static let asset = ["id", "decimals"]
  static let market = [
    "id", "base", "quote", "tick_size", "lot_size", "reference_price", "status", "regulation",
    "band",
  ]
  static let venue = [
    "type", "self_trade_prevention", "url", "schema", "settlement", "answer_timeout_ms",
    "batch", "statements",
  ]
  static let statements = [
    "accounts", "assets", "markets", "place", "cancel", "find", "fills", "balances",
  ]
  static let scheduler = [
    "min_amount", "max_amount", "trades_per_account", "bid_price_offset", "ask_price_offset",
    "alternate_sides", "market_distribution", "matching_strategy", "price_spread",
    "resting_share", "cancel_share", "resting_depth", "order_types", "time_in_force",
  ]
  static let matchingStrategy = ["match_with"]
  static let orderTypes = ["limit", "market"]
  static let timeInForce = ["goodTillCancel", "immediateOrCancel", "fillOrKill"]
  static let processor = [
    "retry_base_delay_ms", "retry_max_delay_ms", "max_retries", "save_after_each_slot",
    "durability", "trades_per_second", "on_failure", "auto_continue",
  ]
  static let load = [
    "lanes", "rate", "stages", "arrivals", "warm_up", "duration", "when_late", "drop_after",
    "catch_up_percent", "send_error_limit", "market_weights", "continuous",
  ]
  static let loadStage = ["name", "duration", "rate", "end_rate", "warm_up"]
  static let budget = ["budgets", "recycle_proceeds"]
  static let budgetEntry = ["account_id", "asset_id", "amount"]
  static let faults = [
    "refusal", "failure", "timeout_before_apply", "timeout_after_apply", "delay", "stalls",
    "server",
  ]
  static let serverFault = ["do", "at_slot", "every_slots", "for_ms"]
  static let faultDelay = ["probability", "min_ms", "max_ms"]
  static let faultStall = ["start_ms", "duration_ms"]
  static let threshold =
    ["metric"] + ThresholdComparison.allCases.map(\.key) + ["phase", "abort_on_fail", "grace"]

  /// Every object with its keys, under the path it has in the file.
  static let all: [(path: String, keys: [String])] = [
    ("", root), ("accounts", generatedAccounts), ("accounts[]", account), ("assets[]", asset),
    ("markets[]", market), ("venue", venue), ("venue.statements", statements),
    ("scheduler", scheduler),
    ("scheduler.matching_strategy", matchingStrategy), ("scheduler.order_types", orderTypes),
    ("scheduler.time_in_force", timeInForce), ("processor", processor),
    ("load", load), ("load.stages[]", loadStage), ("budget", budget),
    ("budget.budgets[]", budgetEntry), ("faults", faults), ("faults.delay", faultDelay),
    ("faults.stalls[]", faultStall), ("faults.server[]", serverFault), ("thresholds[]", threshold),
  ]
}
