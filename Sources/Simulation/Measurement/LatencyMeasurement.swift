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
