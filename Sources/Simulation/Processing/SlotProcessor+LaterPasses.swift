public import Domain
public import Platform

extension SlotProcessor where V: ~Copyable {
  /// Looks up every slot whose fate is open, once more with retries.
  ///
  /// It runs when all slots have been tried, never earlier, so that an interrupted run settles them
  /// at the same point as an uninterrupted one. It runs once: a run killed between its last look-up
  /// and its last checkpoint must not look further than one that was let go. Resuming a run that was
  /// completed looks again.
  ///
  /// - Parameter isNew: whether a new pass begins in any case; else one that was interrupted is gone
  ///   on with.
  public mutating func runSettlementPass(isNew: Bool) throws(SystemError) -> PassEnd {
    let open = core.unknownSlots
    guard !open.isEmpty else { return .completed }
    let resumesPass = !isNew && core.pass > 0 && open.contains { $0.pass < core.pass }
    if !resumesPass {
      guard core.pass == 0 || looksUpAgain || isNew else { return .completed }
      core.pass = nextPass()
    }
    for unknown in open where unknown.pass < core.pass {
      if control.isStopRequested { return .interrupted }
      let slot = core.plan.scheduler.slot(at: unknown.sequence)
      core.clearEvents()
      let now = clock.now()
      let trial = Trial(
        slot: slot, pass: core.pass, attempts: 0, reason: .timeout, isUnknown: true,
        old: .unknown, onlyLooksUp: true)
      if case .interrupted = try begin(trial, SlotTimes(notSentAt: now)) { return .interrupted }
      try tickIfDue(lastDone)
    }
    return .completed
  }

  /// Tries failed slots again, in order, under their old ids.
  ///
  /// - Parameter failed: the slots whose present state is failed.
  public mutating func runFailedPass(_ failed: SequenceSet) throws(SystemError) -> PassEnd {
    core.pass = nextPass()
    looksUpAgain = true
    for sequence in 0..<core.frontier where failed.contains(sequence) {
      if control.isStopRequested { return .interrupted }
      let slot = core.plan.scheduler.slot(at: sequence)
      let planned = clock.now()
      if let refusal = try prepare(slot) {
        try finish(
          slot, .refused(refusal, attempts: 0), SlotTimes(notSentAt: planned), replacing: .failed)
        try tickIfDue(planned)
        continue
      }
      let trial = Trial(
        slot: slot, pass: core.pass, attempts: 0, reason: .timeout, isUnknown: false,
        old: .failed, onlyLooksUp: false)
      switch try begin(trial, SlotTimes(notSentAt: planned)) {
      case .finished: try tickIfDue(lastDone)
      case .interrupted: return .interrupted
      case .quit: return .quit
      }
    }
    return .completed
  }

  /// The first try of a later pass, and the others if it fails.
  private mutating func begin(
    _ fresh: Trial, _ planned: SlotTimes
  ) throws(SystemError) -> StepEnd {
    var trial = fresh
    var times = planned
    if let end = try tryAgain(&trial, &times) { return end }
    return try persist(trial, times)
  }

  /// Pass numbers stay within the seven bits of a journal record, and the last is that of deferred
  /// slots; after the last but one they start again
  /// at 1, which only repeats a drawing of faults.
  private func nextPass() -> UInt8 { core.pass >= DeferredSlot.pass - 1 ? 1 : core.pass + 1 }
}
