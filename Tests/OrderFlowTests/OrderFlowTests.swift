import Domain
import Matching
import OrderFlow
import Testing

@Suite struct OrderFlowTests {
  @Test func `the dense flow and the engine come to the known outcome`() {
    let flow = OrderFlow(CanonicalFlow.f1.shape)
    #expect(flow.outcome == CanonicalFlow.f1.outcome)
    #expect(flow.commands.count == 5_010_000)
    #expect(Self.execute(flow, batch: 256) == CanonicalFlow.f1.outcome)
  }

  @Test(arguments: CanonicalFlow.allCases)
  func `generator and engine agree on every kind of flow`(_ kind: CanonicalFlow) {
    var shape = kind.shape
    shape.restingPerMarket /= 10
    shape.commands = 100_000
    let flow = OrderFlow(shape)
    #expect(flow.prefillCount == shape.markets * shape.restingPerMarket)
    #expect(flow.outcome.trades > 20_000)
    #expect(Self.execute(flow, batch: 1) == flow.outcome)
    #expect(Self.execute(flow, batch: 97) == flow.outcome)
    var books = BookEngine(markets: shape.markets)
    var outcome = FlowOutcome()
    for position in flow.commands.indices {
      if position == flow.prefillCount { outcome = FlowOutcome() }
      books.submit([flow.command(at: position)])
      outcome.addTrades(of: books)
    }
    #expect(outcome == flow.outcome)
  }

  @Test func `the hash tells trades in another order apart`() {
    var outcome = FlowOutcome()
    outcome.add(maker: 1, taker: 3, price: 100, lots: 5)
    outcome.add(maker: 2, taker: 3, price: 100, lots: 5)
    var other = FlowOutcome()
    other.add(maker: 2, taker: 3, price: 100, lots: 5)
    other.add(maker: 1, taker: 3, price: 100, lots: 5)
    #expect(outcome.lots == other.lots && outcome.trades == 2)
    #expect(outcome != other)
  }

  /// What the engine makes of a flow; nothing may be refused and every invariant must hold.
  private static func execute(_ flow: OrderFlow, batch: Int) -> FlowOutcome {
    var engine = flow.makeEngine()
    var outcome = FlowOutcome()
    var reports: [OrderReport] = []
    var position = 0
    while position < flow.commands.count {
      let limit = position < flow.prefillCount ? flow.prefillCount : flow.commands.count
      let end = min(position + batch, limit)
      engine.submit((position..<end).map { flow.command(at: $0) }, reports: &reports)
      if position >= flow.prefillCount { outcome.addTrades(of: engine) }
      let refusals = reports.compactMap(\.refusal)
      #expect(refusals.isEmpty)
      position = end
    }
    #expect(engine.checkInvariants() == [])
    return outcome
  }
}
