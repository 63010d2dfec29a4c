public import Budgets
import Domain
public import Platform
public import Simulation

/// What a metrics file tells of a run, at one moment.
public struct RunMetrics: Sendable {
  /// The run.
  public var runID: String
  /// Its plan.
  public var plan: Plan
  /// Counts of the whole run.
  public var statistics: RunStatistics
  /// What was measured.
  public var measurement: RunMeasurement
  /// How long the run was executed, in nanoseconds.
  public var elapsedNanoseconds: Int64
  /// Slots that are being executed.
  public var inFlight: UInt64
  /// How far the budgets are used; nil when that was not looked at.
  public var budgets: BudgetSummary?
  /// Whether the process still executes the run.
  public var isRunning: Bool
  /// When this was.
  public var moment: WallTime

  /// Puts the moment together.
  public init(
    runID: String, plan: Plan, statistics: RunStatistics, measurement: RunMeasurement,
    elapsedNanoseconds: Int64, inFlight: UInt64, budgets: BudgetSummary?, isRunning: Bool,
    moment: WallTime
  ) {
    self.runID = runID
    self.plan = plan
    self.statistics = statistics
    self.measurement = measurement
    self.elapsedNanoseconds = elapsedNanoseconds
    self.inFlight = inFlight
    self.budgets = budgets
    self.isRunning = isRunning
    self.moment = moment
  }

  /// What a run's report tells, as of its end.
  public init(_ report: RunReport, moment: WallTime) {
    self.init(
      runID: report.runID, plan: report.plan, statistics: report.statistics,
      measurement: report.measurement, elapsedNanoseconds: report.elapsedNanoseconds, inFlight: 0,
      budgets: report.budgetSummary, isRunning: report.status == .running, moment: moment)
  }
}
