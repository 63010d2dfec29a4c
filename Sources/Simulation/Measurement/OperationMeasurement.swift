/// What was measured of one operation on one market.
public struct OperationMeasurement: Equatable, Sendable {
  /// Planned send time to final answer.
  public var response = LatencyHistogram()
  /// Last send to its answer.
  public var service = LatencyHistogram()

  /// Nothing measured yet.
  public init() {}

  /// What was measured before.
  init(response: LatencyHistogram, service: LatencyHistogram) {
    self.response = response
    self.service = service
  }

  /// Whether nothing was measured.
  public var isEmpty: Bool { response.count == 0 && service.count == 0 }

  /// Counts one slot.
  @inline(__always)
  mutating func record(response: Int64, service: Int64) {
    self.response.record(nanoseconds: response)
    self.service.record(nanoseconds: service)
  }

  /// Adds what was measured elsewhere.
  public mutating func merge(_ other: OperationMeasurement) {
    response.merge(other.response)
    service.merge(other.service)
  }
}
