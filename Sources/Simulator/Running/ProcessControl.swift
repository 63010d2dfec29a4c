import Platform
import Simulation

/// Steers a run from this process: signals, the prompt or the policy, thresholds, and progress.
final class ProcessControl: RunControl {
  private let plan: Plan
  private let prompt: FailurePrompt?
  private let progress: ProgressView
  private let metrics: MetricsFile?
  private let write: (String) -> Void
  private let watch: AbortWatch
  private var isStopAnnounced = false

  /// - Parameters:
  ///   - prompt: asks a person; nil where nobody can be asked and the policy decides.
  ///   - metrics: the metrics file; nil where none was asked for.
  init(
    plan: Plan, prompt: FailurePrompt?, progress: ProgressView, metrics: MetricsFile?,
    write: @escaping (String) -> Void
  ) {
    self.plan = plan
    self.prompt = prompt
    self.progress = progress
    self.metrics = metrics
    self.write = write
    watch = AbortWatch(plan)
  }

  /// The threshold for which the run was stopped; nil when none was.
  var abortedBy: ThresholdResult? { watch.failed }

  var isStopRequested: Bool {
    guard Interruption.isRequested || watch.failed != nil else { return false }
    announceStop()
    return true
  }

  func decide(_ report: FailureReport) -> FailureDecision? {
    guard let prompt else { return plan.configuration.processor.onFailure.decision }
    progress.clear()
    return prompt.decide(report, plan)
  }

  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool {
    guard let prompt else { return true }
    progress.clear()
    return prompt.continues(withSchedule: next, of: count)
  }

  func show(_ state: RunProgress) {
    watch.update(state)
    metrics?.update(state)
    progress.show(state)
  }

  private func announceStop() {
    guard !isStopAnnounced else { return }
    isStopAnnounced = true
    progress.clear()
    let cause =
      watch.failed.map { "threshold \($0.threshold.text) is not kept (\($0.measuredText))" }
      ?? Interruption.signal?.name ?? "signal"
    write(
      "\(cause): finishing what is in flight and writing the checkpoint; \(Self.further)\n")
  }

  private static var further: String {
    Interruption.isRequested ? "once more stops at once" : "Ctrl-C twice stops at once"
  }
}

extension FailurePolicy {
  /// The decision that the policy stands for.
  var decision: FailureDecision {
    switch self {
    case .retry: .retry
    case .skip: .skip
    case .continue: .continue
    case .quit: .quit
    }
  }
}
