import Domain
import Simulation

extension LaneAudit {
  /// Holds what is recorded of the slot against what must have become of it.
  mutating func compare(
    _ slot: ActionSlot, _ outcome: SlotOutcome, _ expectation: Expectation
  ) {
    tally.expectations += 1
    switch (expectation, outcome.state) {
    case (.believed, _): checkBelieved(slot, outcome)
    case (.sent, _):
      report(
        outcome.refusal == nil ? .oneOrderPerSlot : .refusals, place(slot),
        expected: "to be sent: price and budget admit it", found: describe(outcome))
    case (.settledEarlier(let tries), _):
      report(
        .repeatsTakeEffectOnce, place(slot), expected: "an end after \(tries) tries",
        found: "\(outcome.attempts)")
    case (.completed(let standing, let isRemembered), .completed):
      compare(slot, outcome, standing, isRemembered: isRemembered)
    case (.completed, _):
      report(
        outcome.refusal == nil ? .oneOrderPerSlot : .refusals, place(slot),
        expected: "completed: the venue has its order",
        found: describe(outcome))
    case (.refused(let reason), _): compare(slot, outcome, refusedFor: reason)
    case (.failed(let reason), .completed):
      report(
        .oneOrderPerSlot, place(slot),
        expected: "no order (\(reason.name)): no attempt reached the venue",
        found: describe(outcome))
    case (.failed(let reason), _):
      guard outcome.state == .unknown || outcome.failure != .failed(reason) else { return }
      report(
        outcome.refusal == nil ? .oneOrderPerSlot : .refusals, place(slot),
        expected: "failed (\(reason.name))", found: describe(outcome))
    case (.unknown, _):
      guard outcome.state != .unknown else { return }
      report(
        .oneOrderPerSlot, place(slot), expected: "unknown: every answer was lost",
        found: describe(outcome))
    case (.dropped, _):
      guard outcome.state != .skipped || outcome.attempts > 0 else { return }
      report(
        .oneOrderPerSlot, place(slot), expected: "skipped and never sent",
        found: describe(outcome))
    }
  }

  private mutating func compare(
    _ slot: ActionSlot, _ outcome: SlotOutcome, _ standing: ReferenceStanding, isRemembered: Bool
  ) {
    guard let told = outcome.result else { return }
    if slot.action == .cancel { tally.cancels += 1 }
    let isSame =
      told.cumulative.lots == standing.filled && told.canceled.lots == standing.canceled
      && told.status == (slot.action == .cancel ? .canceled : standing.status)
    guard !isSame, isRemembered || !told.isForgotten else { return }
    report(
      .quantitiesAddUp, place(slot),
      expected: "\(standing.status.name), \(standing.filled) lots filled, \(standing.canceled) "
        + "canceled",
      found: describe(outcome), magnitude: Int128(told.cumulative.lots) - Int128(standing.filled))
  }

  private mutating func compare(
    _ slot: ActionSlot, _ outcome: SlotOutcome, refusedFor reason: RefusalReason
  ) {
    tally.refusals += 1
    if outcome.refusal == reason && outcome.state == .failed { return }
    let invariant: Invariant
    switch (reason, outcome.refusal) {
    case (_, .some): invariant = .refusals
    case (.insufficientBudget, nil), (.insufficientBalance, nil): invariant = .balances
    case (.priceOutsideBand, nil), (.marketNotActive, nil): invariant = .fillTerms
    case (_, nil): invariant = .oneOrderPerSlot
    }
    report(
      invariant, place(slot), expected: "refused (\(reason.name))", found: describe(outcome))
  }

  /// On a venue outside, what a slot alone tells: its parts must fit each other.
  private mutating func checkBelieved(_ slot: ActionSlot, _ outcome: SlotOutcome) {
    guard let told = outcome.result, !told.isForgotten else { return }
    if slot.action == .cancel {
      tally.cancels += 1
      return
    }
    let known = told.cumulative.lots + told.canceled.lots
    let isRight =
      told.cumulative.lots >= 0 && told.canceled.lots >= 0 && known <= slot.quantity.lots
      && (told.status.isOpen ? known < slot.quantity.lots : true)
      && (told.status == .filled ? told.cumulative == slot.quantity : true)
    if !isRight {
      report(
        .quantitiesAddUp, place(slot),
        expected: "filled and canceled lots of \(slot.quantity.lots) that fit the status",
        found: describe(outcome))
    }
  }

  /// An outcome in words.
  func describe(_ outcome: SlotOutcome) -> String {
    let reason = outcome.failure.map { " (\($0.name))" } ?? ""
    let filled = outcome.result.map {
      ", \($0.status.name), \($0.cumulative.lots) lots filled, \($0.canceled.lots) canceled"
    }
    return "\(outcome.state.name)\(reason)\(filled ?? "") after \(outcome.attempts) tries"
  }
}

extension SlotOutcome {
  /// Why the slot was refused; nil when it was not.
  var refusal: RefusalReason? {
    if case .refused(let reason) = failure { reason } else { nil }
  }
}
