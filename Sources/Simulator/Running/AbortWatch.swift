import Simulation

/// Looks twice a second whether a threshold that aborts the run is not kept.
final class AbortWatch {
  private static let interval: Int64 = 500_000_000

  private let watch: ThresholdWatch
  private var nextMoment = interval
  /// The threshold for which the run is to stop; nil as long as there is none.
  private(set) var failed: ThresholdResult?

  init(_ plan: Plan) { watch = ThresholdWatch(plan.configuration.thresholds) }

  /// Looks where it is time to.
  func update(_ progress: RunProgress) {
    guard failed == nil, !watch.isIdle, progress.nanosecondsHere >= nextMoment else { return }
    nextMoment = progress.nanosecondsHere + Self.interval
    failed = watch.failed(progress)
  }
}
