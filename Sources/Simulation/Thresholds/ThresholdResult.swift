public import Domain

/// How a threshold stands.
public struct ThresholdResult: Hashable, Sendable {
  /// Whether it is kept.
  public enum Verdict: String, Sendable {
    /// It is kept.
    case passed
    /// It is not kept.
    case failed
    /// Nothing was measured that it could be held against; that is no pass.
    case unmeasured
  }

  /// The threshold.
  public let threshold: Threshold
  /// What was measured; nil when nothing was.
  public let figure: ThresholdFigure?

  init(threshold: Threshold, figure: ThresholdFigure?) {
    self.threshold = threshold
    self.figure = figure
  }

  /// Whether the threshold is kept.
  public var verdict: Verdict {
    guard let figure else { return .unmeasured }
    return figure.compares(threshold.comparison, threshold.limit) ? .passed : .failed
  }

  /// What was measured, for people: `12.5ms`, `0.13% (13 of 10000)`, `nothing measured`.
  public var measuredText: String {
    guard let figure else { return "nothing measured" }
    switch threshold.metric.unit {
    case .duration: return ThresholdUnit.durationText(figure.decimal(places: 0))
    case .count: return figure.decimal(places: 0).description
    case .perSecond: return figure.decimal(places: 3).normalized.description
    case .fraction:
      let percent = ThresholdUnit.fraction.text(figure.decimal(places: 6))
      return "\(percent) (\(figure.numerator) of \(figure.denominator))"
    }
  }

  /// What was measured as a number in the metric's base unit (microseconds for durations), rounded
  /// down; nil when nothing was.
  public var measuredNumber: ExactDecimal? {
    guard let figure else { return nil }
    switch threshold.metric.unit {
    case .duration:
      return ExactDecimal(significand: figure.decimal(places: 0).significand, scale: 3)
    case .count: return figure.decimal(places: 0)
    case .perSecond: return figure.decimal(places: 3)
    case .fraction: return figure.decimal(places: 9)
    }
  }
}

/// What was measured, as a fraction of whole numbers; the denominator is positive.
public struct ThresholdFigure: Hashable, Sendable {
  /// Above the line.
  public let numerator: Int128
  /// Below the line.
  public let denominator: Int128

  /// Whether the fraction compares with an exact decimal as wanted. Exact: both sides are multiplied
  /// out, and limits are small enough for that.
  func compares(_ comparison: ThresholdComparison, _ limit: ExactDecimal) -> Bool {
    guard let one = ExactDecimal.powerOfTen(limit.scale) else {
      preconditionFailure("a limit of \(limit.scale) places")
    }
    return comparison.holds(numerator * one, limit.significand * denominator)
  }

  /// The fraction with that many places, rounded down.
  func decimal(places: Int) -> ExactDecimal {
    guard let one = ExactDecimal.powerOfTen(places) else {
      preconditionFailure("\(places) places")
    }
    return ExactDecimal(significand: numerator * one / denominator, scale: places)
  }
}
