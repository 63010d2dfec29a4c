import Domain
import Testing

@testable import Simulation

@Suite("Venues: lost events") struct LostEventsTests {
  @Test("the answer to a slot brings the events that were lost with it")
  func own() throws {
    var lost = LostEvents([4: [fill(4, 1)], 6: [fill(6, 3)]])
    var events = [fill(0, 9)]
    lost.deliver(with: .taken, of: try slot(4), from: 1, into: &events)
    #expect(events == [fill(0, 9), fill(4, 1)])
    #expect(lost.bySlot == [6: [fill(6, 3)]])
  }

  @Test("an open order does not ask for the fills that others lost")
  func openOrder() throws {
    var lost = LostEvents([4: [fill(4, 1)]])
    var events: [VenueEvent] = []
    lost.deliver(with: .taken, of: try slot(1), from: 0, into: &events)
    #expect(events.isEmpty && lost.bySlot.count == 1)
  }

  @Test("an order that ended brings its fills from the lost answers of its takers")
  func endedMaker() throws {
    var lost = LostEvents([
      4: [fill(4, 1), fill(4, 2)], 6: [fill(6, 1), .canceled(ClientOrderID(sequence: 3))],
    ])
    var events: [VenueEvent] = []
    let filled = OrderResult(status: .filled, cumulative: .zero, canceled: .zero)
    lost.deliver(with: filled, of: try slot(1), from: 0, into: &events)
    #expect(events == [fill(4, 1), fill(6, 1)])
    let left: [UInt64: [VenueEvent]] = [
      4: [fill(4, 2)], 6: [.canceled(ClientOrderID(sequence: 3))],
    ]
    #expect(lost.bySlot == left)
  }

  @Test("fills of an order that is canceled are told before its cancellation")
  func canceled() throws {
    let cancellation = VenueEvent.canceled(ClientOrderID(sequence: 4))
    var lost = LostEvents([4: [fill(4, 1)], 6: [fill(6, 4)]])
    var events = [fill(0, 9), cancellation]
    lost.deliver(with: .taken, of: try slot(8), from: 1, into: &events)
    #expect(events == [fill(0, 9), fill(4, 1), fill(6, 4), cancellation])
    #expect(lost.bySlot.isEmpty)
  }

  @Test("a cancel asks for the fills of its target")
  func target() throws {
    var lost = LostEvents([6: [fill(6, 4)]])
    var cancel = try slot(10)
    cancel.action = .cancel
    cancel.counterpart = 4
    var events: [VenueEvent] = []
    lost.deliver(with: .canceled, of: cancel, from: 0, into: &events)
    #expect(events == [fill(6, 4)])
  }

  private func slot(_ sequence: UInt64) throws -> ActionSlot {
    var slot = try Plan(Configuration.read(file: nil)).scheduler.slot(at: 0)
    slot.sequence = sequence
    return slot
  }

  private func fill(_ taker: UInt64, _ maker: UInt64) -> VenueEvent {
    .fill(
      Fill(
        id: taker << 8 | maker, sequence: taker + maker, market: MarketIndex(0),
        maker: ClientOrderID(sequence: maker), makerAccount: AccountIndex(0),
        taker: ClientOrderID(sequence: taker), takerAccount: AccountIndex(1), takerSide: .bid,
        price: Price(ticks: 1), quantity: Quantity(lots: 1)))
  }
}
