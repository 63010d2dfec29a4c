public import Budgets
import Domain

/// What a failing slot asks to have decided.
public struct FailureReport: Sendable {
  /// The slot.
  public let slot: ActionSlot
  /// Why the last try failed.
  public let failure: FailureReason
  /// Tries so far in this pass.
  public let attempts: UInt32
  /// Whether the order may have been taken all the same.
  public let isUnknown: Bool
}

/// The outside of a running simulation: the person or policy that steers it, and who watches.
public protocol RunControl: AnyObject {
  /// Whether the run shall stop after what is in flight.
  var isStopRequested: Bool { get }

  /// Decides about a slot whose retries are used up. Nil stops the run, as an interruption does.
  func decide(_ report: FailureReport) -> FailureDecision?

  /// Whether to go on with schedule number `next` (from 1) of `count`.
  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool

  /// Shows how far the run is; called a few times a second.
  func show(_ progress: RunProgress)
}

/// How far a run is.
public struct RunProgress: Sendable {
  /// Slots of the plan.
  public var slotCount: UInt64
  /// Slots with an outcome.
  public var finished: UInt64
  /// Slots finished since this process took the run up.
  public var finishedHere: UInt64
  /// Time since this process took the run up, in nanoseconds.
  public var nanosecondsHere: Int64
  /// How long the run was executed, by this process and those before, in nanoseconds.
  public var elapsedNanoseconds: Int64
  /// Counts of the whole run.
  public var statistics: RunStatistics
  /// What was measured so far. It is to be read within the call that hands it over and not kept: a
  /// copy that lives on makes the next slot pay for it.
  public var measurement: RunMeasurement
  /// The ledger, in one share for every lane.
  public var budgets: [BudgetStore]
  /// Lanes that execute slots; that many may be in flight at once.
  public var lanes: Int
}
