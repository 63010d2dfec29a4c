import Domain
import Simulation

/// The venue as it ought to be: what it has taken, what that made happen, and what accounts hold there.
///
/// It takes a slot's order when the audit finds that an attempt reached the venue, in that order, so
/// that orders whose answers were lost stand in their right place.
struct VenueReplica: Sendable {
  /// An order or cancel whose answer did not reach the simulator.
  struct Unanswered: Hashable, Sendable {
    var standing: ReferenceStanding
    var events: [PredictedEvent]
  }

  /// What the venue says to an order.
  enum Answer: Hashable, Sendable {
    case done(ReferenceStanding)
    case refused(RefusalReason)
  }

  private(set) var books: ContiguousArray<ReferenceBook>
  var wallets: AuditLedger
  /// Slots that the venue has taken and the simulator does not know it of.
  private(set) var unanswered: [UInt64: Unanswered] = [:]
  /// Markets whose book stood crossed after an order.
  private(set) var crossed: (market: Int, slot: UInt64)?
  private let markets: ContiguousArray<AuditMarket>
  private let scheduler: SlotScheduler
  private var happened: [ReferenceEvent] = []

  init(_ plan: Plan, _ markets: ContiguousArray<AuditMarket>, wallets: AuditLedger) {
    self.markets = markets
    self.wallets = wallets
    scheduler = plan.scheduler
    let prevention = plan.configuration.venue.selfTradePrevention
    books = ContiguousArray(repeating: ReferenceBook(prevention), count: markets.count)
    happened.reserveCapacity(64)
  }

  /// Takes the slot's order or cancel for the first time.
  ///
  /// - Parameter events: what happens is appended here.
  mutating func take(_ slot: ActionSlot, into events: inout [PredictedEvent]) -> Answer {
    slot.action == .place ? place(slot, into: &events) : cancel(slot)
  }

  /// Notes that the answer to a slot that was just taken was lost, and what it would have told.
  mutating func lose(
    _ slot: UInt64, _ standing: ReferenceStanding, _ events: [PredictedEvent]
  ) { unanswered[slot] = Unanswered(standing: standing, events: events) }

  /// Whether the venue has a slot of which the simulator does not know it.
  func isUnanswered(_ slot: UInt64) -> Bool { unanswered[slot] != nil }

  /// Answers a slot that was taken before.
  mutating func answer(_ slot: UInt64) -> Unanswered? {
    unanswered.isEmpty ? nil : unanswered.removeValue(forKey: slot)
  }

  private mutating func place(
    _ slot: ActionSlot, into events: inout [PredictedEvent]
  ) -> Answer {
    let market = slot.market.position
    let terms = markets[market]
    let account = slot.account.position
    let (price, lots) = (slot.price.ticks, slot.quantity.lots)
    if let refusal = terms.refusal(of: price) { return .refused(refusal) }
    let need = terms.need(slot.side, price, lots)
    guard wallets.lock(account, terms.paid(slot.side), need) else {
      return .refused(.insufficientBalance)
    }
    happened.removeAll(keepingCapacity: true)
    let before = books[market].fillCount
    let standing = books[market].place(
      ReferenceOrder(
        id: slot.sequence, account: slot.account.value, side: slot.side, type: slot.type,
        timeInForce: slot.timeInForce, price: price, lots: lots), into: &happened)
    var sequence = before
    for event in happened { book(event, of: slot, &sequence, into: &events) }
    if standing.canceled > 0 {
      wallets.unlock(
        account, terms.paid(slot.side), terms.need(slot.side, price, standing.canceled))
    }
    if !books[market].isUncrossed && crossed == nil { crossed = (market, slot.sequence) }
    return .done(standing)
  }

  private mutating func book(
    _ event: ReferenceEvent, of slot: ActionSlot, _ sequence: inout UInt64,
    into events: inout [PredictedEvent]
  ) {
    let market = slot.market.position
    switch event {
    case .fill(let maker, let makerAccount, let price, let lots):
      sequence += 1
      settle(slot, Int(makerAccount), price, lots)
      noteFill(of: maker, lots)
      events.append(
        .fill(
          AuditedFill(
            id: UInt64(market) << 40 | sequence, sequence: sequence, market: market, maker: maker,
            taker: slot.sequence, makerAccount: makerAccount, takerAccount: slot.account.value,
            takerSide: slot.side, price: price, lots: lots)))
    case .canceled(let maker, let makerAccount, let price, let lots):
      let side = slot.side.opposite
      wallets.unlock(
        Int(makerAccount), markets[market].paid(side), markets[market].need(side, price, lots))
      noteCancel(of: maker, lots)
      events.append(.canceled(order: maker, lots: lots))
    }
  }

  /// Settles both sides of a fill in the venue's wallets.
  private mutating func settle(
    _ slot: ActionSlot, _ makerAccount: Int, _ price: Int64, _ lots: Int64
  ) {
    let terms = markets[slot.market.position]
    let taker = slot.account.position
    let (buyer, seller) = slot.side == .bid ? (taker, makerAccount) : (makerAccount, taker)
    let cost = terms.cost(price, lots)
    let base = terms.baseAmount(lots)
    if slot.side == .bid && slot.price.ticks != price {
      wallets.unlock(buyer, terms.quote, terms.cost(slot.price.ticks - price, lots))
    }
    wallets.spend(buyer, terms.quote, cost)
    wallets.receive(buyer, terms.base, base)
    wallets.spend(seller, terms.base, base)
    wallets.receive(seller, terms.quote, cost)
  }

  private mutating func cancel(_ slot: ActionSlot) -> Answer {
    guard let target = slot.counterpart else { return .refused(.unknownOrder) }
    let order = scheduler.slot(at: target)
    let market = order.market.position
    guard order.action == .place, order.market == slot.market,
      let lots = books[market].cancel(
        target, of: slot.account.value, order.side, at: order.price.ticks)
    else { return .refused(.unknownOrder) }
    let terms = markets[market]
    wallets.unlock(
      slot.account.position, terms.paid(order.side),
      terms.need(order.side, order.price.ticks, lots))
    noteCancel(of: target, lots)
    return .done(
      ReferenceStanding(filled: order.quantity.lots - lots, canceled: lots, leaves: 0))
  }

  private mutating func noteFill(of order: UInt64, _ lots: Int64) {
    guard !unanswered.isEmpty, var entry = unanswered[order] else { return }
    entry.standing.filled += lots
    entry.standing.leaves -= lots
    unanswered[order] = entry
  }

  private mutating func noteCancel(of order: UInt64, _ lots: Int64) {
    guard !unanswered.isEmpty, var entry = unanswered[order] else { return }
    entry.standing.canceled += lots
    entry.standing.leaves -= lots
    unanswered[order] = entry
  }
}
