import Domain
import Journal
import Platform

/// Several slots in one request to the venue.
///
/// Slots are prepared in order, and a batch ends before the first that its budget does not suffice
/// for: what the fills of those before it bring is booked first. So the same slots are executed with
/// the same results as one by one.
extension SlotProcessor where V: ~Copyable {
  /// Whether slots are sent in batches.
  var isBatching: Bool { core.plan.configuration.venue.database.batchSize > 1 }

  /// Sends the next slots together; nil where the next one must be sent by itself.
  ///
  /// - Parameter end: the first slot that may not be among them.
  mutating func sendBatch(below end: UInt64) throws(SystemError) -> TurnEnd? {
    guard uncertainCount == 0, core.slotInFlight == nil, attemptsInProgress == 0 else { return nil }
    if isTimeOver { return .over }
    let slots = try prepareBatch(below: end)
    guard slots.count > 1 else { return nil }
    let planned = lastDone
    let sent = clock.now()
    let answers = try submitBatch(slots)
    let done = clock.now()
    lastDone = done
    let times = SlotTimes(planned: planned, firstSent: sent, lastSent: sent, done: done)
    for (slot, answer) in zip(slots, answers) {
      core.clearEvents()
      switch answer.answer {
      case .done(let result):
        core.events = answer.events
        try finish(slot, .completed(result, attempts: 1), times)
      case .refused(let reason):
        core.events = answer.events
        try finish(slot, .refused(reason, attempts: 1), times)
      case .failed(let reason):
        return try persist(slot, reason, isUnknown: false, among: slots, times)
      case .unknown(let reason):
        return try persist(slot, reason, isUnknown: true, among: slots, times)
      }
    }
    abandon(slots.dropFirst(answers.count))
    if syncsInGroups { _ = try journal.syncIfDue(now: done) }
    try tickIfDue(done)
    return isBudgetOver ? .over : .finished
  }

  /// The next slots of this lane with their budgets locked, as many as a batch holds.
  private mutating func prepareBatch(below end: UInt64) throws(SystemError) -> [ActionSlot] {
    let countMax = core.plan.configuration.venue.database.batchSize
    var slots: [ActionSlot] = []
    slots.reserveCapacity(countMax)
    var sequence = core.frontier
    while sequence < end, slots.count < countMax {
      let market = core.plan.scheduler.market(ofPair: sequence / 2)
      guard core.lanes.laneCount == 1 || core.lanes.lane(of: market) == core.lane else {
        sequence = (sequence / 2 + 1) * 2
        continue
      }
      let slot = core.plan.scheduler.slot(at: sequence)
      // The other lanes are asked only when this one can do nothing else.
      let refusal = slots.isEmpty ? try prepare(slot) : core.prepare(slot)
      guard refusal == nil else { break }
      slots.append(slot)
      sequence += 1
    }
    return slots
  }

  /// Sends them; while the venue works on it, the share lies open to the other lanes.
  private mutating func submitBatch(_ slots: [ActionSlot]) throws(SystemError) -> [BatchAnswer] {
    guard let team else { return core.venue.submitBatch(slots) }
    lend(to: team)
    let answers = core.venue.submitBatch(slots)
    try takeBack(from: team)
    return answers
  }

  /// Tries the first slot that failed again. Those behind it come again as well: where the venue may
  /// have them, they keep what they lock, and each is looked up before anything else.
  private mutating func persist(
    _ slot: ActionSlot, _ reason: FailureReason, isUnknown: Bool, among slots: [ActionSlot],
    _ times: SlotTimes
  ) throws(SystemError) -> TurnEnd {
    let rest = slots.drop { $0.sequence <= slot.sequence }
    if isUnknown { uncertainCount = rest.count } else { abandon(rest) }
    let trial = Trial(
      slot: slot, pass: 0, attempts: 1, reason: reason, isUnknown: isUnknown, old: nil,
      onlyLooksUp: false)
    let end = try persist(trial, times)
    switch end {
    case .finished:
      try tickIfDue(lastDone)
      return .finished
    case .interrupted, .quit:
      if isUnknown { abandon(rest) }
      return end == .quit ? .quit : .interrupted
    }
  }

  /// Undoes `prepare` for slots that stay pending.
  private mutating func abandon(_ slots: ArraySlice<ActionSlot>) {
    for slot in slots { core.abandon(slot) }
  }
}
