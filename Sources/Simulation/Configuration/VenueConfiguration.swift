public import Domain

/// Where the orders go.
public struct VenueConfiguration: Equatable, Sendable {
  /// Which kind of venue.
  public var type: VenueType
  /// What happens when an order meets another of its own account.
  public var selfTradePrevention: SelfTradePrevention
}

/// The kinds of venues.
public enum VenueType: String, CaseIterable, Sendable {
  /// The order book within this program.
  case embedded
  /// Acknowledges everything and matches nothing, to measure the generator itself.
  case null
}
