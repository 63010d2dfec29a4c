import Domain
import Matching
import Testing

@testable import Audit

/// The reference against the engine, two implementations that share no line: what either does wrong,
/// the other does not.
@Suite("Audit: reference matcher") struct ReferenceBookTests {
  @Test(
    "agrees with the engine on random orders", arguments: SelfTradePrevention.allCases,
    0..<20 as Range<UInt64>)
  func agreement(_ prevention: SelfTradePrevention, seed: UInt64) throws {
    var pair = BookPair(seed: seed, prevention)
    for step in 0..<600 {
      let difference = pair.step()
      #expect(difference == nil, "step \(step), seed \(seed): \(difference ?? "")")
      if difference != nil { return }
    }
    let isSame = pair.isSame
    #expect(isSame, "seed \(seed)")
  }

  @Test("a price that is better than every other and one that is worse")
  func levels() {
    var book = ReferenceBook(.cancelTaker)
    var events: [ReferenceEvent] = []
    for (id, price) in [(1, 10), (2, 12), (3, 9), (4, 12)] as [(UInt64, Int64)] {
      _ = book.place(Self.order(id, .bid, price, 5), into: &events)
    }
    #expect(events.isEmpty && book.orderCount == 4 && book.isUncrossed)
    let standing = book.place(Self.order(5, .ask, 10, 12, account: 2), into: &events)
    #expect(standing == ReferenceStanding(filled: 12, canceled: 0, leaves: 0))
    #expect(
      events == [
        .fill(maker: 2, makerAccount: 1, price: 12, lots: 5),
        .fill(maker: 4, makerAccount: 1, price: 12, lots: 5),
        .fill(maker: 1, makerAccount: 1, price: 10, lots: 2),
      ])
    #expect(book.lots(of: 1, .bid, at: 10) == 3 && book.fillCount == 3)
  }

  @Test("many cancels in the middle of a queue leave the others in their order")
  func cancels() {
    var book = ReferenceBook(.cancelTaker)
    var events: [ReferenceEvent] = []
    for id in 0..<5000 as Range<UInt64> {
      _ = book.place(Self.order(id, .ask, 10, 1), into: &events)
    }
    for id in 0..<5000 as Range<UInt64> where id % 7 != 0 {
      #expect(book.cancel(id, of: 1, .ask, at: 10) == 1)
      #expect(book.cancel(id, of: 1, .ask, at: 10) == nil)
    }
    #expect(book.cancel(7, of: 2, .ask, at: 10) == nil, "of another account")
    var left: [UInt64] = []
    book.forEach(.ask) { order, _ in left.append(order.id) }
    let expected: [UInt64] = (0..<5000).filter { $0 % 7 == 0 }
    #expect(left == expected)
  }

  static func order(
    _ id: UInt64, _ side: Side, _ price: Int64, _ lots: Int64, account: Int32 = 1
  ) -> ReferenceOrder {
    ReferenceOrder(
      id: id, account: account, side: side, type: .limit, timeInForce: .goodTillCancel,
      price: price, lots: lots)
  }
}

/// The reference and the engine, given the same orders.
private struct BookPair: ~Copyable {
  private var random: SplitMix64
  private var book: ReferenceBook
  private var engine: MatchingEngine
  private var open: [UInt64: (order: ReferenceOrder, lots: Int64)] = [:]
  private var next: UInt64 = 0

  init(seed: UInt64, _ prevention: SelfTradePrevention) {
    random = SplitMix64(seed: seed, purpose: 5, position: 0)
    book = ReferenceBook(prevention)
    guard
      let market = try? Market(
        id: "A/B", base: AssetIndex(0), baseDecimals: 0, quote: AssetIndex(1), quoteDecimals: 0,
        tickSize: ExactDecimal(significand: 1, scale: 0),
        lotSize: ExactDecimal(significand: 1, scale: 0),
        referencePrice: ExactDecimal(significand: 100, scale: 0), regulation: .unregulated)
    else { preconditionFailure("a market that is none") }
    engine = MatchingEngine(
      markets: [market], accountCount: 4, assetCount: 2, selfTradePrevention: prevention)
    for account in 0..<4 {
      for asset in 0..<2 {
        engine.deposit(
          Amount(minorUnits: 1 << 60), account: AccountIndex(account), asset: AssetIndex(asset))
      }
    }
  }

  /// One random order or cancel for both; what differs, or nil.
  mutating func step() -> String? {
    next += 1
    if draw(5) == 0, let target = open.keys.sorted().randomElement(&random) {
      return cancel(target)
    }
    let order = ReferenceOrder(
      id: next, account: Int32(draw(4)), side: draw(2) == 0 ? .bid : .ask,
      type: draw(6) == 0 ? .market : .limit,
      timeInForce: [.goodTillCancel, .goodTillCancel, .immediateOrCancel, .fillOrKill][
        draw(4)], price: 90 + Int64(draw(20)), lots: 1 + Int64(draw(30)))
    var events: [ReferenceEvent] = []
    let standing = book.place(order, into: &events)
    let report = engine.submit(
      OrderCommand(
        kind: .place, id: ClientOrderID(sequence: order.id),
        account: AccountIndex(Int(order.account)), market: MarketIndex(0), side: order.side,
        type: order.type, timeInForce: order.timeInForce, price: Price(ticks: order.price),
        quantity: Quantity(lots: order.lots)))
    let told = engineEvents(except: order.id)
    guard told == events else { return "\(order): \(told), expected \(events)" }
    guard report.status == standing.status, report.cumulative.lots == standing.filled,
      report.canceled.lots == standing.canceled
    else { return "\(order): \(report), expected \(standing)" }
    for event in events { note(event) }
    if standing.leaves > 0 { open[order.id] = (order, standing.leaves) }
    return book.isUncrossed ? nil : "the book is crossed"
  }

  private mutating func draw(_ bound: UInt64) -> Int { Int(random.next(below: bound)) }

  private mutating func cancel(_ target: UInt64) -> String? {
    guard let known = open.removeValue(forKey: target) else { return nil }
    let lots = book.cancel(
      target, of: known.order.account, known.order.side, at: known.order.price)
    let report = engine.submit(
      .cancel(
        ClientOrderID(sequence: next), account: AccountIndex(Int(known.order.account)),
        market: MarketIndex(0), target: ClientOrderID(sequence: target)))
    return lots == report.canceled.lots && lots == known.lots
      ? nil : "canceling \(target): \(report), expected \(String(describing: lots))"
  }

  private mutating func note(_ event: ReferenceEvent) {
    switch event {
    case .fill(let maker, _, _, let lots):
      open[maker]?.lots -= lots
      if open[maker]?.lots == 0 { open[maker] = nil }
    case .canceled(let maker, _, _, _): open[maker] = nil
    }
  }

  private func engineEvents(except order: UInt64) -> [ReferenceEvent] {
    (0..<engine.eventCount).compactMap { index in
      let event = engine.event(at: index)
      if let fill = event.fill {
        return .fill(
          maker: fill.maker.sequence, makerAccount: fill.makerAccount.value,
          price: fill.price.ticks, lots: fill.quantity.lots)
      }
      guard event.kind == .canceled, event.order.sequence != order else { return nil }
      return .canceled(
        maker: event.order.sequence, makerAccount: event.account.value, price: event.price.ticks,
        lots: event.quantity.lots)
    }
  }

  /// Whether both hold the same orders in the same order.
  var isSame: Bool {
    var ours: [UInt64] = []
    for side in Side.allCases { book.forEach(side) { order, _ in ours.append(order.id) } }
    var theirs: [UInt64] = []
    engine.forEachOpenOrder { theirs.append($0.id.sequence) }
    return ours == theirs && engine.lastFillSequence(MarketIndex(0)) == book.fillCount
  }
}

extension Array {
  fileprivate func randomElement(_ random: inout SplitMix64) -> Element? {
    isEmpty ? nil : self[Int(random.next(below: UInt64(count)))]
  }
}
