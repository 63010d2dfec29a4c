public import Domain

/// What a recorded flow trades: everything that a venue must have before the first order.
public struct FlowTerms: Sendable {
  /// What an account starts with of one asset.
  public struct Deposit: Hashable, Sendable {
    /// Whose.
    public var account: AccountIndex
    /// Of what.
    public var asset: AssetIndex
    /// How much.
    public var amount: Amount

    /// Makes a deposit of its parts.
    public init(account: AccountIndex, asset: AssetIndex, amount: Amount) {
      self.account = account
      self.asset = asset
      self.amount = amount
    }
  }

  /// The assets; an `AssetIndex` is a position in this list.
  public var assets: [Asset]
  /// The markets; a `MarketIndex` is a position in this list.
  public var markets: [Market]
  /// The accounts' ids; an `AccountIndex` is a position in this list.
  public var accounts: [String]
  /// What the accounts start with; every account and asset at most once.
  public var deposits: [Deposit]
  /// Whether accounts may trade with what they received.
  public var recyclesProceeds: Bool
  /// What happens when an order meets another of the same account.
  public var selfTradePrevention: SelfTradePrevention

  /// Makes terms of all their parts.
  public init(
    assets: [Asset], markets: [Market], accounts: [String], deposits: [Deposit],
    recyclesProceeds: Bool, selfTradePrevention: SelfTradePrevention
  ) {
    self.assets = assets
    self.markets = markets
    self.accounts = accounts
    self.deposits = deposits
    self.recyclesProceeds = recyclesProceeds
    self.selfTradePrevention = selfTradePrevention
  }
}
