internal import Glibc

/// The machine's clocks: `CLOCK_MONOTONIC` for moments, `CLOCK_REALTIME` for the calendar. Reading
/// either enters no kernel.
public struct SystemClock: SimulatorClock {
  /// How long before its deadline a sleep goes over to watching the clock: timers fire up to
  /// 50 microseconds late, and a late send would be counted as lag of the generator.
  static let watchedNanoseconds: Int64 = 80_000

  /// The system's clock.
  @inlinable
  public init() {}

  /// The present moment.
  @inlinable
  public func now() -> Instant { Instant(nanoseconds: Self.monotonicNanoseconds()) }

  /// The calendar's present moment, in nanoseconds since the start of 1970.
  public func wallTimeNanoseconds() -> Int64 { Self.read(CLOCK_REALTIME) }

  /// Waits until `deadline`; a signal that asks to stop ends the wait at once.
  @discardableResult
  public func sleep(until deadline: Instant) -> WaitResult {
    let watchStart = deadline + TimeSpan(nanoseconds: -Self.watchedNanoseconds)
    let result = Interruption.wait(until: watchStart)
    if result == .interrupted { return result }
    while now() < deadline {
      if Interruption.isRequested { return .interrupted }
    }
    return .timeout
  }

  @usableFromInline
  static func monotonicNanoseconds() -> Int64 { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    let result = unsafe clock_gettime(clock, &time)
    precondition(result == 0, "the system has no such clock")
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
