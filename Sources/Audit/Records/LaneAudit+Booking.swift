import Domain
import Journal
import Simulation

/// Books in the audit's own ledger what the simulator was told.
extension LaneAudit {
  mutating func book(
    _ slot: ActionSlot, _ outcome: SlotOutcome, _ fills: [FillRecord], _ old: Known
  ) {
    if outcome.state == .unknown && kind != .outside && slot.action == .place {
      locks.track(slot.sequence, slot.quantity.lots)
    }
    for record in fills { book(record, slot) }
    for event in expected {
      if case .canceled(let order, let lots) = event { close(order, lots) }
    }
    switch outcome.state {
    case .completed: bookCompleted(slot, outcome)
    case .failed, .skipped: if isLocked || old.isUnknown { release(slot) }
    case .unknown, .pending, .inProgress: break
    }
    noteState(slot.sequence, outcome, old)
  }

  private mutating func bookCompleted(_ slot: ActionSlot, _ outcome: SlotOutcome) {
    guard let told = outcome.result else { return }
    if told.isForgotten { hasForgotten = true }
    if slot.action == .cancel {
      // The venue that acknowledges everything has given each order's budget back already.
      guard kind != .null else { return }
      close(slot.counterpart ?? slot.sequence, told.canceled.lots)
      return
    }
    tally.orders += 1
    guard !told.status.isOpen, !told.isForgotten else { return }
    let rest = slot.quantity.lots - told.cumulative.lots
    if rest > 0 { close(slot, rest) }
  }

  /// Settles both sides of a fill.
  private mutating func book(_ record: FillRecord, _ slot: ActionSlot) {
    guard let fill = AuditedFill(record) else {
      if record.makerSlot < plan.slotCount { close(record.makerSlot, record.quantityLots) }
      return
    }
    guard fill.market < markets.count else { return }
    let terms = markets[fill.market]
    let cost = terms.cost(fill.price, fill.lots)
    let base = terms.baseAmount(fill.lots)
    tally.balances += 4
    if isOurs(fill.taker, fill.takerAccount) {
      let limit =
        fill.taker == slot.sequence ? slot.price.ticks : self.slot(at: fill.taker).price.ticks
      settle(fill.taker, Int(fill.takerAccount), fill.takerSide, terms, cost, base, fill.lots)
      if fill.takerSide == .bid && limit > fill.price {
        ledger.unlock(
          Int(fill.takerAccount), terms.quote, terms.cost(limit - fill.price, fill.lots))
      }
    }
    if isOurs(fill.maker, fill.makerAccount) {
      settle(
        fill.maker, Int(fill.makerAccount), fill.takerSide.opposite, terms, cost, base, fill.lots)
    }
  }

  private func isOurs(_ order: UInt64, _ account: Int32) -> Bool {
    order < plan.slotCount && account >= 0 && Int(account) < plan.accounts.count
  }

  private mutating func settle(
    _ order: UInt64, _ account: Int, _ side: Side, _ terms: AuditMarket, _ cost: Int128,
    _ base: Int128, _ lots: Int64
  ) {
    ledger.spend(account, terms.paid(side), side == .bid ? cost : base)
    ledger.receive(account, terms.received(side), side == .bid ? base : cost)
    guard kind == .outside || !locks.isEmpty else { return }
    let excess = kind == .outside && locks[order] == nil ? lots : locks.fill(order, lots)
    if excess > 0 {
      let slot = self.slot(at: order)
      report(
        .quantitiesAddUp, place(slot), expected: "fills of no more than what is open of the order",
        found: "\(excess) lots more", magnitude: Int128(excess))
    }
  }

  /// Gives back what an order holds for lots that were canceled.
  private mutating func close(_ order: UInt64, _ lots: Int64) {
    guard lots > 0, order < plan.slotCount else { return }
    close(makerSlot(at: order), lots)
  }

  private mutating func close(_ slot: ActionSlot, _ lots: Int64) {
    var freed = lots
    if kind == .outside || locks[slot.sequence] != nil { freed = locks.close(slot.sequence, lots) }
    unlock(slot, freed)
  }

  /// Gives back all that an order holds which never came to be.
  private mutating func release(_ slot: ActionSlot) {
    guard slot.action == .place else { return }
    unlock(slot, locks[slot.sequence]?.lots ?? (kind == .outside ? 0 : slot.quantity.lots))
    locks.forget(slot.sequence)
  }

  private mutating func unlock(_ slot: ActionSlot, _ lots: Int64) {
    guard lots > 0 else { return }
    tally.balances += 1
    let terms = markets[slot.market.position]
    ledger.unlock(
      slot.account.position, terms.paid(slot.side),
      terms.need(slot.side, slot.price.ticks, lots))
  }

  private mutating func noteState(_ sequence: UInt64, _ outcome: SlotOutcome, _ old: Known) {
    if let state = old.state { tally.change(state, by: -1) }
    tally.change(outcome.state, by: 1)
    if old == .failed { failedSlots.remove(sequence) }
    let isUnknown = outcome.state == .unknown
    if outcome.decision == .retry {
      var tries = outcome.attempts
      if case .deferred(let before, _) = old { tries += before }
      openSlots[sequence] = OpenSlot(isUnknown: isUnknown, deferredAttempts: tries)
    } else if isUnknown {
      openSlots[sequence] = OpenSlot(isUnknown: true, deferredAttempts: nil)
    } else {
      if old != .nothing { openSlots[sequence] = nil }
      if outcome.state == .failed { failedSlots.insert(sequence) }
    }
    guard isUnknown || old.isUnknown else { return }
    unknownCount += (isUnknown ? 1 : 0) - (old.isUnknown ? 1 : 0)
    if unknownCount == 0 { noteAllKnown() }
  }

  /// No fate is open any more: all fills are told, so what is not open needs nothing.
  private mutating func noteAllKnown() {
    guard kind == .embedded else { return }
    locks.forgetAll()
    guard hasForgotten else { return }
    hasForgotten = false
    for (place, excess) in lockedBeyondNeed() where excess != 0 {
      ledger.unlock(place / plan.assets.count, place % plan.assets.count, excess)
    }
  }

  /// For every account and asset, by row, what is locked and no open order needs. O(open orders).
  func lockedBeyondNeed() -> [(place: Int, amount: Int128)] {
    var needs = ContiguousArray(
      repeating: Int128(0), count: plan.accounts.count * plan.assets.count)
    for (place, book) in (venue?.books ?? []).enumerated() {
      for side in Side.allCases {
        let asset = markets[place].paid(side)
        book.forEach(side) { order, price in
          needs[Int(order.account) * plan.assets.count + asset] += markets[place].need(
            side, price, order.lots)
        }
      }
    }
    return needs.indices.map {
      ($0, ledger[$0 / plan.assets.count, $0 % plan.assets.count].locked - needs[$0])
    }
  }
}
