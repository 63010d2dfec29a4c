import Domain
import Matching
import OrderFlow
import Testing

/// Short forms of the flows that benchmarks run, against the naive reference.
@Suite struct FlowTests {
  @Test(arguments: [CanonicalFlow.f1, .w10, .x1])
  func `reference, engine and generator agree`(_ kind: CanonicalFlow) throws {
    var shape = kind.shape
    shape.restingPerMarket = 60 / shape.markets
    shape.commands = 3_000
    let flow = OrderFlow(shape)
    var engine = flow.makeEngine()
    var reference = ReferenceEngine(
      markets: flow.markets, accountCount: FlowShape.accountCount, policy: .cancelTaker)
    for account in 0..<FlowShape.accountCount {
      for asset in 0...shape.markets {
        reference.available[.init(account: account, asset: asset)] =
          engine.wallet(AccountIndex(account), AssetIndex(asset)).available.minorUnits
      }
    }
    var outcomes = (FlowOutcome(), FlowOutcome())
    var room: [Int32] = []
    for position in flow.commands.indices {
      if position == flow.prefillCount { outcomes = (FlowOutcome(), FlowOutcome()) }
      reference.events.removeAll(keepingCapacity: true)
      let command = flow.command(at: position)
      #expect(engine.submit(command) == reference.submit(command), "\(kind), \(position)")
      outcomes.0.addTrades(of: engine, &room)
      for case .fill(let fill) in reference.events {
        outcomes.1.add(
          maker: UInt32(fill.maker.sequence), taker: UInt32(fill.taker.sequence),
          price: fill.price.ticks, lots: fill.quantity.lots)
      }
    }
    #expect(outcomes.0 == flow.outcome)
    #expect(outcomes.1 == flow.outcome)
    #expect(engine.openOrderCount == reference.open.count)
  }
}
