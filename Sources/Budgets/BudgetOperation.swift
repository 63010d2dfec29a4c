public import Domain

/// One change of one budget, with what it left behind.
public struct BudgetOperation: Hashable, Sendable {
  /// What was done.
  public enum Kind: String, CaseIterable, Sendable {
    /// The initial budget was set.
    case set
    /// available -> locked.
    case lock
    /// locked -> available.
    case unlock
    /// locked -> spent.
    case spend
    /// Proceeds came in.
    case receive
  }

  /// What was done.
  public var kind: Kind
  /// Whose budget.
  public var account: AccountIndex
  /// Of which asset.
  public var asset: AssetIndex
  /// How much was moved.
  public var amount: Amount
  /// The budget right after.
  public var after: AccountBudget

  /// Makes an operation of its parts.
  public init(
    kind: Kind, account: AccountIndex, asset: AssetIndex, amount: Amount, after: AccountBudget
  ) {
    self.kind = kind
    self.account = account
    self.asset = asset
    self.amount = amount
    self.after = after
  }
}
