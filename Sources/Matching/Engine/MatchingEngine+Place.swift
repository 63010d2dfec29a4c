internal import Domain

extension MatchingEngine {
  mutating func place(_ command: OrderCommand, _ fingerprint: UInt64) -> OrderReport {
    if let reason = refusalOfPlacing(command) { return refuse(command, reason) }
    seen.insert(command.id.sequence)
    events.append(.accepted(command))
    var taker = Taker(placing: command, fingerprint: fingerprint)
    return enter(&taker)
  }

  /// Lets an order trade as far as it can, settles it, and rests or closes what is left. Its wallet
  /// must hold what it can cost as available.
  mutating func enter(_ taker: inout Taker) -> OrderReport {
    if taker.fate != .fillOrKill || canFillWhole(taker.order) { match(&taker) }
    let order = taker.order
    let rests = order.leaves > .zero && taker.fate == nil
    settle(taker, resting: rests ? order.leaves : .zero)
    if rests {
      rest(order)
      return OrderReport(of: order)
    }
    if order.leaves > .zero, let reason = taker.fate { events.append(.canceled(order, reason)) }
    return close(order)
  }

  /// The first reason against a new order, or nil when it is to be accepted.
  private func refusalOfPlacing(_ command: OrderCommand) -> RefusalReason? {
    let market = command.market.position
    if let reason = markets[market].refusal(of: command.price, command.quantity) { return reason }
    if command.isPostOnly {
      guard command.type == .limit && command.timeInForce == .goodTillCancel else {
        return .invalidInstruction
      }
      if wouldCross(command.market, command.side, command.price) { return .postOnlyWouldCross }
    }
    let asset = markets[market].market.paidAsset(command.side)
    let cost = markets[market].market.lockedAmount(command.side, command.price, command.quantity)
    return cost > wallets[command.account, asset].available ? .insufficientBalance : nil
  }

  /// Whether an order on `side` at `price` would meet any opposite order.
  func wouldCross(_ market: MarketIndex, _ side: Side, _ price: Price) -> Bool {
    let limit = PriceLevel.rank(of: price, on: side.opposite)
    return ladders[ladder(market, side.opposite)].firstOrder(ranking: limit) != .none
  }

  /// Books everything the order has traded, once, and locks what it still may cost.
  private mutating func settle(_ taker: Taker, resting: Quantity) {
    let order = taker.order
    let market = order.market.position
    let paidAsset = markets[market].market.paidAsset(order.side)
    let lock = markets[market].market.lockedAmount(order.side, order.price, resting)
    wallets[order.account, paidAsset].available -= taker.paid + lock
    wallets[order.account, paidAsset].locked += lock
    if taker.received > .zero {
      let receivedAsset = markets[market].market.paidAsset(order.side.opposite)
      wallets[order.account, receivedAsset].available += taker.received
    }
  }

  /// Puts an order that is paid for into the book.
  mutating func rest(_ order: OrderRecord) {
    let slot = orders.insert(order)
    ladders[ladder(order.market, order.side)].append(slot, in: &orders)
    index.insert(order.id, slot)
  }

  /// Keeps the final standing of an order that has left the book or never rested.
  mutating func close(_ order: OrderRecord) -> OrderReport {
    let status: OrderStatus = order.leaves == .zero ? .filled : .canceled
    let report = OrderReport(
      status: status, cumulative: order.cumulative, canceled: order.leaves)
    record(report, of: order.id, order.fingerprint)
    return report
  }

  /// Keeps a report so that a repeat can be answered with it.
  mutating func record(_ report: OrderReport, of id: ClientOrderID, _ fingerprint: UInt64) {
    recent.record(
      RecentResults.Entry(
        id: id, fingerprint: fingerprint, cumulative: report.cumulative, leaves: report.leaves,
        canceled: report.canceled, status: report.status, isUsed: true))
  }
}
