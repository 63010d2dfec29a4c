import Journal

/// The three times of every slot that was sent, side by side.
///
/// Response counts from the planned send time, so a generator that falls behind cannot hide it;
/// service counts from the last send; lag is how late the first send was.
public struct LatencyMeasurement: Equatable, Sendable {
  /// Planned send time to final answer.
  public var response = LatencyHistogram()
  /// Last send to its answer.
  public var service = LatencyHistogram()
  /// Planned send time to first send.
  public var lag = LatencyHistogram()

  /// Nothing measured yet.
  public init() {}
}

extension LatencyMeasurement {
  /// Counts a slot of which only the journal's record is left. The record tells when it was sent
  /// last: of a slot that was sent more than once, the lag is not known and left out.
  mutating func record(_ outcome: OutcomeRecord) {
    guard outcome.attempts > 0 else { return }
    let delay = Int64(clamping: outcome.sentDelayNanoseconds)
    let service = Int64(clamping: outcome.serviceTimeNanoseconds)
    response.record(nanoseconds: delay + service)
    self.service.record(nanoseconds: service)
    if outcome.attempts == 1 { lag.record(nanoseconds: delay) }
  }
}
