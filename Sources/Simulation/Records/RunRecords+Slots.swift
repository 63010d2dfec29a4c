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
      if let state = page.state, state != record.state { return state.canFollow(record.state) }
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
    if first < frontier {
      guard try visitOutcomes(from: first, visit) else { return }
    }
    var slots = SlotCursor(plan.scheduler)
    for sequence in max(first, frontier)..<plan.slotCount {
      let isNext = sequence == frontier
      let record = SlotRecord(
        slots.slot(at: sequence), isInProgress: isNext && process != nil,
        attempts: isNext ? UInt64(restoration.attemptsInProgress) : 0)
      guard visit(record) else { return }
    }
  }

  /// Visits the slots that have an outcome; false when `visit` wants no more.
  private func visitOutcomes(
    from first: UInt64, _ visit: (borrowing SlotRecord) -> Bool
  ) throws(RunError) -> Bool {
    guard let recovery = restoration.recovery else { return true }
    let reader = try JournalReader(opening: recovery)
    let start = try ordinal(of: first, reader)
    var amendments: Amendments?
    if frontier == plan.slotCount {
      amendments = try Amendments(reader, behind: try ordinal(of: frontier - 1, reader))
    }
    var slots = SlotCursor(plan.scheduler)
    var next = first
    var goesOn = true
    try reader.forEachGroup(from: start) { (group) throws(RunError) in
      guard group.outcome.slot == next else { throw disorder(group.ordinal, expected: next) }
      var record = SlotRecord(
        slots.slot(at: next), try group.readableOutcome(recovery.path), group,
        at: time(group.outcome.doneAtNanoseconds))
      for later in try amendments?.outcomes(of: next, reader) ?? [] {
        record.amend(later, at: time(later.doneAtNanoseconds))
      }
      next += 1
      goesOn = visit(record)
      return goesOn && next < frontier ? .next : .stop
    }
    return goesOn
  }

  private func ordinal(
    of slot: UInt64, _ reader: borrowing JournalReader
  ) throws(RunError) -> UInt64 {
    let found: UInt64?
    do { found = try reader.findSlot(slot) } catch { throw RunError(error) }
    guard let found else { throw disorder(nil, expected: slot) }
    return found
  }

  private func disorder(_ ordinal: UInt64?, expected slot: UInt64) -> RunError {
    let place = ordinal.map { " at record \($0)" } ?? ""
    return RunError(
      .badRecords,
      "\(directory.journal) does not hold the outcome of slot \(slot)\(place), though its frontier "
        + "is \(frontier); restore the run's directory from a copy")
  }
}

extension SlotState {
  /// Whether a slot of this state may stand behind one of state `earlier`: what has an outcome comes
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
