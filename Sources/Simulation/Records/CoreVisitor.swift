import Budgets
import Platform

/// Work on the core of a run, whatever its venue.
protocol CoreVisitor {
  /// Does the work.
  mutating func visit<V: Venue & ~Copyable>(_ core: inout ExecutionCore<V>) throws(RunError)
}

extension RunRecords {
  /// Lets `visitor` work on a core that starts with these budgets, on the venue that the plan names.
  ///
  /// The venue is there to execute again what the journal tells: it never waits.
  func visitCore(
    from state: VenueState?, _ budgets: BudgetStore, _ visitor: inout some CoreVisitor
  ) throws(RunError) {
    let start = VenueStart(state: state, runStart: Instant(nanoseconds: 0))
    let clock = SystemClock()
    switch (plan.configuration.venue.type, plan.configuration.faults) {
    case (.embedded, nil): try visit(start.embedded(plan), budgets, &visitor)
    case (.embedded, .some(let faults)):
      try visit(start.faulty(start.embedded(plan), faults, plan, clock), budgets, &visitor)
    case (.null, nil): try visit(NullVenue(), budgets, &visitor)
    case (.null, .some(let faults)):
      try visit(start.faulty(NullVenue(), faults, plan, clock), budgets, &visitor)
    case (.postgresql, _), (.sql, _):
      // Nothing is sent again, so no fault can meet it either.
      let name = plan.configuration.venue.type.rawValue
      try visit(ExternalVenue(name: name, driver: nil), budgets, &visitor)
    }
  }

  private func visit<V: Venue & ~Copyable>(
    _ venue: consuming V, _ budgets: BudgetStore, _ visitor: inout some CoreVisitor
  ) throws(RunError) {
    var core = ExecutionCore(plan: plan, budgets: budgets, venue: venue)
    core.venue.isReplaying = true
    try visitor.visit(&core)
  }
}
