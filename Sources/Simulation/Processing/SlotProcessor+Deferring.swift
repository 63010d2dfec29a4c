import Domain
import Platform

/// Tries again in the open model: a slot that failed waits aside while others are sent at their times.
extension SlotProcessor where V: ~Copyable {
  /// Puts a failed slot aside for its next try; when its retries are used up, asks for a decision.
  @inline(never)
  mutating func deferOrDecide(
    _ trial: Trial, _ times: SlotTimes, before: DeferredSlot? = nil
  ) throws(SystemError) -> StepEnd {
    let tries = trial.attempts + (before?.attempts ?? 0)
    let mayTry = trial.reason.isRetriable && tries <= UInt32(clamping: settings.maxRetries)
    var decision = FailureDecision.retry
    if !mayTry {
      let report = FailureReport(
        slot: trial.slot, failure: trial.reason, attempts: tries, isUnknown: trial.isUnknown)
      guard let decided = control.decide(report) else {
        return try leave(trial, times, before, .interrupted)
      }
      decision = decided
    }
    switch decision {
    case .retry:
      try conclude(trial, times, before, .retry)
      let delay = backoff.delay(afterAttempt: mayTry ? tries : 1, slot: trial.slot.sequence)
      schedule(trial.slot.sequence, times, delay: delay)
      return .finished
    case .skip, .continue:
      try conclude(trial, times, before, decision)
      return .finished
    case .quit, .none: return try leave(trial, times, before, .quit)
    }
  }

  /// Records a try that failed.
  private mutating func conclude(
    _ trial: Trial, _ times: SlotTimes, _ before: DeferredSlot?, _ decision: FailureDecision
  ) throws(SystemError) {
    let state: SlotState = trial.isUnknown ? .unknown : decision == .skip ? .skipped : .failed
    let outcome = SlotOutcome(
      state: state, failure: trial.failure, result: nil, attempts: trial.attempts,
      decision: decision)
    try finish(
      trial.slot, outcome, times, replacing: before?.state,
      pass: before == nil ? nil : DeferredSlot.pass, before: before)
  }

  /// Stops with a slot that failed: it is put aside, and tried again when the run is resumed.
  private mutating func leave(
    _ trial: Trial, _ times: SlotTimes, _ before: DeferredSlot?, _ end: StepEnd
  ) throws(SystemError) -> StepEnd {
    try conclude(trial, times, before, .retry)
    schedule(trial.slot.sequence, times, delay: 0)
    return end
  }

  private mutating func schedule(_ sequence: UInt64, _ times: SlotTimes, delay: Int64) {
    guard let place = core.deferred.firstIndex(where: { $0.sequence == sequence }) else {
      preconditionFailure("slot \(sequence) was not put aside")
    }
    let start = runStart.nanoseconds
    core.deferred[place].plannedAtNanoseconds = times.planned.nanoseconds - start
    core.deferred[place].firstSentAtNanoseconds = times.firstSent.nanoseconds - start
    core.deferred[place].dueNanoseconds = times.done.nanoseconds - start + delay
  }

  /// The place of the deferred slot that is due next, or nil.
  var nextDeferred: Int? {
    guard !core.deferred.isEmpty else { return nil }
    return core.deferred.indices.min {
      core.deferred[$0].dueNanoseconds < core.deferred[$1].dueNanoseconds
    }
  }

  /// When a deferred slot is tried again.
  func instant(ofDeferred place: Int) -> Instant {
    Instant(nanoseconds: runStart.nanoseconds + core.deferred[place].dueNanoseconds)
  }

  /// Tries a deferred slot again.
  mutating func tryDeferred(_ place: Int) throws(SystemError) -> StepEnd {
    let before = core.deferred[place]
    let slot = core.plan.scheduler.slot(at: before.sequence)
    let planned = Instant(nanoseconds: runStart.nanoseconds + before.plannedAtNanoseconds)
    core.clearEvents()
    if !before.isUnknown, let refusal = try prepare(slot) {
      try finish(
        slot, .refused(refusal, attempts: 0), SlotTimes(notSentAt: planned), replacing: .failed,
        pass: DeferredSlot.pass, before: before)
      return .finished
    }
    let sent = clock.now()
    let attempt = Attempt(pass: 0, number: before.attempts + 1)
    let result = try self.attempt(slot, attempt, isUnknown: before.isUnknown)
    let done = clock.now()
    lastDone = done
    let first = before.firstSentAtNanoseconds.map { runStart.nanoseconds + $0 }
    let times = SlotTimes(
      planned: planned, firstSent: Instant(nanoseconds: first ?? sent.nanoseconds), lastSent: sent,
      done: done)
    switch result {
    case .done(let result):
      try finish(
        slot, .completed(result, attempts: 1), times, replacing: before.state,
        pass: DeferredSlot.pass, before: before)
    case .refused(let reason):
      try finish(
        slot, .refused(reason, attempts: 1), times, replacing: before.state,
        pass: DeferredSlot.pass, before: before)
    case .failed(let reason, let isUnknown):
      let trial = Trial(
        slot: slot, pass: DeferredSlot.pass, attempts: 1, reason: reason, isUnknown: isUnknown,
        old: before.state, onlyLooksUp: false)
      return try deferOrDecide(trial, times, before: before)
    }
    try tickIfDue(done)
    return .finished
  }

  /// Tries what is still put aside when the last slot was sent.
  mutating func drainDeferred() throws(SystemError) -> PassEnd {
    while let place = nextDeferred {
      if try wait(until: instant(ofDeferred: place)) { return .interrupted }
      switch try tryDeferred(place) {
      case .finished: break
      case .interrupted: return .interrupted
      case .quit: return .quit
      }
    }
    return .completed
  }
}

extension DeferredSlot {
  /// The state that its last outcome left it in.
  var state: SlotState { isUnknown ? .unknown : .failed }
}
