import Domain
public import Matching
public import Simulation

/// Acknowledges everything and keeps nothing: for measuring the replay itself.
public struct NullFlowVenue: FlowVenue, ~Copyable {
  /// Makes the venue.
  public init() {}

  /// `null`.
  public var name: String { "null" }

  /// Acknowledges.
  public mutating func submit(
    _ command: OrderCommand, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    .done(OrderResult(status: .canceled, cumulative: .zero, canceled: command.quantity))
  }

  /// There is no engine.
  public func reading<Result>(_ body: (borrowing MatchingEngine) -> Result) -> Result? { nil }
}
