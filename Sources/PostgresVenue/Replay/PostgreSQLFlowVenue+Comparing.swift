internal import Domain
public import Matching
internal import PostgreSQL
public import Replay
public import Simulation

extension PostgreSQLFlowVenue {
  /// Reads back the tapes, the open orders and the balances, and holds them against the engine's.
  public func compare(_ engine: borrowing MatchingEngine, _ tape: TapeHash) -> FlowCheck {
    for market in terms.markets.indices { settle(MarketIndex(market)) }
    do throws(PostgreSQLError) {
      var check = FlowCheck()
      try compareTape(tape, &check)
      try compareOrders(engine, &check)
      try compareBalances(engine, &check)
      return check
    } catch {
      return FlowCheck(leftOut: "the database was not read: \(error)")
    }
  }

  private func compareTape(_ tape: TapeHash, _ check: inout FlowCheck) throws(PostgreSQLError) {
    var found = TapeHash()
    for market in terms.markets.indices { try read(MarketIndex(market), into: &found) }
    check.fills = found.count
    guard found != tape else { return }
    check.note(
      "the tape has \(found.count) fills with hash \(found.digest) in the database, \(tape.count) "
        + "with \(tape.digest) at the embedded engine")
  }

  /// The fills of a market since the replay began, under the names that the orders had when they came.
  private func read(
    _ market: MarketIndex, into tape: inout TapeHash
  ) throws(PostgreSQLError) {
    let place = ids.markets[market.position]
    let quoted = SQLText.identifier(schema)
    let rows = try CopiedRows(
      """
      COPY (SELECT f.id & 1099511627775, split_part(m.client_order_id, '~', 1),
          split_part(t.client_order_id, '~', 1), f.taker_side, f.price_ticks, f.quantity_lots
        FROM \(quoted).fills f JOIN \(quoted).orders m ON m.id = f.maker_order_id
        JOIN \(quoted).orders t ON t.id = f.taker_order_id
        WHERE f.id > (\(place.id)::bigint << 40 | \(place.fillOrigin))
          AND f.id < \(place.id + 1)::bigint << 40) TO STDOUT (FORMAT binary)
      """, on: Connection.open(settings), name: "read fills")
    var fills = rows
    while try fills.next() {
      let sequence = UInt64(fills.integer() ?? 0) - place.fillOrigin
      let maker = key.order((fills.text() ?? "").utf8Span.span)
      let taker = key.order((fills.text() ?? "").utf8Span.span)
      let side = RecordedLabel.side(fills.initial())
      tape.add(
        Fill(
          id: 0, sequence: sequence, market: market, maker: maker, makerAccount: .foreign,
          taker: taker, takerAccount: .foreign, takerSide: side,
          price: Price(ticks: fills.integer() ?? 0), quantity: Quantity(lots: fills.integer() ?? 0))
      )
    }
  }

  private func compareOrders(
    _ engine: borrowing MatchingEngine, _ check: inout FlowCheck
  ) throws(PostgreSQLError) {
    var expected: [UInt64: OpenOrder] = [:]
    engine.forEachOpenOrder { expected[$0.id.sequence] = $0 }
    let markets = ids.markets.map { "\($0.id)" }.joined(separator: ", ")
    guard !markets.isEmpty else { return }
    let quoted = SQLText.identifier(schema)
    var rows = try CopiedRows(
      """
      COPY (SELECT client_order_id, market_id, account_id, side, price_ticks, leaves_lots
        FROM \(quoted).orders WHERE market_id IN (\(markets)) AND leaves_lots > 0 ORDER BY id)
        TO STDOUT (FORMAT binary)
      """, on: Connection.open(settings), name: "read open orders")
    while try rows.next() {
      let name = rows.text() ?? ""
      let found = FoundOrder(
        market: rows.integer() ?? 0, account: rows.integer() ?? 0,
        side: RecordedLabel.side(rows.initial()), ticks: rows.integer() ?? 0,
        lots: rows.integer() ?? 0)
      check.openOrders += 1
      guard let order = expected.removeValue(forKey: key.order(name.utf8Span.span).sequence) else {
        check.note("order \(name) rests in the database and not at the embedded engine")
        continue
      }
      let wanted = FoundOrder(
        market: ids.markets[order.market.position].id,
        account: ids.accounts[order.account.position], side: order.side, ticks: order.price.ticks,
        lots: order.leaves.lots)
      if found != wanted {
        check.note("order \(name): \(found) in the database, \(wanted) at the embedded engine")
      }
    }
    for id in expected.keys.sorted() {
      check.note("order \(key.prefix)\(id) rests at the embedded engine and not in the database")
    }
  }

  /// An open order as it is compared.
  private struct FoundOrder: Equatable, CustomStringConvertible {
    let market: Int64
    let account: Int64
    let side: Side
    let ticks: Int64
    let lots: Int64

    var description: String {
      "\(side.name) \(lots) lots at \(ticks) ticks of account \(account) in market \(market)"
    }
  }

  private func compareBalances(
    _ engine: borrowing MatchingEngine, _ check: inout FlowCheck
  ) throws(PostgreSQLError) {
    let found = try connection.persistently { (connection) throws(PostgreSQLError) in
      try FlowBalances(terms, ids, schema: schema, &connection)
    }
    var deposits: [FlowTerms.Deposit: Int128] = [:]
    for deposit in terms.deposits { deposits[deposit.place] = deposit.amount.minorUnits }
    for account in terms.accounts.indices {
      for asset in terms.assets.indices {
        let place = FlowTerms.Deposit(
          account: AccountIndex(account), asset: AssetIndex(asset), amount: .zero)
        let wallet = engine.wallet(place.account, place.asset)
        var expected = balancesBefore[account, asset]
        expected.available += wallet.available.minorUnits - deposits[place, default: 0]
        expected.locked += wallet.locked.minorUnits
        check.balances += 1
        let balance = found[account, asset]
        if balance == expected { continue }
        check.note(
          "account \(terms.accounts[account]), asset \(terms.assets[asset].id): \(balance.available) "
            + "available and \(balance.locked) locked in the database, \(expected.available) and "
            + "\(expected.locked) by the embedded engine")
      }
    }
  }
}

extension FlowTerms.Deposit {
  /// Account and asset alone.
  fileprivate var place: FlowTerms.Deposit {
    FlowTerms.Deposit(account: account, asset: asset, amount: .zero)
  }
}

extension FlowCheck {
  /// Adds a difference; the first few are kept.
  fileprivate mutating func note(_ difference: String) {
    if differences.count < Self.differencesMax { differences.append(difference) }
  }

  private static var differencesMax: Int { 10 }
}
