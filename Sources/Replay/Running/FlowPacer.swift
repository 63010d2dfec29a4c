import Platform
import Simulation

/// Sends messages when they are due, and measures.
///
/// At a recorded speed each message is timed, from the moment it was due. As fast as possible nothing
/// is due; then one message in `sampleEvery` is timed, so that reading the clock is not what is
/// measured.
struct FlowPacer<Clock: SimulatorClock> {
  /// One message in so many is timed at full speed.
  static var sampleEvery: UInt64 { 16 }

  /// What was measured.
  private(set) var latency = LatencyMeasurement()
  private let clock: Clock
  private let speed: ReplaySpeed
  /// When the first message was sent.
  private(set) var start: Instant
  private var firstTime: Int64 = 0
  private var count: UInt64 = 0
  private var due = Instant(nanoseconds: 0)
  private var sent = Instant(nanoseconds: 0)
  private var isTimed = false

  init(clock: Clock, speed: ReplaySpeed) {
    self.clock = clock
    self.speed = speed
    start = clock.now()
  }

  /// Waits until a message is due; false when a stop was asked for.
  @inline(__always)
  mutating func begin(_ time: Int64) -> Bool {
    count += 1
    if speed == .max {
      isTimed = count % Self.sampleEvery == 1
      if isTimed {
        if Interruption.isRequested { return false }
        sent = clock.now()
        due = sent
      }
      return true
    }
    return wait(time)
  }

  /// Notes that the message is done.
  @inline(__always)
  mutating func end() {
    guard isTimed else { return }
    let done = clock.now()
    latency.response.record(nanoseconds: (done - due).nanoseconds)
    latency.service.record(nanoseconds: (done - sent).nanoseconds)
    latency.lag.record(nanoseconds: (sent - due).nanoseconds)
  }

  /// Whether messages are sent when they are due.
  var isPaced: Bool { speed != .max }

  /// Nanoseconds since the start.
  var elapsedNanoseconds: Int64 { (clock.now() - start).nanoseconds }

  private mutating func wait(_ time: Int64) -> Bool {
    if count == 1 {
      firstTime = time
      start = clock.now()
    }
    isTimed = true
    due = start + TimeSpan(nanoseconds: speed.delay(of: time - firstTime))
    sent = clock.now()
    while sent < due {
      if clock.sleep(until: due) == .interrupted && Interruption.isRequested { return false }
      sent = clock.now()
    }
    return !Interruption.isRequested
  }
}
