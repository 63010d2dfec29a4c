public import Domain

/// Which budgets, or which changes of them, are wanted.
public struct BudgetPage: Hashable, Sendable {
  /// Only of this account; nil for all.
  public var account: AccountIndex?
  /// Only of this asset; nil for all.
  public var asset: AssetIndex?
  /// How many of these are left out first.
  public var offset: UInt64
  /// How many are wanted at most.
  public var limit: UInt64

  /// Makes a page of its parts.
  public init(
    account: AccountIndex? = nil, asset: AssetIndex? = nil, offset: UInt64 = 0,
    limit: UInt64 = .max
  ) {
    self.account = account
    self.asset = asset
    self.offset = offset
    self.limit = limit
  }

  /// Whether a budget is wanted, but for offset and limit.
  func contains(_ account: AccountIndex, _ asset: AssetIndex) -> Bool {
    (self.account == nil || self.account == account) && (self.asset == nil || self.asset == asset)
  }
}

/// Counts what a page leaves out and lets through.
struct BudgetPageCounter {
  private let page: BudgetPage
  private var seen: UInt64 = 0

  init(_ page: BudgetPage) { self.page = page }

  /// Whether the page is full.
  var isDone: Bool { seen >= page.offset && seen - page.offset >= page.limit }

  /// Whether the next one is on the page.
  mutating func takes(_ account: AccountIndex, _ asset: AssetIndex) -> Bool {
    guard page.contains(account, asset) else { return false }
    seen += 1
    return seen > page.offset
  }
}
