/// The events of the commands last submitted, in order; its room is kept from command to command.
struct EventLog: ~Copyable {
  private var events: Slab<MatchingEvent>

  init() { events = Slab(capacity: 256) }

  /// Number of events.
  var count: Int { events.count }

  /// Forgets all events.
  @inline(__always)
  mutating func clear() { events.removeAll() }

  /// Adds an event behind the others.
  @inline(__always)
  mutating func append(_ event: MatchingEvent) { events.append(event) }

  /// The event at `index`, which must lie in `0..<count`.
  subscript(index: Int) -> MatchingEvent { events[index] }

  /// Lets `body` read all events.
  @inline(__always)
  func withSpan(_ body: (Span<MatchingEvent>) -> Void) { events.withSpan(body) }
}
