public import Domain

/// Makes the slots of a plan: a pure function of the plan and a slot's sequence.
///
/// Slots come in pairs on one market, opposite sides, equal quantity, bid price >= ask price, so
/// that they cross; shares of the pairs may instead rest beside the planned trades or cancel such
/// resting orders. Every pair draws from its own random stream, so slot i costs O(1) and needs no
/// other slot.
public struct SlotScheduler: Sendable {
  /// Slots of one schedule; always even.
  public let slotsPerSchedule: UInt64
  /// Slots of the whole plan: all iterations.
  public let slotCount: UInt64
  let seed: UInt64
  let pairing: AccountPairing
  let kinds: PairKinds
  var markets: [MarketSchedule]
  var distribution: Distribution
  /// Pairs after which the same accounts would meet on the same markets again: the least common
  /// multiple of the pairing's window and the number of markets. Markets are shifted by one then.
  let marketCycle: UInt64
  var orderTypes: WeightedChoice<OrderType>
  var timesInForce: WeightedChoice<TimeInForce>
  let strategy: MatchingStrategyKind

  /// How pairs are dealt to markets.
  enum Distribution: Sendable {
    case roundRobin
    case sameMarket
    case sequential
    /// Drawn for every pair, by weight.
    case drawn(WeightedChoice<Int>)
  }

  /// The same scheduler with lists of its own, for one lane: lanes that made slots from shared lists
  /// would all count references in the same place, and wait for each other there.
  func unshared() -> SlotScheduler {
    var copy = self
    copy.markets = markets.map { $0 }
    copy.orderTypes = orderTypes.unshared()
    copy.timesInForce = timesInForce.unshared()
    if case .drawn(let choice) = distribution { copy.distribution = .drawn(choice.unshared()) }
    return copy
  }

  private var pairsPerSchedule: UInt64 { slotsPerSchedule / 2 }

  /// The slot at `sequence`, which must be less than `slotCount`. O(1).
  public func slot(at sequence: UInt64) -> ActionSlot {
    let pair = pair(at: sequence / 2)
    return sequence % 2 == 0 ? pair.first : pair.second
  }

  /// Pair number `pair` of the whole plan: slots `2 x pair` and `2 x pair + 1`. O(1).
  public func pair(at pair: UInt64) -> SlotPair {
    precondition(pair < slotCount / 2, "a pair beyond the plan")
    switch kinds.kind(ofPair: pair) {
    case .crossing: return crossingPair(pair)
    case .resting: return restingPair(pair)
    case .canceling(let target): return cancelingPair(pair, of: target)
    }
  }

  /// The market of pair number `pair`, without making its slots. O(1).
  @inline(__always)
  public func market(ofPair pair: UInt64) -> MarketIndex {
    var place = pair
    if case .canceling(let target) = kinds.kind(ofPair: pair) { place = target }
    return markets[marketPlace(ofPair: place)].market
  }

  @inline(__always)
  private func crossingPair(_ pair: UInt64) -> SlotPair {
    let place = pair % pairsPerSchedule
    let accounts = pairing.accounts(ofPair: place)
    let market = markets[marketPlace(ofPair: pair)]
    var random = SplitMix64(seed: seed, purpose: 1, position: pair)
    let pairPrice = market.drawPrice(&random)
    let quantity = market.drawQuantity(at: pairPrice, &random)
    let limits = market.limits(pairPrice)
    precondition(limits.bid >= limits.ask, "a planned pair does not cross")
    let bidComesFirst = random.next() >> 63 == 0
    let type = orderTypes.draw(&random)
    var bid = template(pair, accounts.bid, market.market, .bid, limits.bid, quantity)
    var ask = template(pair, accounts.ask, market.market, .ask, limits.ask, quantity)
    bid.counterparty = accounts.ask
    ask.counterparty = accounts.bid
    let timeInForce = timesInForce.draw(&random)
    return bidComesFirst
      ? crossed(bid, ask, type, timeInForce) : crossed(ask, bid, type, timeInForce)
  }

  @inline(__always)
  private func crossed(
    _ maker: ActionSlot, _ taker: ActionSlot, _ type: OrderType, _ timeInForce: TimeInForce
  ) -> SlotPair {
    var pair = SlotPair(first: maker, second: taker)
    pair.first.counterpart = maker.sequence + 1
    pair.second.sequence += 1
    pair.second.counterpart = maker.sequence
    pair.second.role = .taker
    pair.second.type = type
    pair.second.timeInForce = timeInForce
    return pair
  }

  private func restingPair(_ pair: UInt64) -> SlotPair {
    let place = pair % pairsPerSchedule
    let accounts = pairing.accounts(ofPair: place)
    let market = markets[marketPlace(ofPair: pair)]
    var random = SplitMix64(seed: seed, purpose: 1, position: pair)
    let quantity = market.drawQuantity(at: market.drawPrice(&random), &random)
    let below = Int64(random.next(below: market.restingBidDepth))
    let above = Int64(random.next(below: market.restingAskDepth))
    var bid = template(
      pair, accounts.bid, market.market, .bid,
      Price(ticks: market.restingBidTop.ticks - below), quantity)
    var ask = template(
      pair, accounts.ask, market.market, .ask,
      Price(ticks: market.restingAskBottom.ticks + above), quantity)
    bid.role = .resting
    ask.role = .resting
    if random.next() >> 63 != 0 { swap(&bid, &ask) }
    ask.sequence += 1
    return SlotPair(first: bid, second: ask)
  }

  private func cancelingPair(_ pair: UInt64, of target: UInt64) -> SlotPair {
    var slots = restingPair(target)
    slots.first.counterpart = slots.first.sequence
    slots.second.counterpart = slots.second.sequence
    slots.first.sequence = 2 * pair
    slots.second.sequence = 2 * pair + 1
    slots.first.action = .cancel
    slots.second.action = .cancel
    slots.first.role = .canceling
    slots.second.role = .canceling
    return slots
  }

  /// A good-till-cancel limit order that stands for both parts of a pair.
  @inline(__always)
  private func template(
    _ pair: UInt64, _ account: AccountIndex, _ market: MarketIndex, _ side: Side, _ price: Price,
    _ quantity: Quantity
  ) -> ActionSlot {
    ActionSlot(
      sequence: 2 * pair, quantity: quantity, price: price, counterpart: nil, account: account,
      counterparty: account, market: market, side: side, type: .limit,
      timeInForce: .goodTillCancel, action: .place, role: .maker, strategy: strategy)
  }

  @inline(__always)
  private func marketPlace(ofPair pair: UInt64) -> Int {
    let count = UInt64(markets.count)
    let place = pair % pairsPerSchedule
    switch distribution {
    case .sameMarket: return 0
    case .roundRobin: return Int((place + place / marketCycle) % count)
    case .sequential:
      let (product, overflow) = place.multipliedReportingOverflow(by: count)
      return overflow
        ? Int(UInt128(place) * UInt128(count) / UInt128(pairsPerSchedule))
        : Int(product / pairsPerSchedule)
    case .drawn(let choice): return drawnMarket(choice, pair)
    }
  }

  private func drawnMarket(_ choice: WeightedChoice<Int>, _ pair: UInt64) -> Int {
    var random = SplitMix64(seed: seed, purpose: 4, position: pair)
    return choice.draw(&random)
  }
}
