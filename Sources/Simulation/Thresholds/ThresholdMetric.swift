/// A figure of a run that a threshold can look at.
public enum ThresholdMetric: Hashable, Sendable {
  /// A statistic of one of the three times.
  case latency(ThresholdLatency, ThresholdStatistic)
  /// How many.
  case count(ThresholdCount)
  /// How many of those that could have been.
  case rate(ThresholdCount)
  /// How many per second of the run, or of the phase.
  case perSecond(ThresholdCount)

  /// What its limit is given in.
  public var unit: ThresholdUnit {
    switch self {
    case .latency: .duration
    case .count: .count
    case .rate: .fraction
    case .perSecond: .perSecond
    }
  }

  /// The name, as thresholds are written: `response.p99`, `slots.failed rate`, `slots_per_second`.
  public var name: String {
    switch self {
    case .latency(let time, let statistic): "\(time.rawValue).\(statistic.name)"
    case .count(let count): count.name
    case .rate(let count): "\(count.name) rate"
    case .perSecond(let count): "\(count.shortName)_per_second"
    }
  }
}

/// One of the three times that are measured of every slot that was sent.
public enum ThresholdLatency: String, CaseIterable, Sendable {
  /// Planned send time to the final answer.
  case response
  /// Last send to its answer.
  case service
  /// Planned send time to the first send.
  case lag
}

/// What is taken from the many values of a time.
public enum ThresholdStatistic: Hashable, Sendable {
  /// The value that so many millionths of all do not exceed; more than 0, at most a million.
  case percentile(perMillion: UInt64)
  /// The longest.
  case max
  /// The mean.
  case mean

  /// `p99.9`, `max` or `mean`.
  public var name: String {
    switch self {
    case .percentile(let perMillion):
      let places = String(perMillion % 10_000 + 10_000).dropFirst()
      let end = places.lastIndex { $0 != "0" }
      return "p\(perMillion / 10_000)" + (end.map { ".\(places[...$0])" } ?? "")
    case .max: return "max"
    case .mean: return "mean"
    }
  }
}

/// Things of a run that are counted.
public enum ThresholdCount: String, CaseIterable, Sendable {
  /// Slots that have an outcome.
  case finished
  /// Slots that were due.
  case offered
  /// Slots that were sent at least once.
  case sent
  /// Slots the venue took.
  case completed
  /// Slots refused or given up.
  case failed
  /// Slots left out by decision.
  case skipped
  /// Slots that were not sent because their time had passed.
  case dropped
  /// Slots whose fate is open.
  case unknown
  /// Sends, repeats included.
  case attempts
  /// Sends beyond the first of a slot.
  case retries
  /// Fills.
  case matches

  /// Whether it counts slots.
  public var isOfSlots: Bool {
    switch self {
    case .attempts, .retries, .matches: false
    default: true
    }
  }

  /// `slots.failed`, `retries`.
  public var name: String { isOfSlots ? "slots.\(rawValue)" : rawValue }

  /// The name before `_per_second`: finished slots are just slots there.
  public var shortName: String { self == .finished ? "slots" : rawValue }

  /// Whether there is something that it is a part of.
  public var hasRate: Bool {
    switch self {
    case .completed, .failed, .skipped, .dropped, .unknown, .retries, .matches: true
    case .finished, .offered, .sent, .attempts: false
    }
  }
}
