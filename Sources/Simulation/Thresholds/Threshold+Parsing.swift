import Domain

/// Why a text is no threshold: what is wrong and what would be right.
public struct ThresholdError: Error, Hashable, Sendable {
  /// Continues a sentence whose subject is the place: `is ...; write ...`.
  public var message: String
}

extension Threshold {
  /// Reads `METRIC COMPARISON VALUE [in PHASE] [abort [after TIME]]`, for example
  /// `response.p99 < 50ms in hold, abort after 10s`.
  public init(parsing text: String) throws(ThresholdError) {
    let isSign: (Character) -> Bool = { "<>=!".contains($0) }
    guard let begin = text.firstIndex(where: isSign) else {
      throw Self.noThreshold(text)
    }
    let end = text[begin...].firstIndex { !isSign($0) } ?? text.endIndex
    let metric = try Self.metric(String(text[..<begin]))
    let comparison = try Self.comparison(String(text[begin..<end]))
    var words = text[end...].split { $0 == " " || $0 == "," }.map(String.init)[...]
    let value = words.prefix { $0 != "in" && $0 != "abort" }
    words = words.dropFirst(value.count)
    self.init(
      metric: metric, comparison: comparison,
      limit: try Self.limit(value.joined(), of: metric))
    try readEnd(words, of: text)
    try check()
  }

  /// Reads what stands behind the value.
  private mutating func readEnd(
    _ words: ArraySlice<String>, of text: String
  ) throws(ThresholdError) {
    var words = words
    if words.first == "in" {
      let name = words.dropFirst().prefix { $0 != "abort" }
      guard !name.isEmpty else { throw Self.noThreshold(text) }
      phase = name.joined(separator: " ")
      words = words.dropFirst(1 + name.count)
    }
    if words.first == "abort" {
      abortsOnFail = true
      words = words.dropFirst()
      if words.first == "after" {
        graceNanoseconds = try Self.grace(words.dropFirst().first ?? "")
        words = words.dropFirst(2)
      }
    }
    if !words.isEmpty { throw Self.noThreshold(text) }
  }

  /// The metric of that name.
  static func metric(_ name: String) throws(ThresholdError) -> ThresholdMetric {
    if let metric = ThresholdMetric(name: name) { return metric }
    let shown = name.split(separator: " ").joined(separator: " ")
    let near = Shown.nearest(to: shown, among: ThresholdMetric.known.map(\.name))
    let hint = near.map { "did you mean \"\($0)\"? Known are " } ?? "known are "
    throw ThresholdError(
      message: "has the unknown metric \(Shown.quoted(shown)); \(hint)\(ThresholdMetric.knownText)")
  }

  /// The limit that `text` gives for `metric`.
  static func limit(
    _ text: String, of metric: ThresholdMetric
  ) throws(ThresholdError) -> ExactDecimal {
    if let limit = metric.unit.value(of: text) { return limit }
    throw ThresholdError(
      message: "compares \(metric.name) with \(Shown.quoted(text)); it must be "
        + metric.unit.wanted)
  }

  /// A time before which a threshold is not watched.
  static func grace(_ text: String) throws(ThresholdError) -> Int64 {
    if let nanoseconds = ThresholdUnit.duration.value(of: text)?.wholeUnits(scale: 0),
      let grace = Int64(exactly: nanoseconds)
    {
      return grace
    }
    throw ThresholdError(
      message: "has the grace time \(Shown.quoted(text)); it must be "
        + ThresholdUnit.duration.wanted)
  }

  /// Refuses what no run could fail, or no run could pass, and what cannot be watched.
  func check() throws(ThresholdError) {
    let isZero = limit.significand == 0
    if isZero && comparison == .below {
      throw ThresholdError(
        message: "is \"\(expression)\", which nothing can be; write \(metric.name) <= or == "
          + metric.unit.text(limit))
    }
    if isZero && comparison == .atLeast {
      throw ThresholdError(
        message: "is \"\(expression)\", which everything is; write a limit above 0")
    }
    if case .rate(let count) = metric, count != .matches,
      limit.significand > ExactDecimal.powerOfTen(limit.scale) ?? 1
    {
      throw ThresholdError(
        message: "compares \(metric.name) with \(metric.unit.text(limit)); it is at most 100%")
    }
    if abortsOnFail && !canBeWatched {
      throw ThresholdError(
        message: "is \"\(expression)\" with abort, which would stop every run at its begin: a "
          + "count that has to be reached is judged at the end; leave abort out")
    }
  }

  private static func comparison(_ text: String) throws(ThresholdError) -> ThresholdComparison {
    if let comparison = ThresholdComparison(rawValue: text) { return comparison }
    let known = ThresholdComparison.allCases.map(\.rawValue).joined(separator: " ")
    throw ThresholdError(message: "compares with \"\(text)\"; it must be one of \(known)")
  }

  private static func noThreshold(_ text: String) -> ThresholdError {
    ThresholdError(
      message: "is \(Shown.quoted(text)); it must be METRIC COMPARISON VALUE [in PHASE] [abort "
        + "[after TIME]], for example response.p99 < 50ms")
  }
}
