internal import Synchronization

/// A clock that only moves when told to: sleeping sets it to the deadline at once.
///
/// For tests and for simulation that is the same on every run.
public final class ManualClock: SimulatorClock {
  private let nanoseconds: Atomic<Int64>
  private let wallTimeAtZero: Int64

  /// A clock that stands at `start`, where the calendar shows `wallTimeAtZero` at its zero.
  public init(start: Instant = Instant(nanoseconds: 0), wallTimeAtZero: WallTime? = nil) {
    nanoseconds = Atomic(start.nanoseconds)
    self.wallTimeAtZero = wallTimeAtZero?.unixNanoseconds ?? 0
  }

  /// Where the clock stands.
  public func now() -> Instant { Instant(nanoseconds: nanoseconds.load(ordering: .relaxed)) }

  /// The calendar, which moves with the clock.
  public func wallTimeNanoseconds() -> Int64 { wallTimeAtZero + now().nanoseconds }

  /// Moves the clock to `deadline`, if that lies ahead; takes no time.
  @discardableResult
  public func sleep(until deadline: Instant) -> WaitResult {
    _ = nanoseconds.max(deadline.nanoseconds, ordering: .relaxed)
    return .timeout
  }

  /// Moves the clock forward.
  public func advance(by span: TimeSpan) {
    precondition(span >= .zero, "a clock does not go back")
    _ = nanoseconds.add(span.nanoseconds, ordering: .relaxed)
  }
}
