import Domain
import Simulation

/// What a run must believe of its budgets, added up from what the database did and the run was told.
///
/// An order whose answer was lost keeps its whole need locked, and so do the orders that it traded with:
/// what the run does not know, it does not book.
struct ToldAmounts {
  /// One account's one asset, in minor units.
  struct Entry: Hashable {
    var locked: Int128 = 0
    var spent: Int128 = 0
    var received: Int128 = 0
  }

  private var entries: [Entry]
  private let assetCount: Int
  /// By place in the records, the place in the plan.
  private let accounts: [Int?]
  private let markets: [Market?]

  init(_ plan: Plan, _ records: borrowing PostgresRecords) {
    var planAccounts: [String: Int] = [:]
    for (place, account) in plan.accounts.enumerated() { planAccounts[account.id] = place }
    accounts = records.accounts.map { planAccounts[$0.label] }
    markets = records.markets.map { market in plan.markets.first { $0.id == market.symbol } }
    assetCount = plan.assets.count
    entries = Array(repeating: Entry(), count: plan.accounts.count * assetCount)
  }

  /// By places in the plan.
  subscript(account: Int, asset: Int) -> Entry { entries[account * assetCount + asset] }

  /// An order holds so many lots more, or fewer.
  mutating func lock(_ order: RecordedOrder, _ lots: Int64) {
    guard !order.order.isForeign, let account = order.account.flatMap({ accounts[$0] }),
      let market = markets[order.market]
    else { return }
    lock(account, market, order.side, order.price, lots)
  }

  /// An order that the database does not have holds its need.
  mutating func lock(_ slot: ActionSlot, in market: Market) {
    lock(slot.account.position, market, slot.side, slot.price, slot.quantity.lots)
  }

  private mutating func lock(
    _ account: Int, _ market: Market, _ side: Side, _ price: Price, _ lots: Int64
  ) {
    let need = market.lockedAmount(side, price, Quantity(lots: abs(lots))).minorUnits
    let asset = side == .bid ? market.quote : market.base
    entries[account * assetCount + asset.position].locked += lots < 0 ? -need : need
  }

  /// An order has traded.
  mutating func fill(_ order: RecordedOrder, at price: Price, _ quantity: Quantity) {
    guard !order.order.isForeign, let account = order.account.flatMap({ accounts[$0] }),
      let market = markets[order.market]
    else { return }
    lock(account, market, order.side, order.price, -quantity.lots)
    let paid = market.lockedAmount(order.side, price, quantity).minorUnits
    let received = market.lockedAmount(order.side.opposite, price, quantity).minorUnits
    let (from, to) =
      order.side == .bid ? (market.quote, market.base) : (market.base, market.quote)
    entries[account * assetCount + from.position].spent += paid
    entries[account * assetCount + to.position].received += received
  }
}
