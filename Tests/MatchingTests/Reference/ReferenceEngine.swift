import Domain
import Matching

/// A matching engine that is meant to be obviously right and nothing else: one list of open orders
/// in order of arrival, dictionaries, and every rule spelled out where it applies.
struct ReferenceEngine {
  struct Order {
    let id: UInt64
    let account: Int
    let market: Int
    let side: Side
    let isPostOnly: Bool
    let command: OrderCommand
    var price: Int64
    var total: Int64
    var filled: Int64 = 0
    var left: Int64 { total - filled }
  }

  struct Key: Hashable {
    var account: Int
    var asset: Int
  }

  struct Result {
    var command: OrderCommand
    var report: OrderReport
    /// How many results came before.
    var before: Int
  }

  let markets: [Market]
  let accountCount: Int
  let policy: SelfTradePrevention
  /// All open orders, the earliest arrival first.
  var open: [Order] = []
  var available: [Key: Int128] = [:]
  var locked: [Key: Int128] = [:]
  var accepted: Set<UInt64> = []
  /// Every result, by id; only the last 16,384 count.
  var results: [UInt64: Result] = [:]
  var fillCount: [Int: UInt64] = [:]
  var events: [ReferenceEvent] = []

  mutating func submit(_ command: OrderCommand) -> OrderReport {
    if accepted.contains(command.id.sequence) { return repeated(command) }
    if let reason = refusal(command) { return rejected(command, reason) }
    accepted.insert(command.id.sequence)
    switch command.kind {
    case .place: return place(command)
    case .cancel: return cancel(command)
    case .amend: return amend(command)
    }
  }

  func find(_ id: UInt64) -> OrderReport? {
    if let order = open.first(where: { $0.id == id }) { return standing(order) }
    if let result = kept(id) { return result.report }
    return accepted.contains(id) ? OrderReport(status: .expired, isComplete: false) : nil
  }

  /// The open orders of one side, those that trade first before the others.
  func queue(_ market: Int, _ side: Side) -> [Order] {
    let orders = open.enumerated().filter { $0.element.market == market && $0.element.side == side }
    return orders.sorted { left, right in
      if left.element.price == right.element.price { return left.offset < right.offset }
      return (left.element.price > right.element.price) == (side == .bid)
    }.map(\.element)
  }

  private mutating func repeated(_ command: OrderCommand) -> OrderReport {
    let id = command.id.sequence
    let isOpen = open.contains { $0.id == id }
    let original =
      open.first { $0.id == id }?.command
      ?? kept(id)?.command
    if let original, original != command { return rejected(command, .duplicateClientOrderID) }
    precondition(original != nil || !isOpen)
    var report = find(id) ?? OrderReport(status: .rejected)
    report.isRepeat = true
    return report
  }

  private mutating func rejected(_ command: OrderCommand, _ reason: RefusalReason) -> OrderReport {
    events.append(
      .rejected(
        command.id.sequence, account: command.account.position, market: command.market.position,
        reason))
    return OrderReport(status: .rejected, refusal: reason)
  }

  private mutating func place(_ command: OrderCommand) -> OrderReport {
    let order = Order(
      id: command.id.sequence, account: command.account.position,
      market: command.market.position, side: command.side, isPostOnly: command.isPostOnly,
      command: command, price: command.price.ticks, total: command.quantity.lots)
    events.append(
      .accepted(
        order.id, account: order.account, market: order.market, order.side, price: order.price,
        lots: order.total))
    lock(order, lots: order.total)
    let rests = command.type == .limit && command.timeInForce == .goodTillCancel
    return enter(order, rests: rests, isWhole: command.timeInForce == .fillOrKill)
  }

  private mutating func cancel(_ command: OrderCommand) -> OrderReport {
    let order = open.first { $0.id == command.target.sequence }!
    withdraw(order, .requested)
    let report = finalReport(order)
    keep(report, command)
    return report
  }

  private mutating func amend(_ command: OrderCommand) -> OrderReport {
    let place = open.firstIndex { $0.id == command.target.sequence }!
    var order = open[place]
    let keepsPlace = command.price.ticks == order.price && command.quantity.lots <= order.total
    events.append(
      .amended(
        order.id, account: order.account, market: order.market, order.side,
        price: command.price.ticks, lots: command.quantity.lots))
    lock(order, lots: -order.left)
    order.price = command.price.ticks
    order.total = command.quantity.lots
    lock(order, lots: order.left)
    let report: OrderReport
    if keepsPlace {
      open[place] = order
      report = standing(order)
    } else {
      open.remove(at: place)
      report = enter(order, rests: true, isWhole: false)
    }
    keep(report, command)
    return report
  }
}

// MARK: - Trading

extension ReferenceEngine {
  private mutating func enter(_ incoming: Order, rests: Bool, isWhole: Bool) -> OrderReport {
    var order = incoming
    var reason: CancelReason = isWhole ? .fillOrKill : .immediateOrCancel
    var isStopped = false
    if !isWhole || tradable(order) >= order.left {
      while order.left > 0, let maker = queue(order.market, order.side.opposite).first,
        accepts(order, maker.price)
      {
        guard maker.account == order.account else {
          trade(maker, &order)
          continue
        }
        if policy != .cancelTaker { withdraw(maker, .selfTrade) }
        if policy != .cancelMaker {
          reason = .selfTrade
          isStopped = true
          break
        }
      }
    }
    if order.left > 0 && rests && !isStopped {
      open.append(order)
      return standing(order)
    }
    if order.left > 0 {
      lock(order, lots: -order.left)
      events.append(canceled(order, reason))
    }
    let report = finalReport(order)
    keep(report, order.command)
    return report
  }

  /// How much an order would trade, given how the policy treats orders of the same account.
  private func tradable(_ order: Order) -> Int64 {
    var lots: Int64 = 0
    for maker in queue(order.market, order.side.opposite) where accepts(order, maker.price) {
      if lots >= order.left { break }
      if maker.account != order.account {
        lots += maker.left
      } else if policy != .cancelMaker {
        break
      }
    }
    return lots
  }

  func accepts(_ order: Order, _ price: Int64) -> Bool {
    order.side == .bid ? price <= order.price : price >= order.price
  }

  private mutating func trade(_ maker: Order, _ taker: inout Order) {
    let lots = min(maker.left, taker.left)
    let market = markets[maker.market]
    let (bid, ask) = taker.side == .bid ? (taker, maker) : (maker, taker)
    let cost = Int128(maker.price) * Int128(lots) * market.quoteUnitsPerTickLot
    let base = Int128(lots) * market.baseUnitsPerLot
    // What the bid had locked for these lots leaves the lock; what it did not need comes back.
    let bidLock = Int128(bid.price) * Int128(lots) * market.quoteUnitsPerTickLot
    locked[Key(account: bid.account, asset: market.quote.position), default: 0] -= bidLock
    available[Key(account: bid.account, asset: market.quote.position), default: 0] += bidLock - cost
    available[Key(account: bid.account, asset: market.base.position), default: 0] += base
    locked[Key(account: ask.account, asset: market.base.position), default: 0] -= base
    available[Key(account: ask.account, asset: market.quote.position), default: 0] += cost

    taker.filled += lots
    fillCount[maker.market, default: 0] += 1
    let sequence = fillCount[maker.market]!
    events.append(
      .fill(
        Fill(
          id: UInt64(maker.market) * 1_099_511_627_776 + sequence, sequence: sequence,
          market: MarketIndex(maker.market), maker: ClientOrderID(sequence: maker.id),
          makerAccount: AccountIndex(maker.account), taker: ClientOrderID(sequence: taker.id),
          takerAccount: AccountIndex(taker.account), takerSide: taker.side,
          price: Price(ticks: maker.price), quantity: Quantity(lots: lots))))
    let place = open.firstIndex { $0.id == maker.id }!
    open[place].filled += lots
    if open[place].left == 0 {
      let filled = open.remove(at: place)
      keep(finalReport(filled), filled.command)
    }
  }

  private mutating func withdraw(_ order: Order, _ reason: CancelReason) {
    events.append(canceled(order, reason))
    open.removeAll { $0.id == order.id }
    lock(order, lots: -order.left)
    keep(finalReport(order), order.command)
  }

  private mutating func lock(_ order: Order, lots: Int64) {
    let market = markets[order.market]
    let isBid = order.side == .bid
    let amount =
      isBid
      ? Int128(order.price) * Int128(lots) * market.quoteUnitsPerTickLot
      : Int128(lots) * market.baseUnitsPerLot
    let key = Key(
      account: order.account, asset: (isBid ? market.quote : market.base).position)
    available[key, default: 0] -= amount
    locked[key, default: 0] += amount
  }

  private mutating func keep(_ report: OrderReport, _ command: OrderCommand) {
    results[command.id.sequence] = Result(
      command: command, report: report, before: results.count)
  }

  private func kept(_ id: UInt64) -> Result? {
    results[id].flatMap { $0.before + 16_384 >= results.count ? $0 : nil }
  }

  private func standing(_ order: Order) -> OrderReport {
    OrderReport(
      status: order.filled == 0 ? .new : .partiallyFilled,
      cumulative: Quantity(lots: order.filled), leaves: Quantity(lots: order.left))
  }

  private func finalReport(_ order: Order) -> OrderReport {
    OrderReport(
      status: order.left == 0 ? .filled : .canceled, cumulative: Quantity(lots: order.filled),
      canceled: Quantity(lots: order.left))
  }

  private func canceled(_ order: Order, _ reason: CancelReason) -> ReferenceEvent {
    .canceled(
      order.id, account: order.account, market: order.market, order.side, price: order.price,
      lots: order.left, reason)
  }
}
