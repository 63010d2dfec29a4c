import Platform
import Simulation

/// Sends messages when they are due, and measures.
///
/// At a recorded speed each message is timed, from the moment it was due. As fast as possible nothing
/// is due; then one message in `sampleEvery` is timed, so that reading the clock is not what is
/// measured. On a venue outside of this process each message is timed, until its last command was
/// answered.
struct FlowPacer<Clock: SimulatorClock> {
  /// One message in so many is timed at full speed; a power of two.
  static var sampleEvery: UInt64 { 16 }

  /// What was measured.
  private(set) var latency = LatencyMeasurement()
  /// The line of the last message that was carried out; of the one that a venue stopped at.
  private(set) var line: UInt64 = 0
  private let clock: Clock
  private let speed: ReplaySpeed
  /// Messages whose number, from 0, has none of these bits are timed.
  private let sampleMask: UInt64
  /// When the first message was sent.
  private(set) var start: Instant
  private var firstTime: Int64 = 0
  private var count: UInt64 = 0
  private var due = Instant(nanoseconds: 0)
  private var sent = Instant(nanoseconds: 0)
  private var isTimed = false
  private var backlog = FlowBacklog()

  /// - Parameter timesAll: whether every message is timed at full speed too.
  init(clock: Clock, speed: ReplaySpeed, timesAll: Bool) {
    self.clock = clock
    self.speed = speed
    sampleMask = timesAll ? 0 : Self.sampleEvery - 1
    start = clock.now()
  }

  /// Waits until a message is due; false when a stop was asked for. What a venue holds back is sent
  /// before the wait.
  @inline(__always)
  mutating func begin<V: FlowVenue & ~Copyable>(_ time: Int64, _ venue: inout V) -> Bool {
    count += 1
    if speed == .max {
      isTimed = (count &- 1) & sampleMask == 0
      if isTimed {
        if Interruption.isRequested { return false }
        sent = clock.now()
        due = sent
      }
      return true
    }
    return wait(time, &venue)
  }

  /// Notes that the message is done, as far as this process is concerned.
  @inline(__always)
  mutating func end<V: FlowVenue & ~Copyable>(line: UInt64, _ venue: borrowing V) {
    self.line = line
    guard isTimed else { return }
    if V.isOutside {
      let delivery = venue.delivery
      backlog.add(due: due, sent: sent, line: line, lastCommand: delivery.submitted)
      release(delivery)
    } else {
      latency.record(due: due, sent: sent, done: clock.now())
    }
  }

  /// Sends what the venue holds back, and notes the messages that are done with it.
  mutating func flush<V: FlowVenue & ~Copyable>(_ venue: inout V) {
    guard V.isOutside else { return }
    venue.flush()
    release(venue.delivery)
  }

  /// Whether messages are sent when they are due.
  var isPaced: Bool { speed != .max }

  /// Nanoseconds since the start.
  var elapsedNanoseconds: Int64 { (clock.now() - start).nanoseconds }

  private mutating func release(_ delivery: FlowDelivery) {
    if let stop = delivery.stop, let place = backlog.line(ofCommand: stop.command) { line = place }
    guard backlog.isAnswered(delivery) else { return }
    let now = clock.now()
    while let message = backlog.takeAnswered(delivery) {
      latency.record(due: message.due, sent: message.sent, done: now)
    }
  }

  private mutating func wait<V: FlowVenue & ~Copyable>(_ time: Int64, _ venue: inout V) -> Bool {
    if count == 1 {
      firstTime = time
      start = clock.now()
    }
    isTimed = true
    due = start + TimeSpan(nanoseconds: speed.delay(of: time - firstTime))
    sent = clock.now()
    if sent < due {
      flush(&venue)
      sent = clock.now()
    }
    while sent < due {
      if clock.sleep(until: due) == .interrupted && Interruption.isRequested { return false }
      sent = clock.now()
    }
    return !Interruption.isRequested
  }
}

extension LatencyMeasurement {
  @inline(__always)
  fileprivate mutating func record(due: Instant, sent: Instant, done: Instant) {
    response.record(nanoseconds: (done - due).nanoseconds)
    service.record(nanoseconds: (done - sent).nanoseconds)
    lag.record(nanoseconds: (sent - due).nanoseconds)
  }
}
