import Domain
public import Matching
public import Simulation

/// The matching engine in this process, taking recorded orders.
public struct EmbeddedFlowVenue: FlowVenue, ~Copyable {
  private var engine: MatchingEngine

  /// Makes a venue with the accounts, markets and deposits of `terms`.
  public init(_ terms: FlowTerms) {
    engine = MatchingEngine(
      markets: terms.markets, accountCount: terms.accounts.count, assetCount: terms.assets.count,
      selfTradePrevention: terms.selfTradePrevention)
    for deposit in terms.deposits where deposit.amount > .zero {
      engine.deposit(deposit.amount, account: deposit.account, asset: deposit.asset)
    }
  }

  /// `embedded`.
  public var name: String { "embedded" }

  /// Sends the command to the engine; every answer is final.
  public mutating func submit(
    _ command: OrderCommand, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    let report = engine.submit(command)
    if let refusal = report.refusal { return .refused(refusal) }
    // The first event only repeats the command.
    if engine.eventCount > 1 { collectEvents(of: command, into: &events) }
    return .done(
      OrderResult(
        status: report.status, cumulative: report.cumulative, canceled: report.canceled))
  }

  /// Lets `body` read the engine.
  public func reading<Result>(_ body: (borrowing MatchingEngine) -> Result) -> Result? {
    body(engine)
  }

  private func collectEvents(of command: OrderCommand, into events: inout [VenueEvent]) {
    let subject = command.kind == .place ? command.id : command.target
    for index in 0..<engine.eventCount {
      let event = engine.event(at: index)
      switch event.kind {
      case .fill:
        if let fill = event.fill { events.append(.fill(fill)) }
      case .canceled where event.order != subject:
        events.append(.canceled(event.order, event.quantity))
      default: break
      }
    }
  }
}
