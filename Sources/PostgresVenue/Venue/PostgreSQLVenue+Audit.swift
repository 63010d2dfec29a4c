public import Simulation

extension PostgreSQLVenue {
  /// Nothing yet.
  public func audit(_ record: RunAccount) -> VenueAudit { VenueAudit() }
}
