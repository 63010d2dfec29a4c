import Domain
import Platform

/// What ended a run.
public enum RunEnd: String, Sendable {
  /// Its last slot.
  case plan
  /// Its planned duration.
  case duration
  /// Its budget: nothing could be afforded any more.
  case budget
}

/// What a slot's turn came to.
enum Turn {
  /// It is to be sent now; it was planned for this moment.
  case due(Instant)
  /// Its time had passed, and it was left out.
  case dropped
  /// The load ends before the slot.
  case over
  case interrupted
  case quit
}

extension SlotProcessor where V: ~Copyable {
  /// Waits until the slot is due, trying deferred slots again meanwhile, and does with a late one what
  /// the policy says.
  mutating func awaitTurn(of slot: ActionSlot) throws(SystemError) -> Turn {
    guard let due = arrivals?.due(slot.sequence) else {
      endedBy = .duration
      return .over
    }
    let planned = Instant(nanoseconds: runStart.nanoseconds + due)
    while true {
      let now = clock.now()
      if let place = nextDeferred, instant(ofDeferred: place) <= min(planned, now) {
        switch try tryDeferred(place) {
        case .finished: continue
        case .interrupted: return .interrupted
        case .quit: return .quit
        }
      }
      if now >= planned { return try turnOfLate(slot, planned, now) }
      let until = nextDeferred.map { min(planned, instant(ofDeferred: $0)) } ?? planned
      if try wait(until: until) { return .interrupted }
    }
  }

  /// What happens to a slot whose time has come, perhaps long ago.
  private mutating func turnOfLate(
    _ slot: ActionSlot, _ planned: Instant, _ now: Instant
  ) throws(SystemError) -> Turn {
    let lateness = now.nanoseconds - planned.nanoseconds
    guard load.isOpen, lateness > Self.latenessOnTime else { return .due(planned) }
    switch load.whenLate {
    case .queue: measurement.generator.queued += 1
    case .drop where lateness > Int64(load.dropAfterMilliseconds) * 1_000_000:
      let outcome = SlotOutcome(
        state: .skipped, failure: .failed(.dropped), result: nil, attempts: 0, decision: .none)
      core.clearEvents()
      var times = SlotTimes(notSentAt: planned)
      times.done = now
      try finish(slot, outcome, times)
      try tickIfDue(now)
      return .dropped
    case .drop: measurement.generator.queued += 1
    case .catchUp:
      measurement.generator.caughtUp += 1
      let interval = arrivals?.interval(at: planned.nanoseconds - runStart.nanoseconds) ?? 0
      let spread = interval * Int64(core.lanes.laneCount) * 100 / Int64(load.catchUpPercent)
      if try wait(until: Instant(nanoseconds: lastSent.nanoseconds + spread)) {
        return .interrupted
      }
    }
    return .due(planned)
  }

  /// A slot sent within this many nanoseconds of its time is not late.
  private static var latenessOnTime: Int64 { 1_000_000 }

  /// Notes how late the generator itself sent a slot for which it was ready.
  @inline(__always)
  mutating func noteSending(_ sent: Instant, _ planned: Instant) {
    let ready = max(planned, lastDone)
    measurement.generator.sendError.record(
      nanoseconds: sent.nanoseconds - ready.nanoseconds)
    measurement.generator.lastPlannedNanoseconds = max(
      measurement.generator.lastPlannedNanoseconds,
      planned.nanoseconds - runStart.nanoseconds)
    measurement.generator.lastSentNanoseconds = sent.nanoseconds - runStart.nanoseconds
    lastSent = sent
  }

  /// Whether the run's planned duration has passed.
  @inline(__always)
  var isTimeOver: Bool {
    mutating get {
      guard let milliseconds = load.durationMilliseconds else { return false }
      let elapsed = lastDone.nanoseconds - runStart.nanoseconds
      guard elapsed >= Int64(milliseconds) * 1_000_000 else { return false }
      endedBy = .duration
      return true
    }
  }

  /// Whether a continuous run has nothing left to spend: not one slot of a whole schedule could be
  /// afforded.
  @inline(__always)
  var isBudgetOver: Bool {
    mutating get {
      guard load.isContinuous, budgetRefusals >= core.plan.scheduler.slotsPerSchedule else {
        return false
      }
      endedBy = .budget
      return true
    }
  }

  /// Waits, with progress, checkpoints and other lanes going on; true when a stop was requested.
  mutating func wait(until deadline: Instant) throws(SystemError) -> Bool {
    let started = clock.now()
    defer { measurement.generator.idleNanoseconds += clock.now().nanoseconds - started.nanoseconds }
    while true {
      if control.isStopRequested { return true }
      let now = clock.now()
      try tickIfDue(now)
      if now >= deadline { return false }
      try sleep(until: min(deadline, nextTick))
    }
  }
}
