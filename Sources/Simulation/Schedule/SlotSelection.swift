public import Domain

/// Which slots of a plan are wanted.
public struct SlotSelection: Hashable, Sendable {
  /// Only slots on this market; nil for all.
  public var market: MarketIndex?
  /// Only slots of this account; nil for all.
  public var account: AccountIndex?
  /// How many of these are left out first.
  public var offset: UInt64
  /// How many are wanted at most.
  public var limit: UInt64

  /// Makes a selection of its parts.
  public init(
    market: MarketIndex? = nil, account: AccountIndex? = nil, offset: UInt64 = 0,
    limit: UInt64 = .max
  ) {
    self.market = market
    self.account = account
    self.offset = offset
    self.limit = limit
  }

  /// Whether every slot of the plan is wanted, but for offset and limit.
  var isUnfiltered: Bool { market == nil && account == nil }

  @inline(__always)
  func contains(_ slot: ActionSlot) -> Bool {
    (market == nil || market == slot.market) && (account == nil || account == slot.account)
  }
}

extension SlotScheduler {
  /// Hands the selected slots to `visit`, in their order, until it returns false.
  ///
  /// Constant memory. An offset without a filter costs nothing; with one, slots are made and
  /// counted, some tens of nanoseconds each.
  public func forEachSlot(_ selection: SlotSelection, _ visit: (ActionSlot) -> Bool) {
    guard selection.limit > 0 else { return }
    let first = selection.isUnfiltered ? selection.offset : 0
    guard first < slotCount else { return }
    var skipped = first
    var left = selection.limit
    var slots = SlotCursor(self)
    for sequence in first..<slotCount {
      let slot = slots.slot(at: sequence)
      guard selection.contains(slot) else { continue }
      if skipped < selection.offset {
        skipped += 1
        continue
      }
      left -= 1
      guard visit(slot), left > 0 else { return }
    }
  }
}
