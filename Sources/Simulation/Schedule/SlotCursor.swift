/// Makes slots one after another, each pair once.
struct SlotCursor {
  private let scheduler: SlotScheduler
  private var pair: SlotPair?

  init(_ scheduler: SlotScheduler) { self.scheduler = scheduler }

  /// The slot at `sequence`; cheapest when slots are asked for in order.
  mutating func slot(at sequence: UInt64) -> ActionSlot {
    if sequence % 2 == 1, let pair, pair.second.sequence == sequence { return pair.second }
    let made = scheduler.pair(at: sequence / 2)
    pair = made
    return sequence % 2 == 0 ? made.first : made.second
  }
}
