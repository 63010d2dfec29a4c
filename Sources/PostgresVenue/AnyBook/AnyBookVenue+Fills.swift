internal import Domain
internal import PostgreSQL
internal import Simulation

extension AnyBookVenue {
  /// Tells the fills of the run's orders on a market that were not told yet.
  func tellFills(
    _ market: MarketIndex, into events: inout [VenueEvent]
  ) throws(PostgreSQLError) {
    let place = market.position
    let values: [String: String?] = [
      "market": plan.markets[place].id, "after": String(fillSequences[place]),
      "order_key": key.prefix,
    ]
    let fills = try connection.with { (connection) throws(PostgreSQLError) in
      try self.fills(market, book.run(.fills, values, &connection))
    }
    for fill in fills {
      events.append(.fill(fill))
      note(fill)
    }
  }

  private func fills(
    _ market: MarketIndex, _ rows: consuming Rows
  ) throws(PostgreSQLError) -> [Fill] {
    let columns = BookStatement.fills.columns.map { rows.column(named: $0.name) ?? 0 }
    var found: [Fill] = []
    var last = fillSequences[market.position]
    for row in 0..<rows.count {
      guard let raw = rows.integer(row, columns[0]), raw >= 0, UInt64(raw) > last else {
        throw Self.unusable(
          "sequence", .fills, "it must be a whole number beyond :after, ascending")
      }
      last = UInt64(raw)
      let maker = key.order(rows, row, columns[1])
      let taker = key.order(rows, row, columns[2])
      guard !maker.isForeign || !taker.isForeign else { continue }
      let market = plan.markets[market.position]
      guard let side = Side.allCases.first(where: { $0.name == rows.text(row, columns[3]) }) else {
        throw Self.unusable("taker_side", .fills, "it must be 'bid' or 'ask'")
      }
      guard
        let price = rows.text(row, columns[4]).flatMap({ Self.steps(in: $0, of: market.tickSize) })
      else { throw Self.unusable("price", .fills, "it must be a whole number of ticks") }
      guard
        let lots = rows.text(row, columns[5]).flatMap({ Self.steps(in: $0, of: market.lotSize) }),
        lots > 0
      else { throw Self.unusable("quantity", .fills, "it must be a whole number of lots above 0") }
      found.append(
        fill(
          last, market: market, maker: maker, taker: taker, side, Price(ticks: price),
          Quantity(lots: lots), ordinal: fillCounts[index(of: market)] + UInt64(found.count) + 1))
    }
    return found
  }

  private func index(of market: Market) -> Int {
    plan.markets.firstIndex { $0.id == market.id } ?? 0
  }

  private func fill(
    _ id: UInt64, market: Market, maker: ClientOrderID, taker: ClientOrderID, _ side: Side,
    _ price: Price, _ quantity: Quantity, ordinal: UInt64
  ) -> Fill {
    Fill(
      id: id, sequence: ordinal, market: MarketIndex(index(of: market)), maker: maker,
      makerAccount: account(of: maker), taker: taker, takerAccount: account(of: taker),
      takerSide: side, price: price, quantity: quantity)
  }

  private func account(of order: ClientOrderID) -> AccountIndex {
    order.isForeign || order.sequence >= plan.slotCount
      ? .foreign : plan.scheduler.slot(at: order.sequence).account
  }

  /// Checks that every account has at the book what the plan lets it spend, where the book tells.
  func checkBalances() throws(RunError) {
    guard book.has(.balances) else { return }
    let values = ["account_filter": plan.configuration.accountFilter]
    var held: [String: ExactDecimal] = [:]
    do throws(PostgreSQLError) {
      held = try connection.with { (connection) throws(PostgreSQLError) in
        try Self.balances(book.run(.balances, values, &connection))
      }
    } catch {
      throw RunError(error)
    }
    for (account, amounts) in plan.initialBudgets().enumerated() {
      for (asset, amount) in amounts.enumerated() where amount > .zero {
        let decimals = plan.assets[asset].decimals
        let name = "\(plan.accounts[account].id)\n\(plan.assets[asset].id)"
        let units = held[name]?.normalized.wholeUnits(scale: decimals) ?? 0
        guard units < amount.minorUnits else { continue }
        throw RunError(
          .venueMismatch,
          "account \(plan.accounts[account].id) may spend \(amount.text(decimals: decimals)) "
            + "\(plan.assets[asset].id) and has less of it at the book; lower the budget or fund the "
            + "account")
      }
    }
  }

  private static func balances(
    _ rows: consuming Rows
  ) throws(PostgreSQLError) -> [String: ExactDecimal] {
    let columns = BookStatement.balances.columns.map { rows.column(named: $0.name) ?? 0 }
    var held: [String: ExactDecimal] = [:]
    for row in 0..<rows.count {
      guard let account = rows.text(row, columns[0]), let asset = rows.text(row, columns[1]),
        let amount = rows.text(row, columns[2]).flatMap({ try? ExactDecimal(parsing: $0) })
      else { throw unusable("available", .balances, "NULL and numbers beyond 38 digits do not do") }
      held["\(account)\n\(asset)"] = amount
    }
    return held
  }
}
