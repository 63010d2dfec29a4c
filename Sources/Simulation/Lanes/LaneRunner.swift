import Domain
import Platform

/// One lane's work, handed to a thread of its own and taken back when that has ended.
///
/// Before the thread starts and after it was joined it belongs to the thread that made it; between the
/// two, to the lane's thread alone. That is why it may be shared unchecked.
final class LaneRunner<V: Venue & ~Copyable, Clock: SimulatorClock>: @unchecked Sendable {
  private var processor: SlotProcessor<V, Clock>?
  private let failed: SequenceSet?
  private let savesFirst: Bool
  private let team: LaneTeam
  /// What is left of the lane; nil when it failed.
  private(set) var stopped: StoppedRun<V>?
  /// How it ended.
  private(set) var end: PassEnd = .interrupted
  /// Why it failed; nil when it did not.
  private(set) var failure: SystemError?

  init(
    _ processor: consuming SlotProcessor<V, Clock>, failed: SequenceSet?, savesFirst: Bool,
    team: LaneTeam
  ) {
    self.processor = consume processor
    self.failed = failed
    self.savesFirst = savesFirst
    self.team = team
  }

  /// Does the lane's work. Called once, on the lane's thread.
  func run() {
    guard let processor = processor.take() else { preconditionFailure("a lane runs twice") }
    do {
      try drive(processor)
    } catch {
      failure = error
      team.stop()
    }
  }

  private func drive(_ fresh: consuming SlotProcessor<V, Clock>) throws(SystemError) {
    var processor = fresh
    if savesFirst { try processor.saveCheckpoint(.running) }
    end = try processor.runPasses(failed: failed)
    if end != .completed { team.stop() }
    try processor.waitForOthers(team)
    stopped = try processor.stop(RunStatus(end))
  }

  /// What is left of the lane, to be taken once.
  func takeStopped() -> StoppedRun<V>? { stopped.take() }
}

extension SlotProcessor where V: ~Copyable {
  /// The main pass and what follows it.
  ///
  /// - Parameter failed: slots to be tried again; nil for none.
  mutating func runPasses(failed: SequenceSet?) throws(SystemError) -> PassEnd {
    var end = try runMainPass()
    if end == .completed, let failed { end = try runFailedPass(failed) }
    if end == .completed { end = try runSettlementPass(isNew: failed != nil) }
    return end
  }
}
