public import Budgets
public import Platform

/// One account's budget of one asset at one moment of a run: what was done, and the five numbers
/// right after.
public struct BudgetSnapshot: Hashable, Sendable {
  /// When: the run's start plus the time it was executed until then.
  public let time: WallTime
  /// The slot whose outcome did it; nil for the initial budgets.
  public let slot: UInt64?
  /// What was done and what it left.
  public let operation: BudgetOperation
}
