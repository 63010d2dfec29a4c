import Simulation

/// Steers a run as a test wants, and remembers what it was asked.
final class TestControl: RunControl {
  /// How often the run has asked whether to stop.
  private(set) var polls = 0
  /// What failing slots asked to have decided.
  private(set) var reports: [FailureReport] = []
  /// Schedules whose beginning was asked about.
  private(set) var schedules: [UInt64] = []
  /// The last progress shown.
  private(set) var progress: RunProgress?
  /// The poll, from 0, from which on a stop is requested.
  var stopAtPoll: Int?
  /// Called at every poll, before it is answered.
  var onPoll: (Int) -> Void = { _ in }
  /// Decides about a failing slot; nil stops the run.
  var decision: (FailureReport) -> FailureDecision? = { _ in .continue }
  /// Whether the next schedule may begin.
  var goesOn: (UInt64) -> Bool = { _ in true }

  init() {}

  /// Decides as the plan's policy says.
  init(policyOf plan: Plan) {
    decision = { _ in
      switch plan.configuration.processor.onFailure {
      case .retry: .retry
      case .skip: .skip
      case .continue: .continue
      case .quit: .quit
      }
    }
  }

  var isStopRequested: Bool {
    onPoll(polls)
    polls += 1
    return stopAtPoll.map { polls > $0 } ?? false
  }

  func decide(_ report: FailureReport) -> FailureDecision? {
    reports.append(report)
    return decision(report)
  }

  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool {
    schedules.append(next)
    return goesOn(next)
  }

  func show(_ progress: RunProgress) { self.progress = progress }
}
