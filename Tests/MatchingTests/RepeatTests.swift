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

  @Test(arguments: ["plain", "partially filled", "post-only", "amended", "with a target"])
  func `a resting order is known by its content, whatever became of it`(_ what: String) throws {
    var engine = try RefusalTests.engine()
    var command = Self.resting(7)
    command.isPostOnly = what == "post-only"
    if what == "with a target" { command.target = ClientOrderID(sequence: 99) }
    let placed = engine.submit(command)
    #expect(placed.status == .new)
    switch what {
    case "partially filled":
      var taker = Self.order(8)
      taker.side = .ask
      taker.account = AccountIndex(1)
      #expect(engine.submit(taker).status == .filled)
    case "amended":
      let amended = engine.submit(
        .amend(
          ClientOrderID(sequence: 9), account: AccountIndex(0), market: MarketIndex(0),
          target: command.id, price: Price(ticks: 100), quantity: Quantity(lots: 2)))
      #expect(amended.status == .new)
    default: break
    }
    let again = engine.submit(command)
    #expect(again.isRepeat && again.status.isOpen)
    #expect(again.cumulative == Quantity(lots: what == "partially filled" ? 1 : 0))
    for change in 0..<3 {
      var other = command
      if change == 0 { other.quantity = Quantity(lots: 4) }
      if change == 1 { other.price = Price(ticks: 99) }
      if change == 2 { other.isPostOnly.toggle() }
      #expect(engine.submit(other).refusal == .duplicateClientOrderID, "change \(change)")
    }
    let canceled = engine.submit(
      .cancel(
        ClientOrderID(sequence: 10), account: AccountIndex(0), market: MarketIndex(0),
        target: command.id))
    #expect(canceled.status == .canceled)
    #expect(engine.submit(command) == canceled.asRepeat)
  }

  /// A good-till-cancel order for three lots.
  static func resting(_ sequence: UInt64) -> OrderCommand {
    .limit(
      ClientOrderID(sequence: sequence), account: AccountIndex(0), market: MarketIndex(0), .bid,
      price: Price(ticks: 100), quantity: Quantity(lots: 3))
  }

  /// An immediate-or-cancel order that meets nothing.
  private static func order(_ sequence: UInt64) -> OrderCommand {
    .limit(
      ClientOrderID(sequence: sequence), account: AccountIndex(0), market: MarketIndex(0), .bid,
      price: Price(ticks: 100), quantity: Quantity(lots: 1), timeInForce: .immediateOrCancel)
  }
}

extension OrderReport {
  /// The same, as it is answered when the command comes again.
  fileprivate var asRepeat: OrderReport {
    var report = self
    report.isRepeat = true
    return report
  }
}
