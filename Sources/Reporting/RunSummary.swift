public import Audit
public import Platform
public import Simulation

/// A run's report together with its audit: what text and JSON are made from.
public struct RunSummary: Sendable {
  /// The run.
  public let report: RunReport
  /// What the audit found.
  public let audit: AuditResult
  /// When the audit was made, where it is told again; nil for one that was just made.
  public let auditMadeAt: WallTime?
  /// The exit code that goes with it.
  public let exitCode: Int32

  /// The most memory that the process which executed the run ever held, in bytes; nil where it is
  /// not known.
  public let residentBytesPeak: Int64?

  /// How the thresholds of the configuration stand, in their order.
  public let thresholds: [ThresholdResult]

  /// The threshold for which the run was stopped; nil when none was.
  public let abortedBy: ThresholdResult?

  /// What was done to the venue's server on purpose.
  public let serverFaults: [ServerFaultTally]

  /// Puts a summary together.
  public init(
    report: RunReport, audit: AuditResult, exitCode: Int32, residentBytesPeak: Int64? = nil,
    abortedBy: ThresholdResult? = nil, serverFaults: [ServerFaultTally] = [],
    auditMadeAt: WallTime? = nil
  ) {
    self.auditMadeAt = auditMadeAt
    self.serverFaults = serverFaults
    thresholds = report.thresholdResults
    self.abortedBy = abortedBy
    self.residentBytesPeak = residentBytesPeak
    self.report = report
    self.audit = audit
    self.exitCode = exitCode
  }

  /// Slots that were finished per second of execution; 0 when no time passed.
  public var slotsPerSecond: Double {
    guard report.elapsedNanoseconds > 0 else { return 0 }
    return Double(report.statistics.finished) * 1e9 / Double(report.elapsedNanoseconds)
  }
}
