import Domain
import Simulation

/// Options that shape the plan: what `run` executes and `schedule` prints.
enum PlanOptions {
  /// All of them, in the order in which help shows them.
  static let all = plan + amounts + crossing + orders + budget

  private static let plan = [
    OptionDefinition(
      "config", "FILE", .file, group: "Plan",
      help: "Read the configuration from FILE (default: simulator.json, if there is one)."),
    OptionDefinition(
      "seed", "N", .integer, group: "Plan",
      help: "Draw everything random from seed N; equal seeds give equal plans.",
      configurationPath: ["seed"]),
    OptionDefinition(
      "accounts", "N", .integer, group: "Plan", help: "Trade with N generated accounts.",
      configurationPath: ["accounts", "count"]),
    OptionDefinition(
      "markets", "LIST", .list, group: "Plan",
      help: "Trade only on these markets: ids, separated by commas.",
      configurationPath: ["market_filter"]),
    OptionDefinition(
      "account-filter", "PREFIX", .text, group: "Plan",
      help: "Trade only with accounts whose label begins with PREFIX.",
      configurationPath: ["account_filter"]),
    OptionDefinition(
      "iterations", "N", .integer, group: "Plan",
      help: "Repeat the schedule N times, with new amounts each time.",
      configurationPath: ["iterations"]),
  ]

  private static let amounts = [
    decimal("min-amount", "AMOUNT", "Trade at least AMOUNT per order, in quote units."),
    decimal("max-amount", "AMOUNT", "Trade at most AMOUNT per order, in quote units."),
    OptionDefinition(
      "trades-per-account", "N", .integer, group: "Scheduler", help: "Plan N trades per account.",
      configurationPath: ["scheduler", "trades_per_account"]),
    OptionDefinition(
      "market-distribution", "WAY", .choice(MarketDistribution.allCases.map(\.rawValue)),
      group: "Scheduler",
      help: "Spread the trades over the markets in this way.",
      configurationPath: ["scheduler", "market_distribution"]),
  ]

  private static let crossing = [
    decimal("bid-price-offset", "FACTOR", "Multiply the reference price by FACTOR for bids."),
    decimal("ask-price-offset", "FACTOR", "Multiply the reference price by FACTOR for asks."),
    decimal("price-spread", "FRACTION", "Draw prices up to FRACTION away from the reference."),
    OptionDefinition(
      flag: "alternate-sides", isNegatable: true, group: "Scheduler",
      help: "Let each account bid and ask by turns.",
      configurationPath: ["scheduler", "alternate_sides"]),
    OptionDefinition(
      "matching-strategy", "RULE", .text, group: "Scheduler",
      help: "Choose counterparties: sequential_next, any or match_with:ACCOUNT.",
      configurationPath: ["scheduler", "matching_strategy"]),
  ]

  private static let orders = [
    decimal("resting-share", "FRACTION", "Let FRACTION of the slots rest in the book unmatched."),
    decimal("cancel-share", "FRACTION", "Let FRACTION of the slots cancel a resting order."),
    OptionDefinition(
      "resting-depth", "N", .integer, group: "Scheduler",
      help: "Spread resting orders over N price levels per side.",
      configurationPath: ["scheduler", "resting_depth"]),
    OptionDefinition(
      "order-types", "WEIGHTS", .weights(OrderType.allCases.map(\.name)), group: "Scheduler",
      help: "Mix order types by weight, for example limit=9,market=1.",
      configurationPath: ["scheduler", "order_types"]),
    OptionDefinition(
      "time-in-force", "WEIGHTS", .weights(TimeInForce.allCases.map(\.name)), group: "Scheduler",
      help: "Mix times in force by weight, for example goodTillCancel=8,fillOrKill=1.",
      configurationPath: ["scheduler", "time_in_force"]),
  ]

  private static let budget = [
    OptionDefinition(
      "budget", "[ACCOUNT:][ASSET=]AMOUNT", .budget, group: "Budget",
      help:
        "Give AMOUNT of ASSET (default: each) to ACCOUNT (default: each); the most specific wins.",
      configurationPath: ["budget", "budgets"], isRepeatable: true),
    OptionDefinition(
      flag: "recycle-proceeds", isNegatable: true, group: "Budget",
      help: "Let accounts trade with what they received.",
      configurationPath: ["budget", "recycle_proceeds"]),
  ]

  /// A decimal setting of the scheduler, named in the file as on the command line.
  private static func decimal(
    _ name: String, _ valueName: String, _ help: String
  ) -> OptionDefinition {
    let key = String(name.map { $0 == "-" ? "_" : $0 })
    return OptionDefinition(
      name, valueName, .decimal, group: "Scheduler", help: help,
      configurationPath: ["scheduler", key])
  }
}
