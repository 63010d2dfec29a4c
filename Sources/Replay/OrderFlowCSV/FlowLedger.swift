import Budgets
import Domain
import Matching
import Simulation

/// The budgets of a flow's accounts: locked before an order is sent, settled by what the venue reports.
struct FlowLedger {
  private(set) var store: BudgetStore
  private let markets: [Market]

  init(_ terms: FlowTerms) {
    markets = terms.markets
    store = BudgetStore(
      accountCount: terms.accounts.count, assetCount: terms.assets.count,
      recyclesProceeds: terms.recyclesProceeds)
    for deposit in terms.deposits { store.set(deposit.account, deposit.asset, to: deposit.amount) }
  }

  /// Locks what an order may cost, under `id`; the refusal when it cannot be paid. An order that the
  /// venue will refuse anyway, since its price or quantity is impossible, locks nothing.
  mutating func lock(_ command: OrderCommand, as id: ClientOrderID) -> RefusalReason? {
    let market = markets[command.market.position]
    guard
      let amount = Self.cost(
        command.side, Int128(command.price.ticks), Int128(command.quantity.lots), market)
    else { return .invalidPrice }
    guard amount > .zero else { return nil }
    switch store.lock(id, command.account, market.paidAsset(command.side), amount) {
    case .locked: return nil
    case .insufficient: return .insufficientBudget
    case .alreadyLocked, .alreadySettled, .otherLock:
      preconditionFailure("command \(command.id.sequence) locks a second time")
    }
  }

  /// Locks what the rest of an order may cost after an amendment in place of what it holds; the refusal
  /// when it cannot be paid, with nothing changed.
  mutating func relock(
    _ amendment: OrderCommand, as id: ClientOrderID, filled: Quantity
  ) -> RefusalReason? {
    guard amendment.quantity > filled else { return nil }
    let held = held(by: id)
    var rest = amendment
    rest.quantity -= filled
    store.release(id)
    guard let refusal = lock(rest, as: id) else { return nil }
    restore(amendment, id, to: held)
    return refusal
  }

  /// Undoes `relock` for an amendment that the venue did not take.
  mutating func restore(_ amendment: OrderCommand, _ id: ClientOrderID, to held: Amount) {
    guard self.held(by: id) != held else { return }
    store.release(id)
    let asset = markets[amendment.market.position].paidAsset(amendment.side)
    let result = store.lock(id, amendment.account, asset, held)
    precondition(result == .locked, "what was held a moment ago cannot be locked again")
  }

  /// Gives back what an order holds that never came to be.
  mutating func release(_ id: ClientOrderID) { store.release(id) }

  /// Gives back what an order holds that is closed for good.
  mutating func close(_ id: ClientOrderID) { store.close(id) }

  /// What an order holds.
  func held(by id: ClientOrderID) -> Amount { store.lockedAmount(of: id) ?? .zero }

  /// Settles both sides of a fill; a taker that bid more than the price gets the difference back.
  mutating func settle(_ fill: Fill, takerPrice: Price) {
    let market = markets[fill.market.position]
    let cost = market.notional(fill.price, fill.quantity)
    let base = market.baseAmount(fill.quantity)
    let takerBids = fill.takerSide == .bid
    let (buyer, buyerAccount) =
      takerBids ? (fill.taker, fill.takerAccount) : (fill.maker, fill.makerAccount)
    let (seller, sellerAccount) =
      takerBids ? (fill.maker, fill.makerAccount) : (fill.taker, fill.takerAccount)
    if takerBids {
      let improvement = Price(ticks: takerPrice.ticks - fill.price.ticks)
      store.unlock(buyer, market.notional(improvement, fill.quantity))
    }
    store.spend(buyer, cost)
    store.receive(buyerAccount, market.base, base)
    store.spend(seller, base)
    store.receive(sellerAccount, market.quote, cost)
  }

  /// What an order must lock; nil where that does not fit into 128 bits with room to spare.
  private static func cost(
    _ side: Side, _ ticks: Int128, _ lots: Int128, _ market: Market
  ) -> Amount? {
    let (units, overflow) =
      side == .bid
      ? (ticks * lots).multipliedReportingOverflow(by: market.quoteUnitsPerTickLot)
      : lots.multipliedReportingOverflow(by: market.baseUnitsPerLot)
    return overflow || units > Int128.max / 4 ? nil : Amount(minorUnits: units)
  }
}
