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
  /// What is printed of the budgets in all; the audit recomputes it from the records.
  public var budgetSummary: BudgetSummary
  /// Sum of the hashes of all fills.
  public var tape: TapeHash
  /// What was measured.
  public var measurement: RunMeasurement
  /// What ended its main pass.
  public var endedBy: RunEnd
  /// How long it was executed, in nanoseconds.
  public var elapsedNanoseconds: Int64
  /// Where its checkpoint is.
  public var checkpointPath: String

  /// Response, service and lag, without phases that warm up.
  public var latency: LatencyMeasurement { measurement.latency }
  /// Number of lanes.
  public var lanes: Int { plan.lanes.laneCount }

  /// What makes its figures invalid; empty when they are what they seem.
  public var measurementProblems: [MeasurementProblem] {
    measurement.problems(plan.configuration.load)
  }

  /// Slots without an outcome.
  public var pending: UInt64 { slotTotal - statistics.finished }
  /// Slots of the run: those of its plan, and for a run without an end those that it came to.
  public var slotTotal: UInt64 {
    plan.configuration.load.isContinuous ? statistics.finished : plan.slotCount
  }
}

/// Looks at a finished run while its venue is still there.
public protocol RunInspector {
  /// Called for each lane, after the last slot and before the venue goes.
  mutating func inspect<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>)

  /// Called once, behind the last lane, with what all lanes add up to.
  mutating func conclude(_ totals: RunTotals)
}

/// Looks at nothing.
public struct NoInspection: RunInspector {
  /// Makes it.
  public init() {}

  /// Does nothing.
  public mutating func inspect<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {}

  /// Does nothing.
  public mutating func conclude(_ totals: RunTotals) {}
}

/// What the lanes of a run add up to.
public struct RunTotals: Sendable {
  /// The plan.
  public let plan: Plan
  /// Counts.
  public private(set) var statistics = RunStatistics()
  /// Budgets; nil before the first lane.
  public private(set) var budgets: BudgetStore?
  /// What is printed of the budgets in all; nil before the first lane.
  public internal(set) var budgetSummary: BudgetSummary?
  /// Sum of the hashes of all fills.
  public private(set) var tape = TapeHash()
  /// Slots whose fate is open.
  public private(set) var unknownSlots: [UnknownSlot] = []
  /// Slots that a lane has passed: for one lane its frontier.
  public private(set) var executed: UInt64 = 0

  /// Nothing yet.
  public init(plan: Plan) { self.plan = plan }

  /// Adds a lane.
  public mutating func add<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {
    statistics.merge(core.statistics)
    tape.merge(core.tape)
    unknownSlots = (unknownSlots + core.unknownSlots).sorted { $0.sequence < $1.sequence }
    executed += core.executedSlotCount
    if budgets == nil { budgets = core.budgets } else { budgets?.merge(core.budgets) }
    budgetSummary = budgets?.summary()
  }
}
