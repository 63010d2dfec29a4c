import Domain
import Matching
import Testing

/// A command has its effect once, however often and however late it comes again.
@Suite struct RepeatTests {
  @Test func `an old result is overwritten, but never carried out again`() throws {
    var engine = try RefusalTests.engine()
    let first = Self.order(0)
    #expect(engine.submit(first).status == .canceled)
    #expect(engine.find(first.id)?.canceled == Quantity(lots: 1))
    for sequence in 1...UInt64(16_383) { _ = engine.submit(Self.order(sequence)) }
    #expect(engine.submit(first).isComplete)
    _ = engine.submit(Self.order(16_384))

    let hash = engine.stateHash()
    let report = engine.submit(first)
    #expect(report == OrderReport(status: .expired, isRepeat: true, isComplete: false))
    #expect(engine.find(first.id) == OrderReport(status: .expired, isComplete: false))
    #expect(engine.eventCount == 0)
    #expect(engine.stateHash() == hash)
    #expect(engine.find(ClientOrderID(sequence: 16_385)) == nil)
  }

  @Test func `a repeat has no events and a second use has one`() throws {
    var engine = try RefusalTests.engine()
    var command = Self.order(7)
    _ = engine.submit(command)
    #expect(engine.eventCount == 2)
    _ = engine.submit(command)
    #expect(engine.eventCount == 0)
    command.quantity = Quantity(lots: 2)
    #expect(engine.submit(command).refusal == .duplicateClientOrderID)
    #expect(engine.eventCount == 1)
    #expect(engine.event(at: 0).kind == .rejected)
  }

  /// An immediate-or-cancel order that meets nothing.
  private static func order(_ sequence: UInt64) -> OrderCommand {
    .limit(
      ClientOrderID(sequence: sequence), account: AccountIndex(0), market: MarketIndex(0), .bid,
      price: Price(ticks: 100), quantity: Quantity(lots: 1), timeInForce: .immediateOrCancel)
  }
}
