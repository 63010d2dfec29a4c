import Domain
public import Journal
import Platform

extension FillRecord {
  /// The record of a fill.
  @inline(__always)
  init(_ fill: Fill) {
    self.init(
      id: fill.id, sequence: fill.sequence, market: UInt16(fill.market.value),
      makerSlot: fill.maker.sequence, takerSlot: fill.taker.sequence,
      priceTicks: fill.price.ticks, quantityLots: fill.quantity.lots,
      makerAccount: fill.makerAccount.value, takerAccount: fill.takerAccount.value,
      takerSide: fill.takerSide.rawValue)
  }
}

extension FillRecord {
  /// The flag of a record that tells of a cancellation and not of a fill.
  static var cancellationFlag: UInt8 { 1 }

  /// The record of an event at a venue outside; nil for what needs none, since a venue in this
  /// process tells it again when the slot is executed again.
  init?(_ event: VenueEvent, venueIsOutside: Bool) {
    switch event {
    case .fill(let fill): self.init(fill)
    case .canceled(let order, let quantity):
      guard venueIsOutside else { return nil }
      self.init(
        id: 0, sequence: 0, market: 0, makerSlot: order.sequence, takerSlot: order.sequence,
        priceTicks: 0, quantityLots: quantity.lots, makerAccount: 0, takerAccount: 0, takerSide: 0,
        flags: Self.cancellationFlag)
    }
  }
}

extension VenueEvent {
  /// The event that a record tells of; nil when it cannot be read.
  init?(_ record: FillRecord) {
    if record.flags == FillRecord.cancellationFlag {
      self = .canceled(
        ClientOrderID(sequence: record.makerSlot), Quantity(lots: record.quantityLots))
    } else if let fill = Fill(record) {
      self = .fill(fill)
    } else {
      return nil
    }
  }
}

extension Fill {
  /// The fill that a record tells of; nil when it tells of none.
  init?(_ record: FillRecord) {
    guard record.flags == 0, let side = Side(rawValue: record.takerSide) else { return nil }
    self.init(
      id: record.id, sequence: record.sequence, market: MarketIndex(Int(record.market)),
      maker: ClientOrderID(sequence: record.makerSlot),
      makerAccount: AccountIndex(Int(record.makerAccount)),
      taker: ClientOrderID(sequence: record.takerSlot),
      takerAccount: AccountIndex(Int(record.takerAccount)), takerSide: side,
      price: Price(ticks: record.priceTicks), quantity: Quantity(lots: record.quantityLots))
  }
}

extension OutcomeRecord {
  /// The record of a slot's outcome; `pass` above 0 marks an amendment.
  @inline(__always)
  init(
    slot: UInt64, _ outcome: SlotOutcome, times: SlotTimes, runStart: Instant, frontier: UInt64,
    fillCount: UInt32, pass: UInt8
  ) {
    self.init(
      slot: slot, frontier: frontier, state: outcome.state.rawValue,
      reason: outcome.failure?.code ?? 0, orderStatus: outcome.result?.status.rawValue ?? 0,
      decision: outcome.decision.rawValue, flags: pass << 1 | (pass > 0 ? 1 : 0),
      attempts: outcome.attempts, fillCount: fillCount,
      cumulativeLots: outcome.result?.cumulative.lots ?? 0,
      canceledLots: outcome.result?.canceled.lots ?? 0,
      plannedAtNanoseconds: times.planned.nanoseconds - runStart.nanoseconds,
      sentDelayNanoseconds: UInt64(max(0, times.lastSent.nanoseconds - times.planned.nanoseconds)),
      serviceTimeNanoseconds: UInt64(max(0, times.done.nanoseconds - times.lastSent.nanoseconds)))
  }

  /// The pass that wrote it: 0 for the main pass.
  public var pass: UInt8 { flags >> 1 }

  /// When the outcome was known, in nanoseconds since the run's start.
  public var doneAtNanoseconds: Int64 {
    plannedAtNanoseconds
      &+ Int64(clamping: sentDelayNanoseconds) &+ Int64(clamping: serviceTimeNanoseconds)
  }

  /// The outcome that the record tells of; nil when its codes do not exist in this version.
  public var outcome: SlotOutcome? {
    guard let state = SlotState(rawValue: state), state != .pending, state != .inProgress,
      let status = OrderStatus(rawValue: orderStatus),
      let decision = FailureDecision(rawValue: decision)
    else { return nil }
    let failure = SlotFailure(code: reason)
    guard reason == 0 || failure != nil else { return nil }
    let result = OrderResult(
      status: status, cumulative: Quantity(lots: cumulativeLots),
      canceled: Quantity(lots: canceledLots))
    return SlotOutcome(
      state: state, failure: failure, result: state == .completed ? result : nil,
      attempts: attempts, decision: decision)
  }
}
