/// The events of the commands last submitted, in order; its room is kept from command to command.
struct EventLog: ~Copyable {
  private var events: Slab<MatchingEvent>
  /// Number of events.
  private(set) var count = 0

  init() { events = Slab(count: 256) { _ in .none } }

  /// Forgets all events.
  mutating func clear() { count = 0 }

  /// Adds an event behind the others.
  mutating func append(_ event: MatchingEvent) {
    if count == events.count { events.grow(to: count * 2) { _ in .none } }
    events[count] = event
    count += 1
  }

  /// The event at `index`, which must lie in `0..<count`.
  subscript(index: Int) -> MatchingEvent {
    precondition(index < count, "no such event")
    return events[index]
  }
}
