/// The figures of a run that thresholds are held against.
public struct ThresholdSubject: Sendable {
  private let measurement: RunMeasurement
  private let statistics: RunStatistics
  let elapsedNanoseconds: Int64

  /// - Parameter elapsedNanoseconds: how long the run was executed.
  public init(
    measurement: RunMeasurement, statistics: RunStatistics, elapsedNanoseconds: Int64
  ) {
    self.measurement = measurement
    self.statistics = statistics
    self.elapsedNanoseconds = elapsedNanoseconds
  }

  /// How a threshold stands.
  public func judge(_ threshold: Threshold) -> ThresholdResult {
    let figure = figure(threshold.metric, in: phases(threshold.phase))
    return ThresholdResult(threshold: threshold, figure: figure)
  }

  /// When a phase begins, or the run, in nanoseconds of the run.
  func begin(of phase: String?) -> Int64 {
    measurement.phases.first { $0.name == phase }?.startNanoseconds ?? 0
  }

  /// The phases that count for a threshold of this phase.
  private func phases(_ name: String?) -> [PhaseMeasurement] {
    guard let name else { return measurement.measuredPhases }
    return measurement.phases.filter { $0.name == name }
  }

  /// The figure over some phases; nil when nothing was measured that it could be made of.
  private func figure(
    _ metric: ThresholdMetric, in phases: [PhaseMeasurement]
  ) -> ThresholdFigure? {
    let counts = counts(of: phases)
    switch metric {
    case .latency(let time, let statistic):
      return Self.latency(time, in: phases).flatMap { Self.value(of: statistic, in: $0) }
    case .count(let count):
      return phases.isEmpty
        ? nil : ThresholdFigure(numerator: Int128(count.value(in: counts)), denominator: 1)
    case .rate(let count):
      let whole = count.whole(in: counts)
      guard whole > 0 else { return nil }
      return ThresholdFigure(
        numerator: Int128(count.part(in: counts)), denominator: Int128(whole))
    case .perSecond(let count):
      let time = phases.reduce(0) { $0 + nanoseconds(of: $1) }
      guard time > 0 else { return nil }
      return ThresholdFigure(
        numerator: Int128(count.value(in: counts)) * 1_000_000_000, denominator: Int128(time))
    }
  }

  /// What happened to the slots of some phases. Where these are all there are, the run's own
  /// counts say what became of slots in the end, after every later try.
  private func counts(of phases: [PhaseMeasurement]) -> SlotCounts {
    var counts = phases.reduce(into: SlotCounts()) { $0.merge($1.counts) }
    guard phases.count == measurement.phases.count else { return counts }
    counts.completed = statistics.completed
    counts.failed = statistics.failed
    counts.skipped = statistics.skipped - min(statistics.skipped, counts.dropped)
    counts.unknown = statistics.unknown
    counts.attempts = statistics.attempts
    counts.retries = statistics.retries
    counts.matches = statistics.matches
    return counts
  }

  private static func latency(
    _ time: ThresholdLatency, in phases: [PhaseMeasurement]
  ) -> LatencyHistogram? {
    guard var sum = phases.first?.latency.histogram(time) else { return nil }
    for phase in phases.dropFirst() { sum.merge(phase.latency.histogram(time)) }
    return sum
  }

  private static func value(
    of statistic: ThresholdStatistic, in histogram: LatencyHistogram
  ) -> ThresholdFigure? {
    guard histogram.count > 0 else { return nil }
    let nanoseconds =
      switch statistic {
      case .percentile(let perMillion): histogram.percentile(perMillion: perMillion)
      case .max: histogram.nanosecondsMax
      case .mean: histogram.nanosecondsMean
      }
    return ThresholdFigure(numerator: Int128(nanoseconds), denominator: 1)
  }

  /// How long a phase has lasted.
  private func nanoseconds(of phase: PhaseMeasurement) -> Int64 {
    let end = min(phase.endNanoseconds ?? elapsedNanoseconds, elapsedNanoseconds)
    return max(0, end - phase.startNanoseconds)
  }
}

extension LatencyMeasurement {
  /// The histogram of one of the three times.
  public func histogram(_ time: ThresholdLatency) -> LatencyHistogram {
    switch time {
    case .response: response
    case .service: service
    case .lag: lag
    }
  }
}

extension ThresholdCount {
  /// How many there are.
  func value(in counts: SlotCounts) -> UInt64 {
    switch self {
    case .finished: counts.finished
    case .offered: counts.offered
    case .sent: counts.sent
    case .completed: counts.completed
    case .failed: counts.failed
    case .skipped: counts.skipped
    case .dropped: counts.dropped
    case .unknown: counts.unknown
    case .attempts: counts.attempts
    case .retries: counts.retries
    case .matches: counts.matches
    }
  }

  /// What the rate counts: two orders make one match.
  fileprivate func part(in counts: SlotCounts) -> UInt64 {
    self == .matches ? counts.matches * 2 : value(in: counts)
  }

  /// What the rate is a part of.
  fileprivate func whole(in counts: SlotCounts) -> UInt64 {
    switch self {
    case .retries: counts.attempts
    case .matches: counts.completed
    default: counts.finished
    }
  }
}
