public import Domain
public import Matching

/// The matching engine in this process, as a venue.
public struct EmbeddedVenue: Venue, ~Copyable {
  /// The engine, for reading books and wallets.
  public var engine: MatchingEngine
  /// Has no effect: an engine in the process never waits.
  public var isReplaying = false

  /// Makes a venue of an engine.
  public init(engine: consuming MatchingEngine) { self.engine = engine }

  /// `embedded`.
  public var name: String { "embedded" }

  /// Always true.
  public var livesInProcess: Bool { true }

  /// Sends the order to the engine; every answer is final.
  public mutating func submit(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    let report = engine.submit(Self.command(slot))
    if let refusal = report.refusal { return .refused(refusal) }
    collectEvents(of: slot, into: &events)
    return .done(Self.result(report))
  }

  /// Looks the order up in the engine.
  public mutating func find(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> FindAnswer {
    engine.find(slot.clientOrderID).map { .found(Self.result($0)) } ?? .notFound
  }

  /// Lets `body` read the engine.
  public func reading<Result>(_ body: (borrowing MatchingEngine) -> Result) -> Result? {
    body(engine)
  }

  /// Moves the amount into or out of the account's wallet in this lane's engine.
  public mutating func moveFunds(
    _ account: AccountIndex, _ asset: AssetIndex, _ amount: Amount
  ) {
    guard amount < .zero else {
      return engine.deposit(amount, account: account, asset: asset)
    }
    let isDone = engine.withdraw(
      Amount(minorUnits: -amount.minorUnits), account: account, asset: asset)
    precondition(isDone, "a lane hands out more than its venue holds")
  }

  /// The engine's whole state.
  public func encodedState() -> [UInt8] { engine.encodedState() }

  private func collectEvents(of slot: ActionSlot, into events: inout [VenueEvent]) {
    for index in 0..<engine.eventCount {
      let event = engine.event(at: index)
      switch event.kind {
      case .fill:
        if let fill = event.fill { events.append(.fill(fill)) }
      case .canceled where event.order != slot.clientOrderID && slot.action == .place:
        events.append(.canceled(event.order, event.quantity))
      default: break
      }
    }
  }

  private static func command(_ slot: ActionSlot) -> OrderCommand {
    switch slot.action {
    case .place:
      OrderCommand(
        kind: .place, id: slot.clientOrderID, account: slot.account, market: slot.market,
        side: slot.side, type: slot.type, timeInForce: slot.timeInForce, price: slot.price,
        quantity: slot.quantity)
    case .cancel:
      .cancel(
        slot.clientOrderID, account: slot.account, market: slot.market,
        target: ClientOrderID(sequence: slot.counterpart ?? 0))
    }
  }

  private static func result(_ report: OrderReport) -> OrderResult {
    OrderResult(
      status: report.status, cumulative: report.cumulative, canceled: report.canceled)
  }
}
