public import Domain

/// A limit that a run's figures must keep, such as `response.p99 < 50ms`.
///
/// The limit is an exact decimal in the metric's base unit: nanoseconds, a fraction of one, a count, or
/// per second. Comparisons are exact; nothing is rounded before.
public struct Threshold: Hashable, Sendable {
  /// What is looked at.
  public var metric: ThresholdMetric
  /// How it must compare with the limit.
  public var comparison: ThresholdComparison
  /// The limit in the metric's base unit; not negative, of at most 18 digits and 12 places.
  public var limit: ExactDecimal
  /// The phase of the load that it is about; nil for all that do not warm up.
  public var phase: String?
  /// Whether the run is stopped as soon as it is not kept.
  public var abortsOnFail: Bool
  /// How long after the begin of the run, or of its phase, it is not watched yet, in nanoseconds.
  public var graceNanoseconds: Int64

  /// Makes a threshold.
  public init(
    metric: ThresholdMetric, comparison: ThresholdComparison, limit: ExactDecimal,
    phase: String? = nil, abortsOnFail: Bool = false, graceNanoseconds: Int64 = 0
  ) {
    self.metric = metric
    self.comparison = comparison
    self.limit = limit.normalized
    self.phase = phase
    self.abortsOnFail = abortsOnFail
    self.graceNanoseconds = graceNanoseconds
  }

  /// The threshold as it is written, without phase: `response.p99 < 50ms`.
  public var expression: String {
    "\(metric.name) \(comparison.rawValue) \(metric.unit.text(limit))"
  }

  /// The threshold with its phase: `response.p99 < 50ms in hold`.
  public var text: String { phase.map { "\(expression) in \($0)" } ?? expression }

  /// Whether it can be judged before the run ends: a count that has to be reached cannot.
  public var canBeWatched: Bool {
    guard case .count = metric else { return true }
    switch comparison {
    case .below, .atMost, .notEqual: return true
    case .equal: return limit.significand == 0
    case .above, .atLeast: return false
    }
  }
}

/// How a figure must compare with its limit.
public enum ThresholdComparison: String, CaseIterable, Sendable {
  /// Less than the limit.
  case below = "<"
  /// The limit or less.
  case atMost = "<="
  /// More than the limit.
  case above = ">"
  /// The limit or more.
  case atLeast = ">="
  /// The limit exactly.
  case equal = "=="
  /// Anything but the limit.
  case notEqual = "!="

  /// The key by which an object of the configuration says it.
  public var key: String {
    switch self {
    case .below: "below"
    case .atMost: "at_most"
    case .above: "above"
    case .atLeast: "at_least"
    case .equal: "equals"
    case .notEqual: "differs_from"
    }
  }

  /// Whether `left` compares with `right` as wanted.
  func holds(_ left: Int128, _ right: Int128) -> Bool {
    switch self {
    case .below: left < right
    case .atMost: left <= right
    case .above: left > right
    case .atLeast: left >= right
    case .equal: left == right
    case .notEqual: left != right
    }
  }
}
