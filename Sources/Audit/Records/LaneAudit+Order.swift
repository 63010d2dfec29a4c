import Domain
import Journal
import Simulation

/// In which order slots are told of: each once in the main pass, and again only while something about it
/// is open.
extension LaneAudit {
  /// What is known of the slot before this record.
  enum Known: Hashable {
    case nothing
    case failed
    case unknown
    /// Failed, and tried again while others go on, after so many tries.
    case deferred(UInt32, isUnknown: Bool)

    var isUnknown: Bool {
      switch self {
      case .unknown: true
      case .deferred(_, let isUnknown): isUnknown
      case .nothing, .failed: false
      }
    }

    /// The state that it counts as.
    var state: SlotState? {
      switch self {
      case .nothing: nil
      case .failed: .failed
      case .unknown: .unknown
      case .deferred(_, let isUnknown): isUnknown ? .unknown : .failed
      }
    }
  }

  /// What is known of the record's slot; nil, and a violation, when it must not be told of now.
  mutating func previousState(_ record: OutcomeRecord) -> Known? {
    tally.outcomes += 1
    guard record.isAmendment else { return nextOfMainPass(record) ? .nothing : nil }
    skipOtherLanes(to: record.frontier)
    if record.frontier != frontier { reportFrontier(record) }
    tally.repeats += 1
    if let open = openSlots[record.slot] {
      if let tries = open.deferredAttempts {
        return .deferred(tries, isUnknown: open.isUnknown)
      }
      return open.isUnknown ? .unknown : .failed
    }
    if failedSlots.contains(record.slot) { return .failed }
    report(
      .repeatsTakeEffectOnce, AuditPlace(slot: record.slot),
      expected: "no further outcome of a slot that is completed or was never executed",
      found: "an amendment of pass \(record.pass)")
    return nil
  }

  private mutating func nextOfMainPass(_ record: OutcomeRecord) -> Bool {
    skipOtherLanes()
    defer {
      frontier = max(frontier, record.slot + 1)
      if record.frontier != frontier { reportFrontier(record) }
    }
    guard record.slot != frontier else { return true }
    guard record.slot > frontier else {
      report(
        .resumption, AuditPlace(slot: record.slot), expected: "slot \(frontier) next",
        found: "slot \(record.slot) once more", magnitude: Int128(frontier - record.slot))
      return false
    }
    report(
      .resumption, AuditPlace(slot: frontier), expected: "slot \(frontier) next",
      found: "slot \(record.slot): those between have no outcome",
      magnitude: Int128(record.slot - frontier))
    guard lanes.lane(of: slot(at: record.slot).market) == lane else {
      report(
        .resumption, AuditPlace(slot: record.slot), expected: "slots of lane \(lane)",
        found: "a slot of lane \(lanes.lane(of: slot(at: record.slot).market))")
      return false
    }
    return true
  }

  /// Moves over slots that other lanes execute.
  mutating func skipOtherLanes(to end: UInt64 = .max) {
    guard lanes.laneCount > 1 else { return }
    while frontier < min(end, plan.slotCount),
      lanes.lane(of: scheduler.market(ofPair: frontier / 2)) != lane
    { frontier = (frontier / 2 + 1) * 2 }
  }

  private mutating func reportFrontier(_ record: OutcomeRecord) {
    report(
      .resumption, AuditPlace(slot: record.slot), expected: "frontier \(frontier)",
      found: "\(record.frontier)")
  }

  /// Whether orders stand in the venue's order as they were sent: nobody who was acknowledged before
  /// another was sent comes behind it.
  mutating func checkArrival(
    _ slot: ActionSlot, _ record: OutcomeRecord, _ outcome: SlotOutcome
  ) {
    guard outcome.state == .completed, slot.action == .place, kind == .embedded, isFirstAttempt
    else { return }
    tally.arrivals += 1
    let market = slot.market.position
    let sent = record.plannedAtNanoseconds &+ Int64(clamping: record.sentDelayNanoseconds)
    if record.doneAtNanoseconds < latestSent[market] {
      report(
        .orderOfArrival, place(slot),
        expected:
          "orders that were sent after its acknowledgement at \(record.doneAtNanoseconds) ns "
          + "to come behind it",
        found: "one sent at \(latestSent[market]) ns before it",
        magnitude: Int128(latestSent[market]) - Int128(record.doneAtNanoseconds))
    }
    latestSent[market] = max(latestSent[market], sent)
  }
}
