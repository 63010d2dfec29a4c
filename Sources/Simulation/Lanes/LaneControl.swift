import Domain
import Platform

/// The outside of one lane: what it asks goes to the control of the whole run, one lane at a time.
final class LaneControl: RunControl {
  private let signals: LaneSignals
  private let decisions: DecisionDesk

  init(signals: LaneSignals, decisions: DecisionDesk) {
    self.signals = signals
    self.decisions = decisions
  }

  var isStopRequested: Bool { signals.isStopRequested }

  func decide(_ report: FailureReport) -> FailureDecision? {
    signals.isStopRequested ? nil : decisions.decide(report)
  }

  func continues(withSchedule next: UInt64, of count: UInt64) -> Bool { true }

  func show(_ progress: RunProgress) {}
}

/// Where lanes have failing slots decided about: one after the other, by the run's control.
final class DecisionDesk: @unchecked Sendable {
  private let control: any RunControl
  private let turn = Monitor<Void>(())
  /// Whether a decision is being made; then nothing else is shown.
  let isBusy = SharedFlag()

  init(_ control: any RunControl) { self.control = control }

  func decide(_ report: FailureReport) -> FailureDecision? {
    turn.withLock { _ in
      isBusy.raise()
      defer { isBusy.lower() }
      return control.decide(report)
    }
  }
}
