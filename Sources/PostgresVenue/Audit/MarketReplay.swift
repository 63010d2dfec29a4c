import Audit
import Domain
import PostgreSQL
import Simulation

/// One market of the database, played again by the reference.
struct MarketReplay {
  /// An order that is open in the reference's book, with what the database says became of it.
  struct Open {
    let row: RecordedOrder
    var filled: Int64 = 0
  }

  var book: ReferenceBook
  var open: [UInt64: Open] = [:]
  /// The number that comes next among the market's commands.
  var next: UInt64 = 1
  var events: [ReferenceEvent] = []
  /// Fills so far.
  var fillCount: UInt64 = 0

  init(_ prevention: SelfTradePrevention) { book = ReferenceBook(prevention) }
}

/// A stream of which the next element can be looked at.
struct RecordedStreams: ~Copyable {
  var orders: RecordedOrders
  var cancels: RecordedCancels
  var fills: RecordedFills
  private(set) var order: RecordedOrder?
  private(set) var cancel: RecordedCancel?
  private(set) var fill: RecordedFill?

  /// The streams of a database, each at its first element.
  static func opened(
    _ records: borrowing PostgresRecords
  ) throws(PostgreSQLError) -> RecordedStreams {
    let orders = try records.orders()
    let cancels = try records.cancels()
    let fills = try records.fills()
    var streams = RecordedStreams(orders: orders, cancels: cancels, fills: fills)
    try streams.takeOrder()
    try streams.takeCancel()
    try streams.takeFill()
    return streams
  }

  private init(
    orders: consuming RecordedOrders, cancels: consuming RecordedCancels,
    fills: consuming RecordedFills
  ) {
    self.orders = orders
    self.cancels = cancels
    self.fills = fills
  }

  mutating func takeOrder() throws(PostgreSQLError) { order = try orders.next() }
  mutating func takeCancel() throws(PostgreSQLError) { cancel = try cancels.next() }
  mutating func takeFill() throws(PostgreSQLError) { fill = try fills.next() }
}

extension DatabaseAudit {
  /// Plays every market's commands in the database's order, and holds fills, cancels and what rests
  /// against what comes of them.
  mutating func replayMarkets() throws(PostgreSQLError) {
    var streams = try RecordedStreams.opened(records)
    let prevention = plan.configuration.venue.selfTradePrevention
    for market in records.markets.indices {
      var replay = MarketReplay(prevention)
      while let turn = nextTurn(market, streams) {
        if turn.number != replay.next && turn.number > replay.next {
          reportGap(market, replay.next, turn.number)
        }
        replay.next = max(replay.next, turn.number + 1)
        if turn.isOrder {
          try play(&replay, &streams)
        } else {
          try playCancel(&replay, &streams)
        }
      }
      try finish(market, &replay, &streams)
    }
  }

  /// Whether an order or a cancel is the market's next command; nil when it has no more.
  private func nextTurn(
    _ market: Int, _ streams: borrowing RecordedStreams
  ) -> (isOrder: Bool, number: UInt64)? {
    let order = streams.order.flatMap { $0.market == market ? $0.number : nil }
    let cancel = streams.cancel.flatMap { $0.market == market ? $0.number ?? 0 : nil }
    switch (order, cancel) {
    case (nil, nil): return nil
    case (let number?, nil): return (true, number)
    case (nil, let number?): return (false, number)
    case (let number?, let other?):
      let isFirst = number < other || (number == other && streams.cancel?.cause != .expiry)
      return isFirst ? (true, number) : (false, other)
    }
  }

  private mutating func reportGap(_ market: Int, _ expected: UInt64, _ found: UInt64) {
    report(
      .oneOrderPerSlot, AuditPlace(market: records.markets[market].symbol),
      expected: "command \(expected) of the market, since they are numbered without gaps",
      found: "command \(found)", magnitude: Int128(found - expected))
  }

  private mutating func play(
    _ replay: inout MarketReplay, _ streams: inout RecordedStreams
  ) throws(PostgreSQLError) {
    guard let row = streams.order else { return }
    try streams.takeOrder()
    noteStranger(row)
    if let refusal = row.refusal { return check(refusal, of: row, replay) }
    result.count(.quantitiesAddUp)
    checkTerms(row, replay.book)
    replay.events.removeAll(keepingCapacity: true)
    let standing = replay.book.place(
      ReferenceOrder(
        id: UInt64(row.id), account: Int32(row.account ?? -1), side: row.side, type: row.type,
        timeInForce: row.timeInForce, price: row.price.ticks, lots: row.quantity.lots),
      into: &replay.events)
    told.lock(row, row.quantity.lots)
    if isTold(row.order) { told.lock(row, -standing.canceled) }
    var entry = MarketReplay.Open(row: row)
    entry.filled = standing.filled
    var ended = try takeEnded(by: row, &streams)
    for event in replay.events { try check(event, of: row, &replay, &streams, &ended) }
    if standing.canceled > 0 { takeOwnCancel(row, standing.canceled, &ended) }
    for cancel in ended.values.sorted(by: { $0.order ?? 0 < $1.order ?? 0 }) {
      play(cancel, &replay)
    }
    if standing.leaves > 0 {
      replay.open[UInt64(row.id)] = entry
    } else {
      close(entry, canceled: standing.canceled)
    }
    result.count(.soundBook)
    if !replay.book.isUncrossed {
      report(
        .soundBook, place(row), expected: "the best bid below the best ask", found: "a crossed book"
      )
    }
  }

  private mutating func check(
    _ event: ReferenceEvent, of row: RecordedOrder, _ replay: inout MarketReplay,
    _ streams: inout RecordedStreams, _ ended: inout [Int64: RecordedCancel]
  ) throws(PostgreSQLError) {
    switch event {
    case .fill(let maker, _, let price, let lots):
      let wanted = (maker: Int64(maker), price: price, lots: lots)
      try checkFill(wanted, of: row, &replay, &streams)
      replay.open[maker]?.filled += lots
      if let entry = replay.open[maker], entry.filled == entry.row.quantity.lots {
        replay.open[maker] = nil
        close(entry, canceled: 0)
      }
    case .canceled(let maker, _, _, let lots):
      result.count(.noFillAfterCancel)
      if ended.removeValue(forKey: Int64(maker))?.quantity.lots != lots {
        report(
          .priority, place(row), expected: "order \(maker) canceled, which is of the same account",
          found: "no such cancel", magnitude: Int128(lots))
      }
      if let entry = replay.open.removeValue(forKey: maker) {
        if isTold(row.order) { told.lock(entry.row, -lots) }
        close(entry, canceled: lots)
      }
    }
  }

  /// What an order ended when it came in, by order: the database has it by number, not in the order in
  /// which it happened.
  private func takeEnded(
    by row: RecordedOrder, _ streams: inout RecordedStreams
  ) throws(PostgreSQLError) -> [Int64: RecordedCancel] {
    var ended: [Int64: RecordedCancel] = [:]
    while let cancel = streams.cancel, cancel.market == row.market, cancel.number == row.number,
      let order = cancel.order
    {
      ended[order] = cancel
      try streams.takeCancel()
    }
    return ended
  }

  /// The rest of an order that must not rest is canceled with its own number.
  private mutating func takeOwnCancel(
    _ row: RecordedOrder, _ lots: Int64, _ ended: inout [Int64: RecordedCancel]
  ) {
    if ended.removeValue(forKey: row.id)?.quantity.lots == lots { return }
    report(
      .quantitiesAddUp, place(row), expected: "\(lots) lots canceled when it came in",
      found: "\(row.canceled.lots)", magnitude: Int128(row.canceled.lots) - Int128(lots))
  }

  private mutating func playCancel(
    _ replay: inout MarketReplay, _ streams: inout RecordedStreams
  ) throws(PostgreSQLError) {
    guard let cancel = streams.cancel else { return }
    try streams.takeCancel()
    play(cancel, &replay)
  }

  private mutating func play(_ cancel: RecordedCancel, _ replay: inout MarketReplay) {
    guard cancel.number != nil else {
      return result.leaveOut(
        [.priority, .noFillAfterCancel],
        "cancels of an earlier version of the schema have no place among the commands")
    }
    if case .refused(_, _, let reason) = cancel.cause {
      return check(reason, of: cancel, replay)
    }
    result.count(.noFillAfterCancel)
    guard let order = cancel.order.map({ UInt64($0) }),
      let entry = replay.open.removeValue(forKey: order),
      let lots = replay.book.cancel(
        order, of: Int32(entry.row.account ?? -1), entry.row.side, at: entry.row.price.ticks)
    else {
      return report(
        .quantitiesAddUp, AuditPlace(market: records.markets[cancel.market].symbol),
        expected: "an order that is open to be canceled", found: "order \(cancel.order ?? 0)",
        magnitude: Int128(cancel.quantity.lots))
    }
    if lots != cancel.quantity.lots {
      report(
        .quantitiesAddUp, place(entry.row), expected: "\(lots) lots canceled",
        found: "\(cancel.quantity.lots)", magnitude: Int128(cancel.quantity.lots) - Int128(lots))
    }
    if case .command(_, let slot) = cancel.cause, isTold(slot) { told.lock(entry.row, -lots) }
    close(entry, canceled: lots)
  }

  /// An order has ended: what the database says of it must be what happened to it.
  mutating func close(_ entry: MarketReplay.Open, canceled: Int64) {
    let row = entry.row
    let isRight =
      row.cumulative.lots == entry.filled && row.canceled.lots == canceled
      && !row.status.isOpen && (row.status == .filled) == (canceled == 0)
    if isRight { return }
    report(
      row.status.isOpen ? .soundBook : .quantitiesAddUp, place(row),
      expected: "\(entry.filled) lots filled and \(canceled) canceled",
      found: "\(row.status.name), \(row.cumulative.lots) filled, \(row.canceled.lots) canceled",
      magnitude: Int128(row.cumulative.lots) - Int128(entry.filled))
  }

  private mutating func noteStranger(_ row: RecordedOrder) {
    guard row.order.isForeign else {
      begun.insert(row.market)
      return
    }
    guard begun.contains(row.market) else { return }
    strangerCount += 1
    if strangers.count < Self.strangersNamed {
      let account = row.account.map { records.accounts[$0].label } ?? "nobody"
      strangers.append("\(row.clientOrderID) of \(account)")
    }
  }
}
