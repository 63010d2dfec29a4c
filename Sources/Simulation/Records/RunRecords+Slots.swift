import Domain
import Journal

/// Which slots of a saved run are wanted.
public struct SlotPage: Hashable, Sendable {
  /// Only slots in this state; nil for all.
  public var state: SlotState?
  /// How many of these are left out first.
  public var offset: UInt64
  /// How many are wanted at most.
  public var limit: UInt64

  /// Makes a page of its parts.
  public init(state: SlotState? = nil, offset: UInt64 = 0, limit: UInt64 = .max) {
    self.state = state
    self.offset = offset
    self.limit = limit
  }
}

extension RunRecords {
  /// Hands the slots of a page to `visit`, in their order, until it returns false. Bounded memory.
  ///
  /// Without a state the page is found by binary search; with one, slots are read from the first on.
  public func forEachSlot(
    on page: SlotPage, _ visit: (borrowing SlotRecord) -> Bool
  ) throws(RunError) {
    guard page.limit > 0 else { return }
    var skipped = page.state == nil ? page.offset : 0
    var left = page.limit
    let hasOutcome = page.state != .pending && page.state != .inProgress
    let first = page.state == nil ? page.offset : hasOutcome ? 0 : frontier
    try forEachSlot(from: first) { record in
      if let state = page.state, state != record.state {
        return restorations.count > 1 || state.canFollow(record.state)
      }
      if skipped < page.offset {
        skipped += 1
        return true
      }
      left -= 1
      return visit(record) && left > 0
    }
  }

  /// Hands the slots from `first` on to `visit`, in their order, until it returns false. Bounded
  /// memory.
  public func forEachSlot(
    from first: UInt64 = 0, _ visit: (borrowing SlotRecord) -> Bool
  ) throws(RunError) {
    guard first < plan.slotCount else { return }
    var outcomes: [LaneOutcomes?] = []
    for restoration in restorations {
      outcomes.append(try LaneOutcomes(restoration, self, from: first))
    }
    var slots = SlotCursor(plan.scheduler)
    var isNext = Array(repeating: true, count: restorations.count)
    for sequence in first..<plan.slotCount {
      let slot = slots.slot(at: sequence)
      let lane = plan.lanes.lane(of: slot.market)
      if let known = outcomes[lane], sequence < known.frontier {
        guard visit(try known.record(of: slot)) else { return }
        continue
      }
      let record = SlotRecord(
        slot, isInProgress: isNext[lane] && process != nil,
        attempts: isNext[lane] ? UInt64(restorations[lane].attemptsInProgress) : 0)
      isNext[lane] = false
      guard visit(record) else { return }
    }
  }
}

extension SlotState {
  /// Whether, in a run of one lane, a slot of this state may stand behind one of state `earlier`: what has an outcome comes
  /// before the slot in progress, and that before the pending ones.
  fileprivate func canFollow(_ earlier: SlotState) -> Bool { rank >= earlier.rank }

  private var rank: Int {
    switch self {
    case .completed, .failed, .skipped, .unknown: 0
    case .inProgress: 1
    case .pending: 2
    }
  }
}
