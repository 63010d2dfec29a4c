internal import Domain
internal import JSONText

extension ConfigurationReader {
  /// Reads `thresholds`: a list of expressions and objects.
  ///
  /// - Parameter phases: the names of the phases that the load has.
  mutating func thresholds(_ root: ConfigurationValue, phases: [String]) -> [Threshold] {
    let value = root["thresholds"]
    guard !value.isAbsentOrNull else { return [] }
    guard value.isList else {
      reportType(value, "a list of thresholds, for example [\"response.p99 < 50ms\"]")
      return []
    }
    return value.elements.compactMap { threshold($0, phases: phases) }
  }

  private mutating func threshold(_ value: ConfigurationValue, phases: [String]) -> Threshold? {
    let threshold = value.isObject ? thresholdObject(value) : thresholdText(value)
    guard let threshold else { return nil }
    if let phase = threshold.phase, !phases.contains(phase) {
      let known = phases.map { Shown.quoted($0) }.joined(separator: ", ")
      let place = value.isObject ? value["phase"] : value
      report(
        place,
        "is about the phase \(Shown.quoted(phase)), which the load does not have; it has \(known)")
    }
    return threshold
  }

  private mutating func thresholdText(_ value: ConfigurationValue) -> Threshold? {
    guard let text = text(value, "a threshold as a string or an object") else { return nil }
    do throws(ThresholdError) {
      return try Threshold(parsing: text)
    } catch {
      report(value, error.message)
      return nil
    }
  }

  private mutating func thresholdObject(_ value: ConfigurationValue) -> Threshold? {
    guard checkObject(value, keys: ConfigurationKeys.threshold),
      let name = text(value["metric"], "a metric, for example \"response.p99\""),
      let metric = checked(
        value["metric"],
        { () throws(ThresholdError) in
          try Threshold.metric(name)
        }), let (comparison, limit) = comparison(value, metric)
    else { return nil }
    var threshold = Threshold(metric: metric, comparison: comparison, limit: limit)
    let phase = value["phase"]
    if !phase.isAbsentOrNull { threshold.phase = text(phase, "the name of a phase") }
    threshold.abortsOnFail = flag(value["abort_on_fail"], default: false)
    threshold.graceNanoseconds = grace(value["grace"], isUsed: threshold.abortsOnFail)
    guard checked(value, { () throws(ThresholdError) in try threshold.check() }) != nil else {
      return nil
    }
    return threshold
  }

  /// The one comparison of an object, with its limit.
  private mutating func comparison(
    _ value: ConfigurationValue, _ metric: ThresholdMetric
  ) -> (ThresholdComparison, ExactDecimal)? {
    let given = ThresholdComparison.allCases.filter { !value[$0.key].isAbsentOrNull }
    guard given.count == 1 else {
      let keys = ThresholdComparison.allCases.map(\.key).joined(separator: ", ")
      report(value, "has \(given.count) comparisons; it must have exactly one of \(keys)")
      return nil
    }
    let place = value[given[0].key]
    guard let text = place.node.flatMap({ $0.numberText ?? $0.stringValue }) else {
      reportType(place, metric.unit.wanted)
      return nil
    }
    let limit = checked(place) { () throws(ThresholdError) in
      try Threshold.limit(text, of: metric)
    }
    return limit.map { (given[0], $0) }
  }

  private mutating func grace(_ value: ConfigurationValue, isUsed: Bool) -> Int64 {
    guard !value.isAbsentOrNull else { return 0 }
    if !isUsed { report(value, "has no meaning without \"abort_on_fail\": true; leave it out") }
    guard let text = text(value, ThresholdUnit.duration.wanted) else { return 0 }
    return checked(value) { () throws(ThresholdError) in try Threshold.grace(text) } ?? 0
  }

  /// The result of `read`; nil when it failed, which is reported at `value`.
  private mutating func checked<Result>(
    _ value: ConfigurationValue, _ read: () throws(ThresholdError) -> Result
  ) -> Result? {
    do throws(ThresholdError) {
      return try read()
    } catch {
      report(value, error.message)
      return nil
    }
  }
}
