/// What the generator did with its time, so that a limit of its own is not taken for the venue's.
public struct GeneratorMeasurement: Equatable, Sendable {
  /// How late a slot was sent for which its lane was ready: the generator's own error. Queueing behind
  /// another slot does not count.
  public var sendError = LatencyHistogram()
  /// Time spent waiting for the venue's answers, over all lanes, in nanoseconds.
  public var venueNanoseconds: Int64 = 0
  /// Time spent waiting for a slot to become due, over all lanes, in nanoseconds.
  public var idleNanoseconds: Int64 = 0
  /// Time that lanes existed, summed over them, in nanoseconds.
  public var laneNanoseconds: Int64 = 0
  /// When the last slot was due, in nanoseconds of the run.
  public var lastPlannedNanoseconds: Int64 = 0
  /// When the last slot was first sent, in nanoseconds of the run.
  public var lastSentNanoseconds: Int64 = 0
  /// Slots that were sent after their planned time because an earlier one was in the way.
  public var queued: UInt64 = 0
  /// Slots whose sending was spread out to catch up.
  public var caughtUp: UInt64 = 0

  /// Nothing measured yet.
  public init() {}

  /// Adds what another lane did.
  public mutating func merge(_ other: GeneratorMeasurement) {
    sendError.merge(other.sendError)
    venueNanoseconds += other.venueNanoseconds
    idleNanoseconds += other.idleNanoseconds
    laneNanoseconds += other.laneNanoseconds
    lastPlannedNanoseconds = max(lastPlannedNanoseconds, other.lastPlannedNanoseconds)
    lastSentNanoseconds = max(lastSentNanoseconds, other.lastSentNanoseconds)
    queued += other.queued
    caughtUp += other.caughtUp
  }

  /// The part of its time, in thousandths, that the generator spent on its own work; 0 when no time
  /// passed.
  public var busyPerMille: Int64 {
    guard laneNanoseconds > 0 else { return 0 }
    let own = max(0, laneNanoseconds - venueNanoseconds - idleNanoseconds)
    return Int64(Int128(own) * 1000 / Int128(laneNanoseconds))
  }
}
