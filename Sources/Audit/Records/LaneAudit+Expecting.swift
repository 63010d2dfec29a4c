import Domain
import Journal
import Simulation

/// What must have become of a slot.
enum Expectation: Hashable {
  /// The venue has it; `isRemembered` is false where it may have forgotten what became of it.
  case completed(ReferenceStanding, isRemembered: Bool)
  case refused(RefusalReason)
  /// The venue certainly has it not.
  case failed(FailureReason)
  case unknown
  /// Left out since its time had passed.
  case dropped
  /// It was settled after fewer tries than are recorded.
  case settledEarlier(tries: UInt32)
  /// Only the venue's own records tell.
  case believed
  /// Price and budget admit it, so it had to be sent.
  case sent
}

extension LaneAudit {
  /// What must have become of the slot in this record; the venue's replica takes its order where an
  /// attempt reached the venue.
  mutating func expect(
    _ slot: ActionSlot, _ record: OutcomeRecord, _ outcome: SlotOutcome, _ old: Known
  ) -> Expectation {
    isFirstAttempt = outcome.attempts == 1 && old == .nothing
    isLocked = false
    if outcome.isDropped { return .dropped }
    if !old.isUnknown, let refusal = prepare(slot) {
      return .refused(refusal)
    }
    isLocked = slot.action == .place
    if outcome.attempts == 0 { return .sent }
    if kind == .outside {
      // An order whose fate was open holds its lock since it was sent first, less what was told meanwhile.
      if isLocked && !old.isUnknown { locks.track(slot.sequence, slot.quantity.lots) }
      return .believed
    }
    var tries = Tries(first: 1, count: outcome.attempts, pass: record.pass)
    var onlyLooksUp = old == .unknown
    if case .deferred(let before, _) = old {
      tries = Tries(first: before + 1, count: 1, pass: 0)
      onlyLooksUp = false
    }
    return self.outcome(of: slot, tries, startsUnknown: old.isUnknown, onlyLooksUp: onlyLooksUp)
  }

  /// The attempts that a record tells of.
  struct Tries {
    let first: UInt32
    let count: UInt32
    let pass: UInt8
  }

  /// Locks what the slot needs in the audit's ledger; the refusal when it must not be sent.
  private mutating func prepare(_ slot: ActionSlot) -> RefusalReason? {
    guard slot.action == .place else { return nil }
    let terms = markets[slot.market.position]
    if let refusal = terms.refusal(of: slot.price.ticks) { return refusal }
    let need = terms.need(slot.side, slot.price.ticks, slot.quantity.lots)
    tally.balances += 1
    let isLocked = ledger.lock(slot.account.position, terms.paid(slot.side), need)
    return isLocked ? nil : .insufficientBudget
  }

  /// What the attempts must have come to, one after the other, given the faults that met them.
  private mutating func outcome(
    of slot: ActionSlot, _ tries: Tries, startsUnknown: Bool, onlyLooksUp: Bool
  ) -> Expectation {
    var isUnknown = startsUnknown
    var reason = FailureReason.timeout
    for number in tries.first..<tries.first + tries.count {
      let attempt = Attempt(pass: tries.pass, number: number)
      let isLast = number == tries.first + tries.count - 1
      var ending: Expectation?
      if isUnknown || onlyLooksUp {
        if drawing?.losesLookUp(slot.sequence, attempt) == true {
          reason = .timeout
          continue
        }
        ending = answerAgain(slot.sequence)
        if ending == nil && onlyLooksUp { ending = .failed(reason) }
      }
      if ending == nil { ending = send(slot, attempt, &isUnknown, &reason) }
      if let ending { return isLast ? ending : .settledEarlier(tries: number) }
    }
    return isUnknown ? .unknown : .failed(reason)
  }

  /// What sending the slot once comes to; nil when it must be tried again.
  private mutating func send(
    _ slot: ActionSlot, _ attempt: Attempt, _ isUnknown: inout Bool, _ reason: inout FailureReason
  ) -> Expectation? {
    switch drawing?.onSending(slot.sequence, attempt) {
    case nil: return answer(slot)
    case .refusal: return .refused(.injected)
    case .failure:
      isUnknown = false
      reason = .connectionLost
      return nil
    case .timeoutBeforeApply: break
    case .timeoutAfterApply: reach(slot)
    }
    // The answer was lost, so the order is looked up at once.
    reason = .timeout
    isUnknown = drawing?.losesLookUp(slot.sequence, attempt) == true
    return isUnknown ? nil : answerAgain(slot.sequence)
  }

  /// The order reaches the venue, and its answer the simulator.
  private mutating func answer(_ slot: ActionSlot) -> Expectation {
    guard kind == .embedded else { return nullAnswer(slot) }
    if let again = answerAgain(slot.sequence) { return again }
    guard let answer = venue?.take(slot, into: &expected) else { return .believed }
    switch answer {
    case .done(let standing): return .completed(standing, isRemembered: true)
    case .refused(let reason): return .refused(reason)
    }
  }

  /// The order reaches the venue, and its answer is lost.
  private mutating func reach(_ slot: ActionSlot) {
    guard venue?.isUnanswered(slot.sequence) == false else { return }
    var events: [PredictedEvent] = []
    if case .done(let standing) = venue?.take(slot, into: &events) {
      venue?.lose(slot.sequence, standing, events)
    }
  }

  /// What the venue answers about an order that it took before; nil when it has none.
  private mutating func answerAgain(_ sequence: UInt64) -> Expectation? {
    guard kind == .embedded else {
      return nullAnswer(slot(at: sequence))
    }
    guard let known = venue?.answer(sequence) else { return nil }
    expected += known.events
    return .completed(known.standing, isRemembered: known.standing.leaves > 0)
  }

  /// The venue that acknowledges everything and keeps nothing.
  private func nullAnswer(_ slot: ActionSlot) -> Expectation {
    .completed(
      ReferenceStanding(filled: 0, canceled: slot.quantity.lots, leaves: 0), isRemembered: true)
  }
}
