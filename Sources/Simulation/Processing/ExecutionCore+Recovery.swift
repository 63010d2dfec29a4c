import Domain
public import Journal

/// The journal says one thing and executing the slot again gives another.
public struct RecoveryMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// The slot.
  public let slot: UInt64
  /// What the journal says.
  public let recorded: String
  /// What executing it again gives.
  public let executed: String

  /// Slot and both sides in one line.
  public var description: String {
    "slot \(slot): the journal says \(recorded), executing it again gives \(executed); the run was "
      + "made by another version of the program or its files were changed"
  }
}

extension ExecutionCore where V: ~Copyable {
  /// Executes a slot again exactly as the journal tells, and compares everything it tells.
  ///
  /// - Throws: `RecoveryMismatch` at the first difference.
  public mutating func reexecute(
    _ record: OutcomeRecord, _ fills: [FillRecord]
  ) throws(RecoveryMismatch) {
    guard let recorded = record.outcome, record.slot < plan.slotCount else {
      throw RecoveryMismatch(
        slot: record.slot, recorded: "an outcome of unknown kind", executed: "nothing")
    }
    let slot = plan.scheduler.slot(at: record.slot)
    var old: SlotState?
    if record.isAmendment {
      skipForeignSlots(to: record.frontier)
      old = unknownSlots.contains { $0.sequence == record.slot } ? .unknown : .failed
    }
    guard venue.livesInProcess else {
      return try believe(record, recorded, fills, old)
    }
    let outcome: SlotOutcome
    if record.pass == DeferredSlot.pass {
      outcome = try retried(slot, recorded, old)
    } else {
      pass = max(pass, record.pass)
      outcome = try executed(slot, recorded, pass: record.pass, old)
    }
    conclude(slot, outcome, replacing: old)
    if outcome.decision == .retry { noteTimes(of: record) }
    try compare(record, recorded, fills, outcome)
  }

  /// Books what the journal tells of a slot that an outside venue has: it is not sent again.
  private mutating func believe(
    _ record: OutcomeRecord, _ recorded: SlotOutcome, _ fills: [FillRecord], _ old: SlotState?
  ) throws(RecoveryMismatch) {
    let slot = plan.scheduler.slot(at: record.slot)
    if record.pass != DeferredSlot.pass { pass = max(pass, record.pass) }
    if old == .unknown {
      clearEvents()
    } else if let refusal = prepare(slot) {
      let outcome = SlotOutcome.refused(refusal, attempts: 0)
      guard outcome == recorded else { throw mismatch(slot, recorded, describe(outcome)) }
    }
    for fill in fills {
      guard let event = VenueEvent(fill) else {
        throw mismatch(slot, recorded, "a fill of unknown kind")
      }
      if case .fill(let fill) = event { venue.note(fill) }
      events.append(event)
    }
    conclude(slot, recorded, replacing: old)
    if recorded.decision == .retry { noteTimes(of: record) }
    try moveFrontier(to: record, recorded)
  }

  /// Follows the frontier of a record. A lane that passed over slots of others before it tried an earlier
  /// slot again is further than that slot alone tells.
  private mutating func moveFrontier(
    to record: OutcomeRecord, _ recorded: SlotOutcome
  ) throws(RecoveryMismatch) {
    if record.isAmendment && lanes.laneCount > 1 {
      while frontier < record.frontier,
        lanes.lane(of: plan.scheduler.market(ofPair: frontier / 2)) != lane
      {
        frontier = (frontier / 2 + 1) * 2
      }
    }
    guard record.frontier == frontier else {
      throw mismatch(
        plan.scheduler.slot(at: record.slot), recorded,
        "frontier \(frontier) instead of \(record.frontier)")
    }
  }

  /// Tells a deferred slot when it was planned and first sent.
  private mutating func noteTimes(of record: OutcomeRecord) {
    guard let place = deferred.firstIndex(where: { $0.sequence == record.slot }) else { return }
    deferred[place].plannedAtNanoseconds = record.plannedAtNanoseconds
    guard !record.isAmendment else { return }
    deferred[place].firstSentAtNanoseconds =
      record.plannedAtNanoseconds &+ Int64(clamping: record.sentDelayNanoseconds)
  }

  /// One more try of a deferred slot.
  private mutating func retried(
    _ slot: ActionSlot, _ recorded: SlotOutcome, _ old: SlotState?
  ) throws(RecoveryMismatch) -> SlotOutcome {
    guard let before = deferredSlot(slot.sequence) else {
      throw mismatch(slot, recorded, "a slot that was not to be tried again")
    }
    clearEvents()
    if old == .failed, let refusal = prepare(slot) { return .refused(refusal, attempts: 0) }
    let attempt = Attempt(pass: 0, number: before.attempts + 1)
    switch self.attempt(slot, attempt, isUnknown: before.isUnknown) {
    case .done(let result): return .completed(result, attempts: 1)
    case .refused(let reason): return .refused(reason, attempts: 1)
    case .failed(let reason, let isUnknown):
      guard recorded.state != .completed, (recorded.state == .unknown) == isUnknown else {
        throw mismatch(slot, recorded, isUnknown ? "unknown" : "failed")
      }
      return SlotOutcome(
        state: recorded.state, failure: .failed(reason), result: nil, attempts: 1,
        decision: recorded.decision)
    }
  }

  private mutating func executed(
    _ slot: ActionSlot, _ recorded: SlotOutcome, pass: UInt8, _ old: SlotState?
  ) throws(RecoveryMismatch) -> SlotOutcome {
    if old == .unknown {
      clearEvents()
    } else if recorded.isDropped {
      clearEvents()
      return recorded
    } else if let refusal = prepare(slot) {
      return .refused(refusal, attempts: 0)
    }
    guard recorded.attempts > 0 else {
      throw mismatch(slot, recorded, "that it may be sent")
    }
    let isInFlight = attemptsInFlight > 0 && slotInFlight == slot.sequence && old == nil
    let tried = isInFlight ? attemptsInFlight : 0
    attemptsInFlight = 0
    guard recorded.attempts > tried else {
      throw mismatch(slot, recorded, "more than \(tried) attempts")
    }
    var isUnknown = old == .unknown || isInFlight
    var failure = SlotFailure.failed(.timeout)
    for number in tried + 1...recorded.attempts {
      let attempt = Attempt(pass: pass, number: number)
      let result =
        old == .unknown
        ? settle(slot, attempt) ?? .failed(.timeout, isUnknown: false)
        : self.attempt(slot, attempt, isUnknown: isUnknown)
      switch result {
      case .done(let result): return .completed(result, attempts: number)
      case .refused(let reason): return .refused(reason, attempts: number)
      case .failed(let reason, let stillUnknown):
        failure = .failed(reason)
        isUnknown = stillUnknown
      }
    }
    guard recorded.state != .completed, (recorded.state == .unknown) == isUnknown else {
      throw mismatch(slot, recorded, isUnknown ? "unknown" : "failed")
    }
    return SlotOutcome(
      state: recorded.state, failure: failure, result: nil, attempts: recorded.attempts,
      decision: recorded.decision)
  }

  private mutating func compare(
    _ record: OutcomeRecord, _ recorded: SlotOutcome, _ fills: [FillRecord],
    _ outcome: SlotOutcome
  ) throws(RecoveryMismatch) {
    let slot = plan.scheduler.slot(at: record.slot)
    guard outcome == recorded else { throw mismatch(slot, recorded, describe(outcome)) }
    var place = 0
    for event in events {
      guard case .fill(let fill) = event else { continue }
      guard place < fills.count, fills[place] == FillRecord(fill) else {
        throw mismatch(slot, recorded, "another fill at place \(place)")
      }
      place += 1
    }
    guard place == fills.count else {
      throw mismatch(slot, recorded, "\(place) fills instead of \(fills.count)")
    }
    try moveFrontier(to: record, recorded)
  }

  private func mismatch(
    _ slot: ActionSlot, _ recorded: SlotOutcome, _ executed: String
  ) -> RecoveryMismatch {
    RecoveryMismatch(slot: slot.sequence, recorded: describe(recorded), executed: executed)
  }

  private func describe(_ outcome: SlotOutcome) -> String {
    let reason = outcome.failure.map { " (\($0.name))" } ?? ""
    let filled = outcome.result.map { ", \($0.status.name), \($0.cumulative.lots) lots" } ?? ""
    return "\(outcome.state.name)\(reason)\(filled) after \(outcome.attempts) attempts"
  }
}
