import Domain

/// Events whose answers were lost, until they are told.
///
/// Invariant: before an order is told to have ended, all its fills are told. The answer that ends
/// an order gives back what it holds locked, so a fill that came to light later would find nothing
/// to be paid from. The fills of one order may lie in the lost answers of many others, its takers.
struct LostEvents {
  /// The events by the slot whose answer carried them.
  private(set) var bySlot: [UInt64: [VenueEvent]] = [:]
  /// For each order, the slots whose lost answers held fills of it; some may have been told since.
  private var slotsByOrder: [UInt64: [UInt64]] = [:]

  init(_ bySlot: [UInt64: [VenueEvent]]) {
    for (slot, events) in bySlot { keep(events, of: slot) }
  }

  /// Keeps what the lost answer to a slot would have carried.
  mutating func keep(_ events: [VenueEvent], of slot: UInt64) {
    guard !events.isEmpty else { return }
    bySlot[slot, default: []] += events
    for case .fill(let fill) in events {
      slotsByOrder[fill.maker.sequence, default: []].append(slot)
      slotsByOrder[fill.taker.sequence, default: []].append(slot)
    }
  }

  /// Adds to the events of an answer those that were lost of its slot, and puts before them the lost
  /// fills of every order that they or the answer end.
  ///
  /// - Parameter start: where the events of the answer begin.
  mutating func deliver(
    with result: OrderResult, of slot: ActionSlot, from start: Int,
    into events: inout [VenueEvent]
  ) {
    guard !bySlot.isEmpty else { return }
    events += bySlot.removeValue(forKey: slot.sequence) ?? []
    var ended: [UInt64] = []
    for case .canceled(let order) in events[start...] { ended.append(order.sequence) }
    if slot.action == .cancel {
      ended.append(slot.counterpart ?? slot.sequence)
    } else if !result.status.isOpen {
      ended.append(slot.sequence)
    }
    events.insert(contentsOf: ended.flatMap { takeFills(of: $0) }, at: start)
  }

  /// Takes all lost fills of one order, in the order of the slots that they were lost with.
  private mutating func takeFills(of order: UInt64) -> [VenueEvent] {
    guard let slots = slotsByOrder.removeValue(forKey: order) else { return [] }
    var taken: [VenueEvent] = []
    for slot in Set(slots).sorted() {
      guard let events = bySlot[slot] else { continue }
      taken += events.filter { $0.isFill(of: order) }
      let rest = events.filter { !$0.isFill(of: order) }
      bySlot[slot] = rest.isEmpty ? nil : rest
    }
    return taken
  }
}

extension VenueEvent {
  fileprivate func isFill(of order: UInt64) -> Bool {
    guard case .fill(let fill) = self else { return false }
    return fill.maker.sequence == order || fill.taker.sequence == order
  }
}
