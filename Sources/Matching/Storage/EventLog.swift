/// The events of the commands last submitted, in order; its room is kept from command to command.
///
/// Invariant: of the room, the first `count` elements are the events.
struct EventLog: ~Copyable {
  private var room: Slab<MatchingEvent>
  /// Number of events.
  private(set) var count = 0

  init() { room = Slab(count: 512) { _ in .none } }

  /// Forgets all events.
  mutating func clear() { count = 0 }

  /// The room behind the events, valid until it grows; `take` takes it back.
  @inline(__always)
  var pen: Pen { unsafe Pen(start: room.unsafeBase, count: count, capacity: room.count) }

  /// Takes over what was written.
  @inline(__always)
  mutating func take(_ pen: Pen) { count = unsafe pen.next - room.unsafeBase }

  /// Makes room for so many events behind those that there are.
  mutating func reserve(_ events: Int) {
    if room.count - count >= events { return }
    room.grow(to: max(room.count * 2, count + events)) { _ in .none }
  }

  /// Adds an event behind the others.
  mutating func append(_ event: MatchingEvent) {
    reserve(1)
    room[count] = event
    count += 1
  }

  /// The event at `index`, which must lie in `0..<count`.
  subscript(index: Int) -> MatchingEvent {
    precondition(index < count, "no such event")
    return room[index]
  }

  /// Lets `body` read all events.
  @inline(__always)
  func withSpan(_ body: (Span<MatchingEvent>) -> Void) {
    room.withSpan { body($0.extracting(first: count)) }
  }

  /// Writes events behind the others.
  ///
  /// Invariants: `next` and `end` lie in the room of one log, which does not change meanwhile; all
  /// of it is initialised. Nothing is written at `end` or beyond.
  @safe
  struct Pen {
    fileprivate var next: UnsafeMutablePointer<MatchingEvent>
    private let end: UnsafeMutablePointer<MatchingEvent>

    @inline(__always)
    fileprivate init(start: UnsafeMutablePointer<MatchingEvent>, count: Int, capacity: Int) {
      unsafe next = start + count
      unsafe end = start + capacity
    }

    /// Whether there is room for so many events.
    @inline(__always)
    func hasRoom(_ events: Int) -> Bool { unsafe next + events <= end }

    /// Adds an event behind the others; there must be room.
    @inline(__always)
    mutating func append(_ event: MatchingEvent) {
      precondition(unsafe next < end, "no room for an event")
      unsafe next.pointee = event
      unsafe next += 1
    }
  }
}
