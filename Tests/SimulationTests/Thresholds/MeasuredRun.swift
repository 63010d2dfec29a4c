import Domain

@testable import Simulation

/// Figures of a run, made up phase by phase.
struct MeasuredRun {
  var phases: [PhaseMeasurement] = []
  var statistics = RunStatistics()

  init(_ build: (inout MeasuredRun) -> Void) { build(&self) }

  /// Appends a phase that lasts the given seconds of the run.
  mutating func phase(
    _ name: String, isWarmUp: Bool = false, _ seconds: Range<Int64>, response: [Int64] = [],
    completed: UInt64 = 0, failed: UInt64 = 0, dropped: UInt64 = 0
  ) {
    var phase = PhaseMeasurement(
      name: name, isWarmUp: isWarmUp, startNanoseconds: seconds.lowerBound * 1_000_000_000,
      endNanoseconds: seconds.upperBound * 1_000_000_000)
    for time in response { phase.latency.response.record(nanoseconds: time) }
    phase.counts.completed = completed
    phase.counts.failed = failed
    phase.counts.dropped = dropped
    phase.counts.offered = completed + failed + dropped
    phases.append(phase)
    statistics.completed += completed
    statistics.failed += failed
    statistics.skipped += dropped
  }

  var subject: ThresholdSubject { subject(elapsedSeconds: nil) }

  /// The figures after so many seconds; at the end of the last phase by default.
  func subject(elapsedSeconds: Int64?) -> ThresholdSubject {
    ThresholdSubject(
      measurement: RunMeasurement(phases: phases, marketCount: 1), statistics: statistics,
      elapsedNanoseconds: elapsedSeconds.map { $0 * 1_000_000_000 }
        ?? phases.last?.endNanoseconds ?? 0)
  }
}
