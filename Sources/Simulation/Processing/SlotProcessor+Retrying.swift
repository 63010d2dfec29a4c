import Domain
import Platform

/// A slot whose last try failed.
struct Trial {
  let slot: ActionSlot
  let pass: UInt8
  /// Tries so far in this pass.
  var attempts: UInt32
  /// How many of them do not count towards the limit, since they were made before a decision to stop.
  var attemptsBefore: UInt32 = 0
  var reason: FailureReason
  /// Whether the order may have been taken all the same.
  var isUnknown: Bool
  /// The state that an earlier pass left the slot in.
  let old: SlotState?
  /// Whether the slot must not be sent again, only looked up.
  let onlyLooksUp: Bool

  var failure: SlotFailure { .failed(reason) }
}

extension SlotProcessor where V: ~Copyable {
  /// Tries a failing slot again with backoff; when the retries are used up, asks for a decision.
  @inline(never)
  mutating func persist(_ failing: Trial, _ first: SlotTimes) throws(SystemError) -> StepEnd {
    isTrying = true
    defer { isTrying = false }
    var trial = failing
    var times = first
    let allowance = UInt32(clamping: settings.maxRetries)
    while true {
      if trial.reason.isRetriable && trial.attempts - trial.attemptsBefore <= allowance {
        if try waitBeforeRetry(trial) { return try stop(trial, times) }
      } else {
        switch decision(about: trial) {
        case .retry: if try waitBeforeExtraRetry(trial) { return try stop(trial, times) }
        case .skip: return try giveUp(trial, times, .skip)
        case .continue: return try giveUp(trial, times, trial.onlyLooksUp ? .none : .continue)
        case .quit, .some(.none): return try quit(trial, times)
        case nil: return try stop(trial, times)
        }
      }
      if let end = try tryAgain(&trial, &times) { return end }
    }
  }

  /// One more try; nil when it failed too.
  mutating func tryAgain(
    _ trial: inout Trial, _ times: inout SlotTimes
  ) throws(SystemError) -> StepEnd? {
    trial.attempts += 1
    let attempt = Attempt(pass: trial.pass, number: trial.attempts)
    times.lastSent = clock.now()
    let result: AttemptResult
    if trial.onlyLooksUp {
      result = try settle(trial.slot, attempt) ?? .failed(trial.reason, isUnknown: false)
    } else {
      result = try self.attempt(trial.slot, attempt, isUnknown: trial.isUnknown)
    }
    times.done = clock.now()
    lastDone = times.done
    switch result {
    case .done(let result):
      try finish(
        trial.slot, .completed(result, attempts: trial.attempts), times, replacing: trial.old)
    case .refused(let reason):
      try finish(
        trial.slot, .refused(reason, attempts: trial.attempts), times, replacing: trial.old)
    case .failed(let reason, let isUnknown):
      trial.reason = reason
      trial.isUnknown = isUnknown
      if trial.onlyLooksUp && !isUnknown { return try giveUp(trial, times, .none) }
      return nil
    }
    if trial.old == nil { attemptsInProgress = 0 }
    return .finished
  }

  private mutating func decision(about trial: Trial) -> FailureDecision? {
    if trial.onlyLooksUp { return .continue }
    return control.decide(
      FailureReport(
        slot: trial.slot, failure: trial.reason, attempts: trial.attempts,
        isUnknown: trial.isUnknown))
  }

  /// Ends the slot without the venue's yes: unknown when the order may exist all the same.
  private mutating func giveUp(
    _ trial: Trial, _ times: SlotTimes, _ decision: FailureDecision
  ) throws(SystemError) -> StepEnd {
    let state: SlotState =
      trial.isUnknown ? .unknown : decision == .skip ? .skipped : .failed
    let outcome = SlotOutcome(
      state: state, failure: trial.failure, result: nil, attempts: trial.attempts,
      decision: decision)
    try finish(trial.slot, outcome, times, replacing: trial.old)
    if trial.old == nil { attemptsInProgress = 0 }
    return .finished
  }

  /// Stops by decision. A slot that may have been taken is recorded as unknown; one that was
  /// certainly not taken stays pending and goes on counting its tries when the run is resumed.
  private mutating func quit(_ trial: Trial, _ times: SlotTimes) throws(SystemError) -> StepEnd {
    if trial.isUnknown {
      _ = try giveUp(trial, times, .quit)
    } else if trial.old == nil {
      core.abandon(trial.slot)
      attemptsInProgress = trial.attempts
    } else {
      core.abandon(trial.slot)
    }
    return .quit
  }

  /// Stops for a signal: the slot stays as it was and is executed afresh when the run is resumed.
  ///
  /// One that may have been taken keeps its lock; if it had failed before, it is recorded as
  /// unknown, since a resumed run need not try it again. One that a venue in this process has taken
  /// goes on with its next try, since the venue is saved with the order in it: starting from the
  /// first try would find the order sooner than a run that was never stopped.
  private mutating func stop(_ trial: Trial, _ times: SlotTimes) throws(SystemError) -> StepEnd {
    attemptsInProgress = 0
    switch trial.old {
    case .unknown: break
    case .failed where trial.isUnknown: _ = try giveUp(trial, times, .none)
    case nil where trial.isUnknown:
      core.findSlotInFlight()
      if core.slotInFlight != nil { attemptsInProgress = trial.attempts }
      core.slotInFlight = trial.slot.sequence
    default: core.abandon(trial.slot)
    }
    return .interrupted
  }

  private mutating func waitBeforeRetry(_ trial: Trial) throws(SystemError) -> Bool {
    let delay = backoff.delay(afterAttempt: trial.attempts, slot: trial.slot.sequence)
    return try wait(until: Instant(nanoseconds: clock.now().nanoseconds + delay))
  }

  /// After a decision to try again, the shortest wait of all keeps a policy from spinning.
  private mutating func waitBeforeExtraRetry(_ trial: Trial) throws(SystemError) -> Bool {
    let delay = backoff.delay(afterAttempt: 1, slot: trial.slot.sequence)
    return try wait(until: Instant(nanoseconds: clock.now().nanoseconds + delay))
  }
}

extension SlotOutcome {
  /// The venue took it.
  @inline(__always)
  static func completed(_ result: OrderResult, attempts: UInt32) -> SlotOutcome {
    SlotOutcome(
      state: .completed, failure: nil, result: result, attempts: attempts, decision: .none)
  }

  /// It was refused; 0 attempts when it was never sent.
  @inline(__always)
  static func refused(_ reason: RefusalReason, attempts: UInt32) -> SlotOutcome {
    SlotOutcome(
      state: .failed, failure: .refused(reason), result: nil, attempts: attempts, decision: .none)
  }
}

extension Backoff {
  /// The waits that a plan's configuration asks for.
  init(_ plan: Plan) {
    let settings = plan.configuration.processor
    self.init(
      baseNanoseconds: Int64(clamping: settings.retryBaseDelayMilliseconds) * 1_000_000,
      nanosecondsMax: Int64(clamping: settings.retryMaxDelayMilliseconds) * 1_000_000,
      seed: plan.seed)
  }
}
