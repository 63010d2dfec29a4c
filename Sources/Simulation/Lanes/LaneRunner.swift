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
  private let lane: Int
  private let team: LaneTeam
  /// Where the main pass is while the lane is stepped.
  private var pass: MainPass?
  private var isStandingBy = false
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
    lane = processor.core.lane
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
      fail(error)
    }
  }

  private func drive(_ fresh: consuming SlotProcessor<V, Clock>) throws(SystemError) {
    var processor = fresh
    if savesFirst { try processor.saveCheckpoint(.running) }
    let slotsEnd = try processor.runSlots()
    try finishPasses(&processor, behind: slotsEnd)
    team.waitForOthers()
    try leave(processor)
  }

  /// What follows the slots of the main pass, up to waiting for the other lanes.
  private func finishPasses(
    _ processor: inout SlotProcessor<V, Clock>, behind slotsEnd: PassEnd
  ) throws(SystemError) {
    end = try processor.runPasses(behind: slotsEnd, failed: failed)
    if end != .completed { team.stop() }
    processor.standBy(team)
  }

  /// What follows when all lanes have ended.
  private func leave(_ ended: consuming SlotProcessor<V, Clock>) throws(SystemError) {
    var processor = ended
    try processor.comeBack(team)
    stopped = try processor.stop(RunStatus(end))
  }

  private func fail(_ error: SystemError) {
    failure = error
    team.noteGone(lane)
    team.stop()
  }

  /// Does the next step of the lane's work: a turn of the main pass, all that follows the last one, or
  /// the end when all lanes have come to it.
  private func goOn() throws(SystemError) {
    if isStandingBy {
      guard let processor = processor.take() else { return }
      return try leave(processor)
    }
    if pass == nil {
      if savesFirst { try processor?.saveCheckpoint(.running) }
      pass = processor?.mainPass
      return
    }
    guard let slotsEnd = try processor?.turn(of: &pass), var processor = processor.take() else {
      return
    }
    try finishPasses(&processor, behind: slotsEnd)
    isStandingBy = true
    self.processor = consume processor
  }

  /// What is left of the lane, to be taken once.
  func takeStopped() -> StoppedRun<V>? { stopped.take() }
}

extension SlotProcessor where V: ~Copyable {
  /// The main pass and what follows it.
  ///
  /// - Parameter failed: slots to be tried again; nil for none.
  mutating func runPasses(failed: SequenceSet?) throws(SystemError) -> PassEnd {
    try runPasses(behind: try runSlots(), failed: failed)
  }

  /// What follows the slots of the main pass, which ended so.
  mutating func runPasses(
    behind slotsEnd: PassEnd, failed: SequenceSet?
  ) throws(SystemError) -> PassEnd {
    var end = slotsEnd
    if end == .completed { end = try drainDeferred() }
    if end == .completed, let failed { end = try runFailedPass(failed) }
    if end == .completed { end = try runSettlementPass(isNew: failed != nil) }
    return end
  }
}

extension SlotProcessor where V: ~Copyable {
  /// The main pass from where the lane stands.
  fileprivate var mainPass: MainPass { MainPass(core) }

  /// The next turn of a main pass that was begun; how it ended, or nil when it goes on.
  fileprivate mutating func turn(of pass: inout MainPass?) throws(SystemError) -> PassEnd? {
    guard var going = pass, core.frontier < going.slotCount else { return .completed }
    defer { pass = going }
    return try takeTurn(&going)
  }
}

extension LaneRunner: SteppedLane where V: ~Copyable {
  var isReady: Bool { processor != nil && (!isStandingBy || team.isOver) }

  func step() {
    do {
      try goOn()
    } catch {
      processor = nil
      fail(error)
    }
  }
}
