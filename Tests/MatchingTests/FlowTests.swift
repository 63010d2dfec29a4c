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
    for position in flow.commands.indices {
      if position == flow.prefillCount { outcomes = (FlowOutcome(), FlowOutcome()) }
      reference.events.removeAll(keepingCapacity: true)
      let command = flow.command(at: position)
      #expect(engine.submit(command) == reference.submit(command), "\(kind), \(position)")
      outcomes.0.addTrades(of: engine)
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

  /// With so many orders resting, memory is asked for many commands ahead.
  @Test(arguments: [1, 7, 64, 1_000])
  func `batches do to a large book what single commands do`(_ size: Int) {
    var shape = CanonicalFlow.f10.shape
    shape.restingPerMarket = 20_000 / shape.markets
    shape.commands = 20_000
    let flow = OrderFlow(shape)
    var alone = flow.makeEngine()
    var together = flow.makeEngine()
    var (outcome, fills) = (FlowOutcome(), 0)
    var batch: [OrderCommand] = []
    var position = 0
    while position < flow.commands.count {
      if position == flow.prefillCount { outcome = FlowOutcome() }
      let limit = position < flow.prefillCount ? flow.prefillCount : flow.commands.count
      let end = min(position + size, limit)
      flow.makeCommands(position..<end, into: &batch)
      together.submit(batch)
      outcome.addTrades(of: together)
      fills += Self.misplacedFills(of: together)
      for command in batch { _ = alone.submit(command) }
      position = end
    }
    #expect(outcome == flow.outcome)
    #expect(fills == 0)
    #expect(together.stateHash() == alone.stateHash())
    #expect(together.checkInvariants().isEmpty)
    #expect(together.openOrderCount > 16_384)
  }

  /// How many fills are not where the engine says that they are.
  private static func misplacedFills(of engine: borrowing MatchingEngine) -> Int {
    var misplaced = 0
    engine.withEventsAndFills { events, fills in
      var expected: [Int32] = []
      for place in events.indices where events[place].kind == .fill {
        expected.append(Int32(place))
      }
      misplaced = fills.count == expected.count ? 0 : 1
      for place in fills.indices where place < expected.count && fills[place] != expected[place] {
        misplaced += 1
      }
    }
    return misplaced
  }
}
