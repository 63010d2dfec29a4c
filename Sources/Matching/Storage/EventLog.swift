internal import Domain

/// The events of the commands last submitted, in order, and where fills stand among them; its room is
/// kept from command to command.
///
/// Invariants: of the room, the first `count` elements are the events; of the room for places, the
/// first `fillCount` are the positions of fills, and there is a place for every event.
struct EventLog: ~Copyable {
  private var room: Slab<MatchingEvent>
  private var fillPlaces: Slab<Int32>
  /// Number of events.
  private(set) var count = 0
  /// Number of those that are fills.
  private(set) var fillCount = 0

  init() {
    room = Slab(count: 512) { _ in .none }
    fillPlaces = Slab(count: 512) { _ in 0 }
  }

  /// Forgets all events.
  mutating func clear() {
    count = 0
    fillCount = 0
  }

  /// The room behind the events, valid until it grows; `take` takes it back.
  @inline(__always)
  var pen: Pen {
    unsafe Pen(
      start: room.unsafeBase, count: count, capacity: room.count,
      startFills: fillPlaces.unsafeBase, fillCount: fillCount)
  }

  /// Takes over what was written.
  @inline(__always)
  mutating func take(_ pen: Pen) {
    count = unsafe pen.next - room.unsafeBase
    fillCount = unsafe pen.nextFill - fillPlaces.unsafeBase
  }

  /// Makes room for so many events behind those that there are.
  mutating func reserve(_ events: Int) {
    if room.count - count >= events { return }
    room.grow(to: max(room.count * 2, count + events)) { _ in .none }
    fillPlaces.grow(to: room.count) { _ in 0 }
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

  /// Lets `body` read all events, and at what positions fills stand among them.
  @inline(__always)
  func withSpans(_ body: (Span<MatchingEvent>, Span<Int32>) -> Void) {
    room.withSpan { events in
      fillPlaces.withSpan {
        body(events.extracting(first: count), $0.extracting(first: fillCount))
      }
    }
  }

  /// Where the next event goes.
  ///
  /// Invariants: `base` is the `next` of a pen and in front of its `end`; whoever looked it up drops it
  /// when an event is added.
  @safe
  struct Place {
    fileprivate let base: UnsafeMutablePointer<MatchingEvent>
  }

  /// Writes events behind the others.
  ///
  /// Invariants: `next`, `start` and `end` lie in the room of one log, which does not change meanwhile;
  /// all of it is initialised. Nothing is written at `end` or beyond. `nextFill` lies in its room for
  /// places, as far from `startFills`, where that begins, as there were fills, which are no more than
  /// events.
  @safe
  struct Pen {
    fileprivate var next: UnsafeMutablePointer<MatchingEvent>
    fileprivate var nextFill: UnsafeMutablePointer<Int32>
    private let start: UnsafeMutablePointer<MatchingEvent>
    private let startFills: UnsafeMutablePointer<Int32>
    private let end: UnsafeMutablePointer<MatchingEvent>
    /// Up to here there is room for some events more.
    private let lastRoomy: UnsafeMutablePointer<MatchingEvent>

    @inline(__always)
    fileprivate init(
      start: UnsafeMutablePointer<MatchingEvent>, count: Int, capacity: Int,
      startFills: UnsafeMutablePointer<Int32>, fillCount: Int
    ) {
      precondition(
        MemoryLayout<EventWords>.size == MemoryLayout<MatchingEvent>.stride,
        "an event of seven words")
      unsafe self.start = start
      unsafe next = start + count
      unsafe end = start + capacity
      unsafe lastRoomy = start + (capacity &- Self.ahead)
      unsafe self.startFills = startFills
      unsafe nextFill = startFills + fillCount
    }

    /// Goes back to the beginning.
    @inline(__always)
    mutating func restart() {
      unsafe next = start
      unsafe nextFill = startFills
    }

    /// How many events a command may cause, fills aside.
    static var ahead: Int { 4 }

    /// Whether there is room for that many.
    @inline(__always)
    var hasRoomAhead: Bool { unsafe next <= lastRoomy }

    /// The place of the next event, if there is room for that many; valid until one is added.
    @inline(__always)
    var place: Place? {
      let place = unsafe Place(base: next)
      return hasRoomAhead ? place : nil
    }

    /// Adds an event behind the others, in the place that was looked up for it.
    @inline(__always)
    mutating func append(_ event: EventWords, at place: Place) {
      unsafe UnsafeMutableRawPointer(place.base).storeBytes(of: event, as: EventWords.self)
      unsafe next = place.base + 1
    }

    /// Adds an event behind the others; there must be room.
    @inline(__always)
    mutating func append(_ event: MatchingEvent) {
      precondition(unsafe next < end, "no room for an event")
      unsafe next.pointee = event
      unsafe next += 1
    }

    /// Adds an event behind the others; there must be room.
    @inline(__always)
    mutating func append(_ event: EventWords) {
      precondition(unsafe next < end, "no room for an event")
      unsafe UnsafeMutableRawPointer(next).storeBytes(of: event, as: EventWords.self)
      unsafe next += 1
    }

    /// Adds a fill behind the others, in the place that was looked up for it.
    @inline(__always)
    mutating func appendFill(_ event: EventWords, at place: Place) {
      let bytes = unsafe UInt(bitPattern: place.base) &- UInt(bitPattern: start)
      append(event, at: place)
      unsafe nextFill.pointee = Self.place(bytes: bytes)
      unsafe nextFill += 1
    }

    /// How many events take so many bytes.
    ///
    /// An event takes 8 x 7 bytes. To divide by an odd number what is a multiple of it, it suffices to
    /// multiply by its inverse modulo 2^32.
    @inline(__always)
    private static func place(bytes: UInt) -> Int32 {
      precondition(MemoryLayout<MatchingEvent>.stride == 8 * 7, "an event of seven words")
      return Int32(truncatingIfNeeded: bytes &>> 3) &* Int32(bitPattern: 0xB6DB_6DB7)
    }
  }
}

/// How the reasons of an event lie in memory.
enum EventBytes {
  @inline(__always)
  static func cancel(_ reason: CancelReason?) -> UInt8 {
    unsafe unsafeBitCast(reason, to: UInt8.self)
  }

  /// No reason for a refusal.
  @inline(__always)
  static var noRefusal: UInt8 { unsafe unsafeBitCast(nil as RefusalReason?, to: UInt8.self) }
}
