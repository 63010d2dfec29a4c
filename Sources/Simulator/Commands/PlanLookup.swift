import Domain
import Simulation

/// Finds what options name in a plan.
enum PlanLookup {
  /// Finding the nearest of more names than this would take too long.
  private static let namesMax = 10_000

  /// The account that `--account` names; nil when the option was not given.
  static func account(_ arguments: ParsedArguments, in plan: Plan) throws -> AccountIndex? {
    try position(arguments, "account", among: plan.accounts.map(\.id)).map { AccountIndex($0) }
  }

  /// The asset that `--asset` names; nil when the option was not given.
  static func asset(_ arguments: ParsedArguments, in plan: Plan) throws -> AssetIndex? {
    try position(arguments, "asset", among: plan.assets.map(\.id)).map { AssetIndex($0) }
  }

  /// The market that `--market` names; nil when the option was not given.
  static func market(_ arguments: ParsedArguments, in plan: Plan) throws -> MarketIndex? {
    try position(arguments, "market", among: plan.markets.map(\.id)).map { MarketIndex($0) }
  }

  private static func position(
    _ arguments: ParsedArguments, _ option: String, among names: @autoclosure () -> [String]
  ) throws -> Int? {
    guard let name = arguments.text(option) else { return nil }
    let names = names()
    if let position = names.firstIndex(of: name) { return position }
    let nearest = names.count > namesMax ? nil : Nearest.word(to: name, among: names)
    let hint =
      nearest.map { "did you mean '\($0)'?" }
      ?? "the first of \(names.count) is '\(names.first ?? "")'"
    throw CommandFailure(.usage, "--\(option): the plan has no \(option) '\(name)'; \(hint)")
  }
}
