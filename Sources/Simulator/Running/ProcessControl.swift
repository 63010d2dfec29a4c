import Platform
import Simulation

/// Steers a run from this process: signals, the prompt or the policy, and progress.
final class ProcessControl: RunControl {
  private let plan: Plan
  private let policy: FailurePolicy
  private let prompt: FailurePrompt?
  private let progress: ProgressView
  private let runID: String
  private let write: (String) -> Void
  private var isStopAnnounced = false

  /// - Parameters:
  ///   - prompt: asks a person; nil where nobody can be asked and the policy decides.
  init(
    plan: Plan, runID: String, policy: FailurePolicy, prompt: FailurePrompt?,
    progress: ProgressView, write: @escaping (String) -> Void
  ) {
    self.plan = plan
    self.runID = runID
    self.policy = policy
    self.prompt = prompt
    self.progress = progress
    self.write = write
  }

  var isStopRequested: Bool {
    guard Interruption.isRequested else { return false }
    announceStop()
    return true
  }

  func decide(_ report: FailureReport) -> FailureDecision? {
    guard let prompt else { return policy.decision }
    progress.clear()
    return prompt.decide(report, plan)
  }

  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool {
    guard let prompt else { return true }
    progress.clear()
    return prompt.continues(withSchedule: next, of: count)
  }

  func show(_ state: RunProgress) { progress.show(state) }

  private func announceStop() {
    guard !isStopAnnounced else { return }
    isStopAnnounced = true
    progress.clear()
    let name = Interruption.signal?.name ?? "signal"
    write(
      "\(name): finishing what is in flight and writing the checkpoint; once more stops at once\n")
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
