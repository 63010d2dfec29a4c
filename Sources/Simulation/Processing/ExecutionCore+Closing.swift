import Budgets
import Domain
import Matching

extension ExecutionCore where V: ~Copyable {
  /// Gives back what an order that was just taken holds for the part that was not filled. What was
  /// filled is spent by its fills, which may still be on their way: those of other slots whose
  /// answers were lost are reported with these.
  @inline(__always)
  mutating func close(_ slot: ActionSlot, _ result: OrderResult) {
    guard result.cumulative < slot.quantity, !result.isForgotten else { return }
    let rest = Quantity(lots: slot.quantity.lots - result.cumulative.lots)
    let market = plan.markets[slot.market.position]
    budgets.close(
      slot.clientOrderID, releasing: market.lockedAmount(slot.side, slot.price, rest))
  }

  /// Gives back what an earlier order holds for `quantity`, which was canceled.
  mutating func close(_ sequence: UInt64, canceling quantity: Quantity) {
    guard quantity > .zero else { return }
    let slot = plan.scheduler.slot(at: sequence)
    let market = plan.markets[slot.market.position]
    budgets.close(
      slot.clientOrderID, releasing: market.lockedAmount(slot.side, slot.price, quantity))
  }

  /// Closes what forgotten orders still hold. Right only when no fate is open: all fills have been
  /// reported then, so what is not open any more will spend nothing. O(open locks).
  mutating func closeForgotten() {
    let ids = budgets.savedState.locks.map(\.id)
    let closed = venue.reading { engine in
      ids.filter { engine.find($0)?.status.isOpen != true }
    }
    for id in closed ?? [] { budgets.close(id) }
  }

  /// Finds out after a restart whether the slot at the frontier was in flight when the run stopped:
  /// the venue in this process has it, and the journal has no outcome of it.
  mutating func findSlotInFlight() {
    _ = skipForeignSlots()
    let id = ClientOrderID(sequence: frontier)
    let isTaken = venue.reading { engine in engine.find(id) != nil }
    slotInFlight = isTaken == true ? frontier : nil
  }

  /// Prepares for executing records again that follow a checkpoint with a slot in flight: its tries go on
  /// behind those that the checkpoint counts, as they did then.
  mutating func beginReplay(attemptsInProgress: UInt32) {
    guard attemptsInProgress > 0 else { return }
    let stand = frontier
    findSlotInFlight()
    frontier = stand
    if slotInFlight != nil { attemptsInFlight = attemptsInProgress }
  }
}
