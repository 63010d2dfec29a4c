import Domain

/// Acknowledges everything and keeps nothing: for measuring the generator itself.
///
/// Every order counts as taken and canceled at once, so that its budget comes back.
public struct NullVenue: Venue, ~Copyable {
  /// Has no effect.
  public var isReplaying = false

  /// Makes the venue.
  public init() {}

  /// `null`.
  public var name: String { "null" }

  /// Always true: there is nothing outside.
  public var livesInProcess: Bool { true }

  /// Acknowledges.
  public mutating func submit(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> VenueAnswer {
    .done(OrderResult(status: .canceled, cumulative: .zero, canceled: slot.quantity))
  }

  /// Acknowledges.
  public mutating func find(
    _ slot: ActionSlot, attempt: Attempt, into events: inout [VenueEvent]
  ) -> FindAnswer {
    .found(OrderResult(status: .canceled, cumulative: .zero, canceled: slot.quantity))
  }

  /// Nothing.
  public func encodedState() -> [UInt8] { [] }
}
