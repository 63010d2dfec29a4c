import Domain

extension ThresholdMetric {
  /// Percentiles that are offered; any other with up to four decimals can be asked for.
  private static let percentiles: [UInt64] = [
    500_000, 900_000, 950_000, 990_000, 999_000, 999_900,
  ]

  /// The metrics to choose from, in the order in which they are listed.
  public static let known: [ThresholdMetric] = {
    let statistics =
      percentiles.map { ThresholdStatistic.percentile(perMillion: $0) } + [.max, .mean]
    let times = ThresholdLatency.allCases.flatMap { time in
      statistics.map { ThresholdMetric.latency(time, $0) }
    }
    let counts = ThresholdCount.allCases
    return times + counts.map { .count($0) } + counts.filter(\.hasRate).map { .rate($0) }
      + counts.map { .perSecond($0) }
  }()

  /// The metrics to choose from, in one line for people.
  public static let knownText: String = {
    let statistics = percentiles.map { ThresholdStatistic.percentile(perMillion: $0).name }
      .joined(separator: ", ")
    let times = ThresholdLatency.allCases.map(\.rawValue).joined(separator: ", ")
    let counts = ThresholdCount.allCases
    return "\(times), each with .\(statistics.split(separator: ", ").joined(separator: ", .")), "
      + ".max or .mean; " + counts.map(\.name).joined(separator: ", ")
      + "; the rates " + counts.filter(\.hasRate).map { "\($0.name) rate" }.joined(separator: ", ")
      + "; " + counts.map { "\($0.shortName)_per_second" }.joined(separator: ", ")
  }()

  /// The metric of that name; nil when there is none.
  ///
  /// `slots.` may be left out, and a rate be written `slots.failed.rate`.
  public init?(name: String) {
    let words = name.split(separator: " ").joined(separator: ".")
    let parts = words.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2, let time = ThresholdLatency(rawValue: parts[0]) {
      guard let statistic = ThresholdStatistic(name: parts[1]) else { return nil }
      self = .latency(time, statistic)
    } else if words.hasSuffix(".rate") {
      guard let count = ThresholdCount(name: words.dropLast(5)), count.hasRate else { return nil }
      self = .rate(count)
    } else if words.hasSuffix("_per_second") {
      let short = words.dropLast(11)
      guard let count = ThresholdCount.allCases.first(where: { $0.shortName == short }) else {
        return nil
      }
      self = .perSecond(count)
    } else {
      guard let count = ThresholdCount(name: words[...]) else { return nil }
      self = .count(count)
    }
  }
}

extension ThresholdCount {
  fileprivate init?(name: Substring) {
    let count = Self.allCases.first { $0.name == name || $0.rawValue == name }
    guard let count else { return nil }
    self = count
  }
}

extension ThresholdStatistic {
  fileprivate init?(name: String) {
    switch name {
    case "max": self = .max
    case "mean": self = .mean
    default:
      let digits = name.dropFirst()
      guard name.hasPrefix("p"), digits.first?.isNumber == true,
        digits.allSatisfy({ $0.isNumber || $0 == "." }),
        let number = try? ExactDecimal(parsing: digits),
        let units = number.wholeUnits(scale: 4), (1...1_000_000).contains(units)
      else { return nil }
      self = .percentile(perMillion: UInt64(units))
    }
  }
}
