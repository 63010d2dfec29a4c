internal import Domain

extension MatchingEngine {
  @inline(__always)
  mutating func place(_ command: OrderCommand, _ fingerprint: UInt64) -> OrderReport {
    if let reason = refusalOfTerms(command) { return refuse(command, reason) }
    let market = command.market.position
    let asset = markets[market].paidAsset(command.side)
    let cost = markets[market].lockedAmount(command.side, command.price, command.quantity)
    if cost > wallets[command.account, asset].available {
      return refuse(command, .insufficientBalance)
    }
    seen.insert(command.id.sequence)
    events.append(.accepted(command))
    if command.mayRest && !wouldCross(command.market, command.side, command.price) {
      wallets[command.account, asset].lock(cost)
      rest(OrderRecord(placing: command, fingerprint: fingerprint))
      return OrderReport(status: .new, leaves: command.quantity)
    }
    var taker = Taker(placing: command, cost: cost, fingerprint: fingerprint)
    return enter(&taker)
  }

  /// Lets an order trade as far as it can, settles it, and rests or closes what is left. Its wallet
  /// must hold what it can cost as available.
  @inline(never)
  mutating func enter(_ taker: inout Taker) -> OrderReport {
    if taker.fate != .fillOrKill || canFillWhole(taker.order) { match(&taker) }
    let order = taker.order
    let rests = order.leaves > .zero && taker.fate == nil
    settle(taker, rests: rests)
    if rests {
      rest(order)
      return OrderReport(of: order)
    }
    if order.leaves > .zero, let reason = taker.fate { events.append(.canceled(order, reason)) }
    return close(order)
  }

  /// The first reason against what a new order asks for, whatever its account holds, or nil.
  @inline(__always)
  private func refusalOfTerms(_ command: OrderCommand) -> RefusalReason? {
    let market = command.market.position
    if let reason = markets[market].refusal(of: command.price, command.quantity) { return reason }
    if command.isPostOnly {
      guard command.type == .limit && command.timeInForce == .goodTillCancel else {
        return .invalidInstruction
      }
      if wouldCross(command.market, command.side, command.price) { return .postOnlyWouldCross }
    }
    return nil
  }

  /// Whether an order on `side` at `price` would meet any opposite order.
  @inline(__always)
  func wouldCross(_ market: MarketIndex, _ side: Side, _ price: Price) -> Bool {
    let limit = PriceLevel.rank(of: price, on: side.opposite)
    return ladders[ladder(market, side.opposite)].firstOrder(ranking: limit, in: levels) != .none
  }

  /// Books everything the order has traded, once, and locks what it still may cost.
  @inline(__always)
  private mutating func settle(_ taker: Taker, rests: Bool) {
    let order = taker.order
    let market = order.market.position
    let paidAsset = markets[market].paidAsset(order.side)
    if rests {
      let lock =
        taker.paid == .zero
        ? taker.cost : markets[market].lockedAmount(order.side, order.price, order.leaves)
      wallets[order.account, paidAsset].lock(lock)
    }
    if taker.paid > .zero {
      wallets[order.account, paidAsset].available -= taker.paid
      let receivedAsset = markets[market].paidAsset(order.side.opposite)
      wallets[order.account, receivedAsset].available += taker.received
    }
  }

  /// Puts an order that is paid for into the book.
  @inline(__always)
  mutating func rest(_ order: OrderRecord) {
    let slot = ladders[ladder(order.market, order.side)].append(order, to: &orders, &levels)
    index.insert(order.id, slot)
  }

  /// Keeps the final standing of an order that has left the book or never rested.
  @inline(__always)
  mutating func close(_ order: OrderRecord) -> OrderReport {
    let status: OrderStatus = order.leaves == .zero ? .filled : .canceled
    let report = OrderReport(
      status: status, cumulative: order.cumulative, canceled: order.leaves)
    record(report, of: order.id, order.fingerprint)
    return report
  }

  /// Keeps a report so that a repeat can be answered with it.
  @inline(__always)
  mutating func record(_ report: OrderReport, of id: ClientOrderID, _ fingerprint: UInt64) {
    recent.record(
      RecentResults.Entry(
        id: id, fingerprint: fingerprint, cumulative: report.cumulative, leaves: report.leaves,
        canceled: report.canceled, status: report.status, isUsed: true))
  }
}
