import Platform
import Reporting
import Simulation

/// The metrics file of a running run, replaced every two seconds.
final class MetricsFile {
  private static let interval: Int64 = 2_000_000_000

  private let file: OutputFile
  private let plan: Plan
  private let runID: String
  private let tell: (String) -> Void
  private var budgets = LiveBudgets()
  private var nextMoment: Int64 = 0
  private var hasFailed = false

  /// - Parameter tell: told once when the file cannot be written any more; the run goes on.
  init(_ file: OutputFile, plan: Plan, runID: String, tell: @escaping (String) -> Void) {
    self.file = file
    self.plan = plan
    self.runID = runID
    self.tell = tell
  }

  /// Writes the present state where it is time to.
  func update(_ progress: RunProgress) {
    guard !hasFailed, progress.nanosecondsHere >= nextMoment else { return }
    nextMoment = progress.nanosecondsHere + Self.interval
    budgets.update(progress)
    let metrics = RunMetrics(
      runID: runID, plan: plan, statistics: progress.statistics,
      measurement: progress.measurement, elapsedNanoseconds: progress.elapsedNanoseconds,
      inFlight: LiveFigures(progress).inFlight, budgets: budgets.summary, isRunning: true,
      moment: SystemClock().wallTime)
    do throws(CommandFailure) {
      try file.write(metrics.text)
    } catch {
      hasFailed = true
      tell("note: the metrics are not written any more: \(error.messages.joined(separator: "; "))")
    }
  }
}
