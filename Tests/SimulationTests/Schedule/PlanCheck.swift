import Domain

@testable import Simulation

/// Checks every slot of a plan against what a plan promises; gives what is broken, in words.
struct PlanCheck {
  let plan: Plan
  private let pairs: [SlotPair]
  private var broken: [String] = []

  /// Everything that is wrong with the plan.
  static func violations(_ plan: Plan) -> [String] {
    var check = PlanCheck(plan)
    for pair in check.pairs { check.check(pair) }
    check.checkShares()
    check.checkCounts()
    check.checkSides()
    check.checkMarkets()
    check.checkRestingOrders()
    check.checkCancels()
    return check.broken
  }

  private init(_ plan: Plan) {
    self.plan = plan
    pairs = (0..<plan.slotCount / 2).map { plan.scheduler.pair(at: $0) }
  }

  private var scheduler: SchedulerConfiguration { plan.configuration.scheduler }
  private var pairsPerSchedule: Int { Int(plan.scheduler.slotsPerSchedule / 2) }
  private var accountCount: Int { plan.accounts.count }

  private mutating func expect(_ holds: Bool, _ message: @autoclosure () -> String) {
    if !holds && broken.count < 20 { broken.append(message()) }
  }

  private mutating func check(_ pair: SlotPair) {
    let (first, second) = (pair.first, pair.second)
    let name = "pair \(first.sequence / 2)"
    expect(first.sequence % 2 == 0 && second.sequence == first.sequence + 1, "\(name): sequence")
    expect(first.market == second.market, "\(name): two markets")
    expect(first.side == second.side.opposite, "\(name): one side")
    expect(first.account != second.account, "\(name): one account")
    expect(first.quantity > .zero, "\(name): no quantity")
    expect(plan.markets[first.market.position].status == .active, "\(name): suspended market")
    for slot in [first, second] {
      let discipline = MarketDiscipline(plan.markets[slot.market.position], at: slot.market)
      let refusal = discipline.refusal(of: slot.price)
      expect(refusal == nil, "slot \(slot.sequence): price \(slot.price.ticks) outside the band")
      expect(slot.strategy == scheduler.matchingStrategy.kind, "slot \(slot.sequence): strategy")
    }
    if first.role == .maker { checkCrossing(first, second) }
    if first.role != .maker { expect(second.role == first.role, "\(name): two roles") }
  }

  private mutating func checkCrossing(_ maker: ActionSlot, _ taker: ActionSlot) {
    let name = "pair \(maker.sequence / 2)"
    let (bid, ask) = maker.side == .bid ? (maker, taker) : (taker, maker)
    expect(bid.price >= ask.price, "\(name): bid \(bid.price.ticks) < ask \(ask.price.ticks)")
    expect(maker.quantity == taker.quantity, "\(name): two quantities")
    expect(maker.role == .maker && taker.role == .taker, "\(name): roles")
    expect(maker.counterpart == taker.sequence, "\(name): counterpart of the maker")
    expect(taker.counterpart == maker.sequence, "\(name): counterpart of the taker")
    expect(maker.counterparty == taker.account, "\(name): counterparty of the maker")
    expect(taker.counterparty == maker.account, "\(name): counterparty of the taker")
    expect(maker.type == .limit && maker.timeInForce == .goodTillCancel, "\(name): maker's terms")
    expect(maker.action == .place && taker.action == .place, "\(name): actions")
    if case .matchWith(let center) = scheduler.matchingStrategy {
      expect([bid.account, ask.account].contains(center), "\(name): without its center")
    }
    checkSize(bid, ask)
  }

  /// The trade's size at the pair's price lies in the amount range where whole lots fit into it.
  private mutating func checkSize(_ bid: ActionSlot, _ ask: ActionSlot) {
    guard let schedule = plan.scheduler.markets.first(where: { $0.market == bid.market }) else {
      return expect(false, "pair \(bid.sequence / 2): market without a schedule")
    }
    let fits = candidates(bid, ask, schedule).contains { price in
      let lot = Int128(price.ticks) * schedule.unitsPerTickLot
      let size = lot * Int128(bid.quantity.lots)
      let (low, high) = (schedule.amountMin, schedule.amountMax)
      let wholeLotsFit = high / lot * lot >= low
      return size <= high && (wholeLotsFit ? size >= low : size + lot > low)
    }
    expect(fits, "pair \(bid.sequence / 2): \(bid.quantity.lots) lots at \(bid.price.ticks)")
  }

  /// The pair prices that give these limits.
  private func candidates(
    _ bid: ActionSlot, _ ask: ActionSlot, _ schedule: MarketSchedule
  ) -> [Price] {
    let offset = schedule.bidOffset
    let near = Int128(bid.price.ticks) * offset.denominator / offset.numerator
    return (-3...3).compactMap { Int64(exactly: near + $0) }.map(Price.init(ticks:)).filter {
      $0 >= schedule.pairPriceMin && $0 <= schedule.pairPriceMax
        && schedule.limits($0) == (bid.price, ask.price)
    }
  }

  /// Exact shares in every whole hundred of pairs; the first hundred has nothing to cancel yet.
  private mutating func checkShares() {
    for block in 0..<pairs.count / 100 {
      let roles = pairs[block * 100..<block * 100 + 100].map(\.first.role)
      let resting = roles.count { $0 == .resting }
      let canceling = roles.count { $0 == .canceling }
      expect(resting == scheduler.restingSharePercent, "block \(block): \(resting) % rest")
      expect(
        canceling == (block == 0 ? 0 : scheduler.cancelSharePercent),
        "block \(block): \(canceling) % cancel")
    }
  }

  /// Every account has its number of slots; where their product is odd the last has one less.
  ///
  /// Cancels act for the accounts whose orders they take back, so with them only sums are exact.
  private mutating func checkCounts() {
    guard scheduler.cancelSharePercent == 0 else { return }
    for start in stride(from: 0, to: pairs.count, by: pairsPerSchedule) {
      var counts = [UInt64](repeating: 0, count: accountCount)
      for pair in pairs[start..<start + pairsPerSchedule] {
        counts[pair.first.account.position] += 1
        counts[pair.second.account.position] += 1
      }
      expect(counts == expectedCounts, "slots per account \(counts)")
    }
  }

  private var expectedCounts: [UInt64] {
    let trades = scheduler.tradesPerAccount
    var counts = [UInt64](repeating: trades, count: accountCount)
    if case .matchWith(let center) = scheduler.matchingStrategy {
      counts[center.position] = UInt64(accountCount - 1) * trades
    } else if UInt64(accountCount) * trades % 2 == 1 {
      counts[accountCount - 1] -= 1
    }
    return counts
  }

  /// Sides change from slot to slot of an account when asked for, and stay otherwise. The center of
  /// `match_with` and, without alternation, the last of an odd number of accounts take turns.
  private mutating func checkSides() {
    guard scheduler.cancelSharePercent == 0 else { return }
    var exempt: AccountIndex?
    if !scheduler.alternateSides && accountCount % 2 == 1 {
      exempt = AccountIndex(accountCount - 1)
    }
    if case .matchWith(let center) = scheduler.matchingStrategy { exempt = center }
    for start in stride(from: 0, to: pairs.count, by: pairsPerSchedule) {
      var last = [Side?](repeating: nil, count: accountCount)
      for pair in pairs[start..<start + pairsPerSchedule] {
        for slot in [pair.first, pair.second] where slot.account != exempt {
          if let before = last[slot.account.position] {
            expect(
              (before != slot.side) == scheduler.alternateSides,
              "slot \(slot.sequence): account \(slot.account.position) \(slot.side.name) again")
          }
          last[slot.account.position] = slot.side
        }
      }
    }
  }

  private mutating func checkMarkets() {
    let active = plan.markets.indices.filter { plan.markets[$0].status == .active }
    guard scheduler.cancelSharePercent == 0 else { return }
    for start in stride(from: 0, to: pairs.count, by: pairsPerSchedule) {
      let places = pairs[start..<start + pairsPerSchedule].map(\.first.market.position)
      let counts = active.map { market in places.count { $0 == market } }
      switch scheduler.marketDistribution {
      case .sameMarket: expect(counts[0] == places.count, "pairs per market \(counts)")
      case .sequential: expect(places == places.sorted(), "markets out of order")
      case .roundRobin: break
      }
      if scheduler.marketDistribution != .sameMarket {
        expect(counts.max()! - counts.min()! <= 1, "pairs per market \(counts)")
      }
    }
  }

  /// Resting orders lie beyond every planned price of their market.
  private mutating func checkRestingOrders() {
    let slots = pairs.flatMap { [$0.first, $0.second] }
    for market in plan.markets.indices {
      let planned = slots.filter {
        $0.market.position == market && ($0.role == .maker || $0.role == .taker)
      }
      let highestBid = planned.filter { $0.side == .bid }.map(\.price).max()
      let lowestAsk = planned.filter { $0.side == .ask }.map(\.price).min()
      for slot in slots where slot.role == .resting && slot.market.position == market {
        let crosses =
          slot.side == .bid
          ? lowestAsk.map { slot.price >= $0 } : highestBid.map { slot.price <= $0 }
        expect(crosses != true, "slot \(slot.sequence) rests at a planned price")
        expect(slot.counterpart == nil && slot.action == .place, "slot \(slot.sequence) rests")
        expect(
          slot.type == .limit && slot.timeInForce == .goodTillCancel,
          "slot \(slot.sequence) does not rest")
      }
    }
  }

  /// Each cancel takes back an earlier resting order of its account and market, none twice.
  private mutating func checkCancels() {
    let slots = pairs.flatMap { [$0.first, $0.second] }
    var canceled: Set<UInt64> = []
    for slot in slots where slot.role == .canceling {
      guard let target = slot.counterpart, target < slot.sequence else {
        expect(false, "slot \(slot.sequence) cancels nothing earlier")
        continue
      }
      let order = slots[Int(target)]
      expect(order.role == .resting, "slot \(slot.sequence) cancels a \(order.role.name) order")
      expect(
        order.account == slot.account && order.market == slot.market && order.side == slot.side
          && order.quantity == slot.quantity && order.price == slot.price,
        "slot \(slot.sequence) cancels an order of another kind")
      expect(slot.action == .cancel, "slot \(slot.sequence) places")
      expect(canceled.insert(target).inserted, "slot \(slot.sequence) cancels \(target) again")
    }
  }
}
