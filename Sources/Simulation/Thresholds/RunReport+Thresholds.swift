extension RunReport {
  /// How the thresholds of the run's configuration stand, in their order. O(thresholds x phases x
  /// buckets of a histogram).
  public var thresholdResults: [ThresholdResult] {
    let subject = ThresholdSubject(
      measurement: measurement, statistics: statistics, elapsedNanoseconds: elapsedNanoseconds)
    return plan.configuration.thresholds.map(subject.judge)
  }
}
