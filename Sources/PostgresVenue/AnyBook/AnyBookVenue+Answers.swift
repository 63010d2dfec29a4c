internal import Domain
internal import PostgreSQL
internal import Simulation

extension AnyBookVenue {
  /// What statements get of a slot, by parameter.
  func values(_ slot: ActionSlot) -> [String: String?] {
    let market = plan.markets[slot.market.position]
    let base = plan.assets[market.base.position]
    let quote = plan.assets[market.quote.position]
    let cost = market.notional(slot.price, slot.quantity).text(decimals: quote.decimals)
    let amount = market.baseAmount(slot.quantity).text(decimals: base.decimals)
    let bids = slot.side == .bid
    return [
      "client_order_id": key.text(slot.clientOrderID), "order_key": key.prefix,
      "account": plan.accounts[slot.account.position].id, "market": market.id,
      "side": slot.side.name, "type": slot.type.name, "time_in_force": slot.timeInForce.name,
      "price": market.text(slot.price), "quantity": market.text(slot.quantity),
      "price_ticks": String(slot.price.ticks), "quantity_lots": String(slot.quantity.lots),
      "base_asset": base.id, "quote_asset": quote.id,
      "bid_asset": bids ? quote.id : base.id, "bid_amount": bids ? cost : amount,
      "ask_asset": bids ? base.id : quote.id, "ask_amount": bids ? amount : cost,
      "target": slot.counterpart.map { key.text(ClientOrderID(sequence: $0)) },
    ]
  }

  /// What the answer to `place` or `cancel` means. No rows: a placed order rests, a cancel found
  /// nothing to cancel.
  func answer(
    _ slot: ActionSlot, to statement: BookStatement, _ rows: consuming Rows
  ) throws(PostgreSQLError) -> VenueAnswer {
    guard rows.count > 0 else {
      return slot.action == .cancel
        ? .refused(.unknownOrder)
        : .done(OrderResult(status: .new, cumulative: .zero, canceled: .zero))
    }
    if let column = rows.column(named: "refusal"), let name = rows.text(0, column), !name.isEmpty {
      return .refused(
        RefusalReason.allCases.first { $0.name == name } ?? .invalidInstruction)
    }
    let isCancel = slot.action == .cancel
    let order = isCancel ? plan.scheduler.slot(at: slot.counterpart ?? 0) : slot
    var result = try self.result(order, rows, statement)
    if isCancel { result.status = .canceled }
    if result.status == .rejected { return .refused(.invalidInstruction) }
    return .done(result)
  }

  /// What the answer to `find` means.
  func found(_ slot: ActionSlot, _ rows: consuming Rows) throws(PostgreSQLError) -> FindAnswer {
    guard rows.count > 0 else { return .notFound }
    return .found(try result(slot, rows, .find))
  }

  private func result(
    _ slot: ActionSlot, _ rows: borrowing Rows, _ statement: BookStatement
  ) throws(PostgreSQLError) -> OrderResult {
    let filled = try lots("filled", slot.market, rows, 0, statement) ?? .zero
    let canceled = try lots("canceled", slot.market, rows, 0, statement) ?? .zero
    var status: OrderStatus =
      filled == slot.quantity ? .filled : filled > .zero ? .partiallyFilled : .new
    if let column = rows.column(named: "status"), let name = rows.text(0, column) {
      guard let known = OrderStatus.allCases.first(where: { $0.name == name }) else {
        throw Self.unusable(
          "status", statement,
          "it must be one of "
            + OrderStatus.allCases.map(\.name).joined(separator: ", "))
      }
      status = known
    }
    return OrderResult(status: status, cumulative: filled, canceled: canceled)
  }

  /// A quantity in base units as lots; nil for NULL and for a column that is not there.
  func lots(
    _ name: String, _ market: MarketIndex, _ rows: borrowing Rows, _ row: Int,
    _ statement: BookStatement
  ) throws(PostgreSQLError) -> Quantity? {
    guard let column = rows.column(named: name), let text = rows.text(row, column) else {
      return nil
    }
    guard let lots = Self.steps(in: text, of: plan.markets[market.position].lotSize) else {
      throw Self.unusable(name, statement, "it must be a whole number of lots")
    }
    return Quantity(lots: lots)
  }

  /// How many steps of a size a decimal text is; nil when it is not whole or does not fit.
  static func steps(in text: String, of size: ExactDecimal) -> Int64? {
    guard let value = try? ExactDecimal(parsing: text) else { return nil }
    let scale = max(value.scale, size.scale)
    guard let units = value.wholeUnits(scale: scale), let step = size.wholeUnits(scale: scale),
      step > 0, units % step == 0
    else { return nil }
    return Int64(exactly: units / step)
  }

  /// The error of a value that cannot be used. The value itself is data and not told.
  static func unusable(
    _ column: String, _ statement: BookStatement, _ remedy: String
  ) -> PostgreSQLError {
    PostgreSQLError(
      .unexpectedAnswer, "column '\(column)' holds what cannot be used; \(remedy)",
      statement: statement.name)
  }
}
