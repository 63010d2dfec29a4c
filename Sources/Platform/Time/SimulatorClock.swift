/// Where a run takes its time from, so that a test can run on a simulated one.
public protocol SimulatorClock: Sendable {
  /// The present moment; never earlier than one returned before.
  func now() -> Instant

  /// The calendar's present moment, in nanoseconds since the start of 1970.
  func wallTimeNanoseconds() -> Int64

  /// Waits until `deadline`, or until a stop is requested or a summary asked for.
  ///
  /// - Returns: `.timeout` when the moment has come, `.interrupted` when the wait ended before.
  @discardableResult
  func sleep(until deadline: Instant) -> WaitResult
}

extension SimulatorClock {
  /// The calendar's present moment.
  public var wallTime: WallTime { WallTime(unixNanoseconds: wallTimeNanoseconds()) }
}
