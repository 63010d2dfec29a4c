internal import Domain
internal import PostgreSQL
internal import Simulation

extension PostgreSQLVenue {
  /// Tells what an answer says: first the fills by which others took orders of the run meanwhile, then
  /// the slot's own, then what it made the venue cancel.
  func tell(_ answer: OrderAnswer, of slot: ActionSlot, into events: inout [VenueEvent]) {
    let place = slot.market.position
    let origin = ids.markets[place].fillOrigin
    let known = fillSequences[place]
    let last = answer.fills.last.map { $0.sequence - origin }
    // A repeat does not say where the tape stood; what lies before its last fill may be new.
    let before = answer.before.map { $0 - origin } ?? last ?? known
    if before > known {
      guard tellMissed(slot.market, after: known, through: before, into: &events) else {
        return tellOwn(answer, of: slot, origin, into: &events)
      }
    }
    fillSequences[place] = max(known, before, last ?? 0)
    tellOwn(answer, of: slot, origin, into: &events)
  }

  private func tellOwn(
    _ answer: OrderAnswer, of slot: ActionSlot, _ origin: UInt64, into events: inout [VenueEvent]
  ) {
    for fill in answer.fills {
      let sequence = fill.sequence - origin
      events.append(
        .fill(
          Fill(
            id: Self.fillID(slot.market, sequence), sequence: sequence, market: slot.market,
            maker: fill.maker, makerAccount: account(of: fill.maker), taker: slot.clientOrderID,
            takerAccount: slot.account, takerSide: slot.side, price: fill.price,
            quantity: fill.quantity)))
    }
    for (order, quantity) in answer.canceled where !order.isForeign {
      events.append(.canceled(order, quantity))
    }
  }

  /// Tells the fills after one sequence through another in which an order of the run rested and
  /// somebody else's came in; false when they could not be had now.
  private func tellMissed(
    _ market: MarketIndex, after: UInt64, through: UInt64, into events: inout [VenueEvent]
  ) -> Bool {
    let place = ids.markets[market.position]
    var parameters = Parameters()
    parameters.append(place.id)
    parameters.append(Int64(after + place.fillOrigin))
    parameters.append(Int64(through + place.fillOrigin))
    parameters.append(key.prefix)
    let found = try? connection.with { (connection) throws(PostgreSQLError) in
      let rows = try connection.run(VenueStatements.missed, parameters)
      return (0..<rows.count).compactMap { missed(rows, $0, market, place.fillOrigin) }
    }
    guard let found else { return false }
    events += found.map { .fill($0) }
    return true
  }

  private func missed(
    _ rows: borrowing Rows, _ row: Int, _ market: MarketIndex, _ origin: UInt64
  ) -> Fill? {
    guard let raw = rows.integer(row, 0), let takerBids = rows.flag(row, 2),
      let price = rows.integer(row, 3), let quantity = rows.integer(row, 4)
    else { return nil }
    let maker = key.order(rows, row, 1)
    let sequence = UInt64(raw) - origin
    return Fill(
      id: Self.fillID(market, sequence), sequence: sequence, market: market, maker: maker,
      makerAccount: account(of: maker), taker: .foreign, takerAccount: .foreign,
      takerSide: takerBids ? .bid : .ask, price: Price(ticks: price),
      quantity: Quantity(lots: quantity))
  }

  private func account(of order: ClientOrderID) -> AccountIndex {
    order.isForeign || order.sequence >= plan.slotCount
      ? .foreign : plan.scheduler.slot(at: order.sequence).account
  }

  private static func fillID(_ market: MarketIndex, _ sequence: UInt64) -> UInt64 {
    UInt64(market.position) << 40 | sequence
  }
}
