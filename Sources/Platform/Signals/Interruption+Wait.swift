internal import Glibc
internal import Synchronization

extension Interruption {
  /// Waits until `deadline`, until `input` has something to read, or until a signal asks for
  /// attention, whichever comes first.
  ///
  /// A requested stop ends this and every later wait at once; SIGUSR1 ends the waits under way.
  /// Without a deadline it waits for ever. Fires up to 50 microseconds late, never early.
  public static func wait(until deadline: Instant?, orInput input: Int32? = nil) -> WaitResult {
    while true {
      if isRequested { return .interrupted }
      let remaining = deadline.map { ($0 - SystemClock().now()).nanoseconds }
      if let remaining, remaining < briefNanoseconds, input == nil {
        if remaining <= 0 { return .timeout }
        nap(remaining)
        continue
      }
      switch poll(input, milliseconds: remaining.map(pollMilliseconds)) {
      case .timeout where remaining.map { $0 <= 0 } ?? false: return .timeout
      case .timeout: continue
      case .input: return .input
      case .interrupted: return .interrupted
      }
    }
  }

  /// Below this a wait is slept through: `poll` counts in milliseconds, and no person notices.
  private static let briefNanoseconds: Int64 = 1_500_000

  /// How long to poll so as to end before the remaining time does. The kernel may end a poll late
  /// by a thousandth of its length; the next round makes up for what is left.
  private static func pollMilliseconds(_ remaining: Int64) -> Int32 {
    let milliseconds = remaining / 1_000_000
    if milliseconds <= 0 { return remaining > 0 ? 1 : 0 }
    return Int32(min(max(milliseconds - milliseconds / 500 - 1, 1), 1_000_000_000))
  }

  /// Sleeps for less than a second; a signal may end it early.
  private static func nap(_ nanoseconds: Int64) {
    var time = timespec(tv_sec: 0, tv_nsec: Int(nanoseconds))
    _ = unsafe nanosleep(&time, nil)
  }

  /// One `poll` of the two pipes and `input`; nil milliseconds wait for ever.
  private static func poll(_ input: Int32?, milliseconds: Int32?) -> WaitResult {
    let events = Int16(POLLIN)
    var watched = [
      pollfd(
        fd: SignalFlags.stopPipeRead.load(ordering: .relaxed), events: events, revents: 0),
      pollfd(
        fd: SignalFlags.summaryPipeRead.load(ordering: .relaxed), events: events, revents: 0),
      pollfd(fd: input ?? -1, events: events, revents: 0),
    ]
    // A negative descriptor is skipped by the system. After EINTR the flags are looked at again.
    guard unsafe Glibc.poll(&watched, 3, milliseconds ?? -1) > 0 else { return .timeout }
    if watched[0].revents != 0 { return .interrupted }
    if watched[1].revents != 0 {
      SignalFlags.drainSummaryPipe()
      return .interrupted
    }
    return .input
  }
}
