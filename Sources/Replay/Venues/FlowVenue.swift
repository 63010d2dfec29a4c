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

  /// Whether commands leave this process, so that their answers may come later than `submit` returns.
  static var isOutside: Bool { get }

  /// Sends what is held back and waits for the answers.
  mutating func flush()

  /// How far commands were answered.
  var delivery: FlowDelivery { get }

  /// Takes back what was counted of commands that came to nothing, and compares what the venue has
  /// recorded; nil for a venue in this process.
  mutating func finish(_ counts: inout FlowCounts, _ tape: inout TapeHash) -> OutsideFlowResult?
}

extension FlowVenue where Self: ~Copyable {
  /// False: most venues live in this process.
  public static var isOutside: Bool { false }

  /// Nothing: every answer came at once.
  public mutating func flush() {}

  /// Nothing is ever under way.
  public var delivery: FlowDelivery { FlowDelivery() }

  /// Nil: there is nothing outside to compare.
  public mutating func finish(
    _ counts: inout FlowCounts, _ tape: inout TapeHash
  ) -> OutsideFlowResult? { nil }
}
