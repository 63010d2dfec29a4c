public import Budgets
import Domain

/// A slot whose fate is open.
public struct UnknownSlot: Hashable, Sendable {
  /// The slot.
  public var sequence: UInt64
  /// The last pass that tried to settle it.
  public var pass: UInt8
}

/// What one try of a slot came to.
enum AttemptResult {
  case done(OrderResult)
  case refused(RefusalReason)
  case failed(FailureReason, isUnknown: Bool)
}

/// Executes slots against a venue and keeps budgets, statistics and tape: everything a run is made
/// of except time, journal and decisions, so that live runs and recovery share every line.
public struct ExecutionCore<V: Venue & ~Copyable>: ~Copyable {
  /// The plan.
  public let plan: Plan
  /// What accounts may still spend.
  public var budgets: BudgetStore
  /// Where orders go.
  public var venue: V
  /// Counts.
  public var statistics = RunStatistics()
  /// Hash of all fills.
  public var tape = TapeHash()
  /// The lane that this is the core of.
  public let lane: Int
  /// Which lane executes which slots.
  public let lanes: LaneMap
  /// Every slot of this lane below this has an outcome of the main pass.
  public var frontier: UInt64 = 0
  /// Slots that are tried again while others go on, in the order in which they first failed.
  public internal(set) var deferred: [DeferredSlot] = []
  /// Budget that went to and came from other lanes.
  public internal(set) var transfers: TransferCounts
  /// Slots whose fate is open, lowest first, with the last pass that tried them.
  public var unknownSlots: [UnknownSlot] = []
  /// A slot that was sent and may have been taken when the run was stopped; it is pending, keeps its
  /// lock, and is settled when the run is resumed.
  public internal(set) var slotInFlight: UInt64?
  /// How often that slot had been tried, while records are executed again that follow the stop.
  var attemptsInFlight: UInt32 = 0
  /// The highest pass that was begun; 0 until the main pass ends.
  public var pass: UInt8 = 0
  /// What the last slot made happen.
  public internal(set) var events: [VenueEvent] = []
  let terms: ContiguousArray<MarketTerms>

  /// Makes the core of a run, or of one lane of it, that starts with these budgets.
  public init(plan: Plan, budgets: BudgetStore, venue: consuming V, lane: Int = 0) {
    lanes = plan.lanes
    self.plan = lanes.laneCount > 1 ? plan.unshared() : plan
    self.lane = lane
    transfers = TransferCounts(laneCount: lanes.laneCount)
    self.budgets = budgets
    self.venue = venue
    terms = ContiguousArray(
      plan.markets.enumerated().map { MarketTerms($1, at: MarketIndex($0)) })
    events.reserveCapacity(256)
  }

  /// Checks price and budget and locks what the slot needs; the refusal when it must not be sent.
  @inline(__always)
  mutating func prepare(_ slot: ActionSlot) -> RefusalReason? {
    clearEvents()
    guard slot.action == .place else { return nil }
    let market = terms[slot.market.position]
    if let refusal = market.discipline.refusal(of: slot.price) { return refusal }
    let bids = slot.side == .bid
    let amount =
      bids ? market.notional(slot.price, slot.quantity) : market.baseAmount(slot.quantity)
    let asset = bids ? market.quote : market.base
    switch budgets.lock(slot.clientOrderID, slot.account, asset, amount) {
    case .locked, .alreadyLocked: return nil
    case .insufficient: return .insufficientBudget
    case .alreadySettled, .otherLock:
      preconditionFailure("slot \(slot.sequence) was settled and is sent again")
    }
  }

  /// Sends the slot once. A slot whose fate is open is looked up before anything else, and a lost
  /// answer is looked up at once.
  @inline(__always)
  mutating func attempt(
    _ slot: ActionSlot, _ attempt: Attempt, isUnknown: Bool
  ) -> AttemptResult {
    if isUnknown, let result = settle(slot, attempt) { return result }
    switch venue.submit(slot, attempt: attempt, into: &events) {
    case .done(let result): return .done(result)
    case .refused(let reason): return .refused(reason)
    case .failed(let reason): return .failed(reason, isUnknown: false)
    case .unknown(let reason):
      return settle(slot, attempt) ?? .failed(reason, isUnknown: false)
    }
  }

  /// Looks the slot up: its result, an answer that stays open, or nil when the venue has no such
  /// order.
  mutating func settle(_ slot: ActionSlot, _ attempt: Attempt) -> AttemptResult? {
    switch venue.find(slot, attempt: attempt, into: &events) {
    case .found(let result): .done(result)
    case .notFound: nil
    case .unknown(let reason): .failed(reason, isUnknown: true)
    }
  }

  /// Books the slot's outcome and everything that it made happen.
  @inline(__always)
  mutating func conclude(_ slot: ActionSlot, _ outcome: SlotOutcome, replacing old: SlotState?) {
    for event in events { book(event, of: slot) }
    switch outcome.state {
    case .completed:
      guard let result = outcome.result else { preconditionFailure("completed without a result") }
      if slot.action == .cancel {
        close(slot.counterpart ?? slot.sequence, canceling: result.canceled)
      } else {
        statistics.ordersCreated += 1
        if !result.status.isOpen { close(slot, result) }
      }
    case .failed, .skipped: budgets.release(slot.clientOrderID)
    case .unknown, .pending, .inProgress: break
    }
    statistics.add(outcome, replacing: old)
    if old == nil {
      frontier = slot.sequence + 1
      slotInFlight = nil
    }
    if outcome.decision == .retry || !deferred.isEmpty { noteDeferred(slot.sequence, outcome) }
    noteUnknown(slot.sequence, outcome, replacing: old)
    if old == .unknown && unknownSlots.isEmpty { closeForgotten() }
  }

  /// Forgets what the last slot made happen.
  @inline(__always)
  mutating func clearEvents() {
    // Most slots have none, and emptying an empty array is not free.
    if !events.isEmpty { events.removeAll(keepingCapacity: true) }
  }

  /// Undoes `prepare` for a slot that stays pending.
  mutating func abandon(_ slot: ActionSlot) { budgets.release(slot.clientOrderID) }

  private mutating func noteUnknown(
    _ sequence: UInt64, _ outcome: SlotOutcome, replacing old: SlotState?
  ) {
    if old == .unknown, let place = unknownSlots.firstIndex(where: { $0.sequence == sequence }) {
      unknownSlots.remove(at: place)
    }
    guard outcome.state == .unknown else { return }
    let place = unknownSlots.firstIndex { $0.sequence > sequence } ?? unknownSlots.count
    unknownSlots.insert(UnknownSlot(sequence: sequence, pass: old == nil ? 0 : pass), at: place)
  }

  @inline(__always)
  private mutating func book(_ event: VenueEvent, of slot: ActionSlot) {
    switch event {
    case .canceled(let order, let quantity): close(order.sequence, canceling: quantity)
    case .fill(let fill): book(fill, of: slot)
    }
  }

  /// Settles both sides of a fill; a taker that bid more than the price gets the difference back.
  @inline(__always)
  private mutating func book(_ fill: Fill, of slot: ActionSlot) {
    let market = terms[fill.market.position]
    let cost = market.notional(fill.price, fill.quantity)
    let base = market.baseAmount(fill.quantity)
    let takerBids = fill.takerSide == .bid
    let (buyer, buyerAccount) =
      takerBids ? (fill.taker, fill.takerAccount) : (fill.maker, fill.makerAccount)
    let (seller, sellerAccount) =
      takerBids ? (fill.maker, fill.makerAccount) : (fill.taker, fill.takerAccount)
    if takerBids && !fill.taker.isForeign {
      // A book that matches elsewhere tells fills of earlier slots with a later one.
      let limit =
        fill.taker == slot.clientOrderID
        ? slot.price : plan.scheduler.slot(at: fill.taker.sequence).price
      let improvement = Price(ticks: limit.ticks - fill.price.ticks)
      budgets.unlock(buyer, market.notional(improvement, fill.quantity))
    }
    if !buyer.isForeign {
      budgets.spend(buyer, cost)
      budgets.receive(buyerAccount, market.base, base)
    }
    if !seller.isForeign {
      budgets.spend(seller, base)
      budgets.receive(sellerAccount, market.quote, cost)
    }
    if buyer.isForeign || seller.isForeign { statistics.foreignMatches += 1 }
    tape.add(fill)
    statistics.matches += 1
    if slot.plannedCounterpart == fill.maker.sequence {
      statistics.scheduledCounterpartyMatches += 1
    }
  }
}
