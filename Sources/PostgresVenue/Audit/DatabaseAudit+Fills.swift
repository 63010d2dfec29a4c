import Audit
import Domain
import PostgreSQL
import Simulation

extension DatabaseAudit {
  /// Holds the next fill of the tape against the one that the reference predicts.
  mutating func checkFill(
    _ wanted: (maker: Int64, price: Int64, lots: Int64), of row: RecordedOrder,
    _ replay: inout MarketReplay, _ streams: inout RecordedStreams
  ) throws(PostgreSQLError) {
    replay.fillCount += 1
    result.count(.fillSequence)
    result.count(.fillTerms)
    result.count(.priority)
    guard let fill = streams.fill, fill.market == row.market else {
      return report(
        .fillSequence, place(row), expected: "fill \(replay.fillCount) on the tape",
        found: "the end of the tape", magnitude: Int128(wanted.lots))
    }
    try streams.takeFill()
    if fill.sequence != replay.fillCount {
      report(
        .fillSequence, place(row), expected: "fill \(replay.fillCount) next on the tape",
        found: "fill \(fill.sequence)",
        magnitude: Int128(fill.sequence) - Int128(replay.fillCount))
      replay.fillCount = fill.sequence
    }
    checkTerms(fill, row, replay)
    let isSame =
      fill.taker == row.id && fill.maker == wanted.maker && fill.price.ticks == wanted.price
      && fill.quantity.lots == wanted.lots
    if !isSame { reportDifference(fill, wanted, row, replay) }
    add(fill, row, replay.open[UInt64(fill.maker)]?.row)
  }

  private mutating func reportDifference(
    _ fill: RecordedFill, _ wanted: (maker: Int64, price: Int64, lots: Int64),
    _ row: RecordedOrder, _ replay: MarketReplay
  ) {
    let isClosed = replay.open[UInt64(fill.maker)] == nil && fill.taker == row.id
    let invariant: Invariant =
      isClosed
      ? .noFillAfterCancel
      : fill.maker == wanted.maker && fill.taker == row.id && fill.price.ticks == wanted.price
        ? .quantitiesAddUp : .priority
    report(
      invariant, place(row),
      expected: "order \(row.id) takes \(wanted.lots) lots of order \(wanted.maker) at "
        + "\(wanted.price) ticks",
      found: "order \(fill.taker) takes \(fill.quantity.lots) of order \(fill.maker) at "
        + "\(fill.price.ticks)", magnitude: Int128(fill.quantity.lots) - Int128(wanted.lots))
  }

  /// Holds a fill against its two orders.
  private mutating func checkTerms(
    _ fill: RecordedFill, _ taker: RecordedOrder, _ replay: MarketReplay
  ) {
    let market = records.markets[fill.market]
    var wrong: String?
    if fill.quantity.lots <= 0 { wrong = "a quantity" }
    if fill.price < market.priceMin || fill.price > market.priceMax {
      wrong = "a price in the regulated band"
    }
    if fill.makerAccount == fill.takerAccount { wrong = "two accounts" }
    if fill.taker == taker.id {
      let isWithin =
        taker.side == .bid ? fill.price <= taker.price : fill.price >= taker.price
      if !isWithin { wrong = "a price within the taker's limit of \(taker.price.ticks) ticks" }
      if fill.takerSide != taker.side || fill.takerAccount != taker.account {
        wrong = "side and account of the taker"
      }
    }
    if let maker = replay.open[UInt64(fill.maker)]?.row {
      if maker.price != fill.price { wrong = "the resting price, \(maker.price.ticks) ticks" }
      if maker.side == fill.takerSide || maker.account != fill.makerAccount {
        wrong = "side and account of the maker"
      }
    }
    guard let wrong else { return }
    report(
      .fillTerms, place(taker), expected: wrong,
      found: "fill \(fill.sequence): \(fill.quantity.lots) lots at \(fill.price.ticks) ticks")
  }

  /// Adds a fill to the run's tape, when one of its orders is the run's, and to what is locked when its
  /// settlement is still to come.
  private mutating func add(
    _ fill: RecordedFill, _ taker: RecordedOrder, _ maker: RecordedOrder?
  ) {
    let market = records.markets[fill.market]
    if fill.state == .matched, let payer = fill.takerAccount, let other = fill.makerAccount {
      let (buyer, seller) = fill.takerSide == .bid ? (payer, other) : (other, payer)
      addNeed(buyer, market.quote, cost(market, fill.price.ticks, fill.quantity.lots))
      addNeed(seller, market.base, Int128(fill.quantity.lots) * market.baseUnitsPerLot)
    }
    let makerOrder = maker?.order ?? .foreign
    guard isTold(taker.order) else { return }
    told.fill(taker, at: fill.price, fill.quantity)
    if let maker { told.fill(maker, at: fill.price, fill.quantity) }
    guard !taker.order.isForeign || !makerOrder.isForeign, let place = planMarkets[fill.market],
      let origin = market.fillOrigin, fill.sequence > origin
    else { return }
    tape.add(
      Fill(
        id: 0, sequence: fill.sequence - origin, market: MarketIndex(place), maker: makerOrder,
        makerAccount: AccountIndex(0), taker: taker.order, takerAccount: AccountIndex(0),
        takerSide: fill.takerSide, price: fill.price, quantity: fill.quantity))
  }

  func cost(_ market: RecordedMarket, _ price: Int64, _ lots: Int64) -> Int128 {
    Int128(price) * Int128(lots) * market.quoteUnitsPerTickLot
  }

  mutating func addNeed(_ account: Int, _ symbol: String, _ amount: Int128) {
    guard let asset = records.assets.firstIndex(where: { $0.symbol == symbol }) else { return }
    needs[AccountAsset(account: account, asset: asset), default: 0] += amount
  }

  /// What is left of a market when its last command was played.
  mutating func finish(
    _ market: Int, _ replay: inout MarketReplay, _ streams: inout RecordedStreams
  ) throws(PostgreSQLError) {
    let terms = records.markets[market]
    while let fill = streams.fill, fill.market == market {
      try streams.takeFill()
      report(
        .fillSequence, AuditPlace(market: terms.symbol),
        expected: "no fill behind \(replay.fillCount)",
        found: "fill \(fill.sequence): \(fill.quantity.lots) lots",
        magnitude: Int128(fill.quantity.lots))
    }
    let counters = [
      ("commands", terms.commandCount, replay.next - 1),
      ("fills", terms.fillCount, replay.fillCount),
    ]
    for (name, counted, found) in counters where counted != found {
      report(
        name == "fills" ? .fillSequence : .oneOrderPerSlot, AuditPlace(market: terms.symbol),
        expected: "\(counted) \(name), as the market counts", found: "\(found)",
        magnitude: Int128(counted) - Int128(found))
    }
    for (id, entry) in replay.open.sorted(by: { $0.key < $1.key }) { checkOpen(id, entry, replay) }
  }

  private mutating func checkOpen(
    _ id: UInt64, _ entry: MarketReplay.Open, _ replay: MarketReplay
  ) {
    let row = entry.row
    result.count(.soundBook)
    result.count(.durability)
    let lots = replay.book.lots(of: id, row.side, at: row.price.ticks) ?? 0
    if row.leaves.lots != lots || !row.status.isOpen {
      report(
        row.status.isOpen ? .quantitiesAddUp : .soundBook, place(row),
        expected: "\(lots) lots open", found: "\(row.leaves.lots), \(row.status.name)",
        magnitude: Int128(row.leaves.lots) - Int128(lots))
    }
    guard let account = row.account else { return }
    let market = records.markets[row.market]
    if row.side == .bid {
      addNeed(account, market.quote, cost(market, row.price.ticks, row.leaves.lots))
    } else {
      addNeed(account, market.base, Int128(row.leaves.lots) * market.baseUnitsPerLot)
    }
  }

  /// Holds an order that was taken against its market and the book before it.
  mutating func checkTerms(_ row: RecordedOrder, _ book: ReferenceBook) {
    let market = records.markets[row.market]
    if row.isPostOnly && book.wouldCross(row.side, at: row.price.ticks) {
      report(
        .refusals, place(row),
        expected: "refused (\(RefusalReason.postOnlyWouldCross.name))", found: "taken")
    }
    guard row.price < market.priceMin || row.price > market.priceMax else { return }
    report(
      .fillTerms, place(row), expected: "refused: its price is outside the regulated band",
      found: "taken at \(row.price.ticks) ticks")
  }
}
