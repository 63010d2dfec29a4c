import Budgets
import Platform
import Simulation

/// How far the budgets of a running run are used, looked at so seldom that it takes no more than two
/// percent of the time, however many accounts there are.
struct LiveBudgets {
  private(set) var summary: BudgetSummary?
  private var nextMoment = Int64.min
  private let clock = SystemClock()

  /// Looks again when it is time to.
  mutating func update(_ progress: RunProgress) {
    let start = clock.now().nanoseconds
    guard start >= nextMoment, var sum = progress.budgets.first else { return }
    for share in progress.budgets.dropFirst() { sum.merge(share) }
    summary = sum.summary()
    let end = clock.now().nanoseconds
    nextMoment = end + max(500_000_000, 50 * (end - start))
  }
}
