/// What a flow of orders looks like: how many markets, how wide, how deep, how long.
public struct FlowShape: Equatable, Sendable {
  /// The name under which its figures are reported, for example `f1`.
  public var name: String
  /// Number of markets, at most 256.
  public var markets: Int
  /// Ticks from one price of the dense flow to the next: 1 gives books without gaps.
  public var scale: Int64
  /// Orders that rest in each market after the prefill, and about so many ever after.
  public var restingPerMarket: Int
  /// Commands behind the prefill.
  public var commands: Int
  /// The seed of all draws.
  public var seed: UInt64 = 42

  /// Accounts that orders are drawn for.
  public static let accountCount = 10_000

  /// A shape of all its parts.
  public init(
    name: String, markets: Int, scale: Int64, restingPerMarket: Int = 10_000,
    commands: Int = 5_000_000
  ) {
    self.name = name
    self.markets = markets
    self.scale = scale
    self.restingPerMarket = restingPerMarket
    self.commands = commands
  }
}
