import Budgets
import Platform

/// Work on the restored lanes of a run, whatever its venue.
protocol LanesVisitor {
  /// Does the work.
  mutating func visit<V: Venue & ~Copyable>(_ lanes: RestoredLanes<V>) throws(RunError)
}

extension RunRecords {
  /// Lets `visitor` work on the lanes, brought back on the venue that the plan names: from their
  /// checkpoints, or from the plan's start with nothing executed yet.
  ///
  /// The venue is there to execute again what the journals tell: it never waits.
  func visitLanes(_ start: RestoredStart, _ visitor: inout some LanesVisitor) throws(RunError) {
    let clock = SystemClock()
    switch (plan.configuration.venue.type, plan.configuration.faults) {
    case (.embedded, nil):
      try visit(start, &visitor) { (from) throws(RunError) -> EmbeddedVenue in
        try from.embedded(plan)
      }
    case (.embedded, .some(let faults)):
      try visit(start, &visitor) {
        (from) throws(RunError) -> FaultyVenue<EmbeddedVenue, SystemClock> in
        from.faulty(try from.embedded(plan), faults, plan, clock)
      }
    case (.null, nil):
      try visit(start, &visitor) { (_) throws(RunError) -> NullVenue in NullVenue() }
    case (.null, .some(let faults)):
      try visit(start, &visitor) {
        (from) throws(RunError) -> FaultyVenue<NullVenue, SystemClock> in
        from.faulty(NullVenue(), faults, plan, clock)
      }
    case (.postgresql, _), (.sql, _):
      // Nothing is sent again, so no fault can meet it either.
      let name = plan.configuration.venue.type.rawValue
      try visit(start, &visitor) { (_) throws(RunError) -> ExternalVenue in
        ExternalVenue(name: name, driver: nil)
      }
    }
  }

  private func visit<V: Venue & ~Copyable>(
    _ start: RestoredStart, _ visitor: inout some LanesVisitor,
    _ makeVenue: (VenueStart) throws(RunError) -> V
  ) throws(RunError) {
    let lanes = try RestoredLanes(restorations, start, makeVenue)
    try visitor.visit(lanes)
  }
}
