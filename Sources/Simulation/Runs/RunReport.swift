public import Budgets
import Domain
import Platform

/// All that is to be said about a run when its process ends, or when its records are read.
public struct RunReport: Sendable {
  /// The run.
  public var runID: String
  /// Its plan.
  public var plan: Plan
  /// How it ended.
  public var status: RunStatus
  /// Counts.
  public var statistics: RunStatistics
  /// Budgets.
  public var budgets: BudgetStore
  /// Sum of the hashes of all fills.
  public var tape: TapeHash
  /// Response, service and lag.
  public var latency: LatencyMeasurement
  /// How long it was executed, in nanoseconds.
  public var elapsedNanoseconds: Int64
  /// Where its checkpoint is.
  public var checkpointPath: String

  /// Slots without an outcome.
  public var pending: UInt64 { plan.slotCount - statistics.finished }
}

/// Looks at a finished run while its venue is still there.
public protocol RunInspector {
  /// Called once, after the last slot and before the venue goes.
  mutating func inspect<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>)
}
