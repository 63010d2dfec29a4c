public import Matching
public import Simulation

/// Whatever takes recorded orders.
///
/// It is `Venue` for commands that no plan made: the same answers and events, but an `OrderCommand`
/// in place of a slot, since recorded flow amends orders and comes without counterparties.
public protocol FlowVenue: ~Copyable {
  /// The name used on the command line and in results.
  var name: String { get }

  /// Sends one command; its `id` was never used before.
  ///
  /// - Parameter events: what happened is appended here: fills, and cancellations of orders that the
  ///   command does not name.
  mutating func submit(
    _ command: OrderCommand, into events: inout [VenueEvent]
  ) -> VenueAnswer

  /// Lets `body` read the matching engine of a venue that is one; nil for others.
  func reading<Result>(_ body: (borrowing MatchingEngine) -> Result) -> Result?
}
