/// Watches the thresholds that stop a run as soon as they are not kept.
public struct ThresholdWatch: Sendable {
  private let thresholds: [Threshold]

  /// Watches those of `thresholds` that abort.
  public init(_ thresholds: [Threshold]) {
    self.thresholds = thresholds.filter(\.abortsOnFail)
  }

  /// Whether there is nothing to watch.
  public var isIdle: Bool { thresholds.isEmpty }

  /// The first threshold that is not kept, once its grace time is over; nil while all are kept, or
  /// nothing has been measured. O(phases x buckets of a histogram) per threshold.
  public func failed(_ progress: RunProgress) -> ThresholdResult? {
    guard !isIdle else { return nil }
    return failed(
      ThresholdSubject(
        measurement: progress.measurement, statistics: progress.statistics,
        elapsedNanoseconds: progress.elapsedNanoseconds))
  }

  /// The same for figures of any origin.
  func failed(_ subject: ThresholdSubject) -> ThresholdResult? {
    for threshold in thresholds {
      let age = subject.elapsedNanoseconds - subject.begin(of: threshold.phase)
      guard age >= threshold.graceNanoseconds else { continue }
      let result = subject.judge(threshold)
      if result.verdict == .failed { return result }
    }
    return nil
  }
}
