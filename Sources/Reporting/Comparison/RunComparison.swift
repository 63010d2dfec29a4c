import Budgets
import Domain
import Simulation

/// Two runs side by side: their figures, and how many times those of the first the second's are.
public struct RunComparison: Sendable {
  /// The run that is compared with.
  public let first: RunSummary
  /// The run that is compared.
  public let second: RunSummary

  /// Compares two runs.
  public init(_ first: RunSummary, _ second: RunSummary) {
    self.first = first
    self.second = second
  }

  /// Whether both executed the same plan.
  public var isSamePlan: Bool { first.report.plan.hash.digest == second.report.plan.hash.digest }

  /// Whether both made the same fills.
  public var isSameTape: Bool { first.report.tape.digest == second.report.tape.digest }

  /// All figures.
  public var rows: [ComparedFigure] { countRows + rateRows + latencyRows }

  private var countRows: [ComparedFigure] {
    let counts: [(String, String, (RunStatistics) -> UInt64)] = [
      ("finished", "Slots finished", \.finished), ("completed", "Completed", \.completed),
      ("failed", "Failed", \.failed),
      ("skipped", "Skipped", { $0.skipped - min($0.skipped, $0.dropped) }),
      ("dropped", "Dropped", { min($0.skipped, $0.dropped) }), ("unknown", "Unknown", \.unknown),
      ("matches", "Matches", \.matches), ("attempts", "Attempts", \.attempts),
      ("retries", "Retries", \.retries),
    ]
    return counts.map { key, name, count in
      ComparedFigure(
        key: key, name: name, unit: .count, first: count(first.report.statistics),
        second: count(second.report.statistics))
    }
  }

  private var rateRows: [ComparedFigure] {
    let rates: [(String, String, ComparedFigure.Unit, (RunSummary) -> UInt64?)] = [
      ("elapsed", "Elapsed", .nanoseconds, { UInt64(max(0, $0.report.elapsedNanoseconds)) }),
      ("slots_per_second", "Slots per second", .perSecond, \.slotsPerSecondThousandths),
      (
        "utilization_percent", "Budgets used", .percent,
        { UInt64(clamping: $0.report.budgetSummary.utilizationPartsPerMillion / 100) }
      ),
    ]
    return rates.map { key, name, unit, value in
      ComparedFigure(key: key, name: name, unit: unit, first: value(first), second: value(second))
    }
  }

  private var latencyRows: [ComparedFigure] {
    ThresholdLatency.allCases.flatMap { time in
      let left = first.report.latency.histogram(time)
      let right = second.report.latency.histogram(time)
      return zip(left.figures, right.figures).map { mine, theirs in
        ComparedFigure(
          key: "\(time.rawValue)_\(mine.key)",
          name: "\(time.title) \(Self.percentileName(mine.key))", unit: .nanoseconds,
          first: left.count > 0 ? mine.nanoseconds : nil,
          second: right.count > 0 ? theirs.nanoseconds : nil)
      }
    }
  }

  /// `p99.9` for `p999`.
  private static func percentileName(_ key: String) -> String {
    key.count > 3 && key.hasPrefix("p") ? "\(key.prefix(3)).\(key.dropFirst(3))" : key
  }
}

extension ThresholdLatency {
  /// `Response`, `Service` or `Lag`.
  var title: String {
    switch self {
    case .response: "Response"
    case .service: "Service"
    case .lag: "Lag"
    }
  }
}

extension RunSummary {
  /// Slots that were finished in a thousand seconds of execution; nil when no time passed.
  fileprivate var slotsPerSecondThousandths: UInt64? {
    guard report.elapsedNanoseconds > 0 else { return nil }
    let slots = UInt128(report.statistics.finished) * 1_000_000_000_000
    return UInt64(clamping: slots / UInt128(report.elapsedNanoseconds))
  }
}
