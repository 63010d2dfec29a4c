import Domain
import Journal
import Simulation

extension LaneAudit {
  /// Holds the fills that a record tells against their orders, and against what the reference predicts.
  mutating func compare(_ slot: ActionSlot, _ fills: [FillRecord]) {
    var next = 0
    for record in fills {
      guard let told = AuditedFill(record) else { continue }
      tally.fills += 1
      tape.add(told.fill)
      let isProper = checkTerms(told, slot)
      guard venue != nil else { continue }
      guard let wanted = nextFill(&next) else {
        reportSurplus(told, slot)
        continue
      }
      guard told != wanted else { continue }
      if told.market == wanted.market && told.sequence < wanted.sequence
        && told.sequence > 0 && isExpected(told)
      {
        reportSurplus(told, slot)
        next -= 1
      } else if isProper {
        reportDifference(told, wanted, slot)
      }
    }
    while venue != nil, let missing = nextFill(&next) {
      report(
        .fillSequence, place(slot), expected: missing.text, found: "no such fill",
        magnitude: Int128(missing.lots))
    }
  }

  /// The next fill that must be told of, from a place among the expected events on.
  private func nextFill(_ next: inout Int) -> AuditedFill? {
    while next < expected.count {
      next += 1
      if case .fill(let fill) = expected[next - 1] { return fill }
    }
    return nil
  }

  private func isExpected(_ told: AuditedFill) -> Bool {
    expected.contains { $0 == .fill(told) }
  }

  /// A fill that is told twice, or that nobody traded.
  private mutating func reportSurplus(_ told: AuditedFill, _ slot: ActionSlot) {
    if wasCanceled(told.maker, before: slot.sequence) {
      return reportAfterCancel(told, slot)
    }
    let last = told.market < markets.count ? venue?.books[told.market].fillCount ?? 0 : 0
    report(
      .fillSequence, place(slot),
      expected: told.sequence <= last
        ? "every fill once" : "no fill behind \(last) on this market",
      found: told.text, magnitude: Int128(told.lots))
  }

  private mutating func reportDifference(
    _ told: AuditedFill, _ wanted: AuditedFill, _ slot: ActionSlot
  ) {
    var numbered = told
    numbered.id = wanted.id
    numbered.sequence = wanted.sequence
    let invariant: Invariant
    if numbered == wanted {
      invariant = .fillSequence
    } else if told.maker != wanted.maker {
      if wasCanceled(told.maker, before: slot.sequence) { return reportAfterCancel(told, slot) }
      invariant = .priority
    } else if told.price != wanted.price {
      invariant = .priority
    } else {
      invariant = .quantitiesAddUp
    }
    report(
      invariant, place(slot), expected: wanted.text, found: told.text,
      magnitude: Int128(told.lots) - Int128(wanted.lots))
  }

  private mutating func reportAfterCancel(_ told: AuditedFill, _ slot: ActionSlot) {
    report(
      .noFillAfterCancel, place(slot),
      expected: "no fill of order \(told.maker), which was canceled before", found: told.text,
      magnitude: Int128(told.lots))
  }

  /// Whether a slot before `end` cancels the order. O(slots between), for what is wrong already.
  private func wasCanceled(_ order: UInt64, before end: UInt64) -> Bool {
    guard order < end, result[.noFillAfterCancel].violationCount < Self.searchesMax else {
      return false
    }
    if order < plan.slotCount, !scheduler.slot(at: order).mayRest { return true }
    var sequence = order + 1
    while sequence < min(end, plan.slotCount) {
      let slot = scheduler.slot(at: sequence)
      if slot.action == .cancel && slot.counterpart == order && !failedSlots.contains(sequence) {
        return true
      }
      sequence += 1
    }
    return false
  }

  private static var searchesMax: UInt64 { 20 }

  /// Holds a fill against its two orders.
  ///
  /// - Returns: whether it keeps their terms.
  private mutating func checkTerms(_ told: AuditedFill, _ slot: ActionSlot) -> Bool {
    guard told.market == slot.market.position, told.lots > 0 else {
      reportTerms(told, slot, "a quantity on market \(slot.market.value)")
      return false
    }
    if told.maker == .max || told.taker == .max {
      return true
    }
    guard told.maker < plan.slotCount, told.taker < plan.slotCount, told.maker != told.taker else {
      reportTerms(told, slot, "two orders of slots of the plan")
      return false
    }
    let maker = makerSlot(at: told.maker)
    let taker = told.taker == slot.sequence ? slot : self.slot(at: told.taker)
    let wrong =
      maker.violatedTerm(of: told, asMaker: true)
      ?? taker.violatedTerm(of: told, asMaker: false)
    if let wrong {
      reportTerms(told, slot, wrong)
    } else if maker.account == taker.account {
      reportTerms(told, slot, "two accounts, not \(name(maker.account.position)) with itself")
    } else if !markets[told.market].admits(told.price) {
      reportTerms(told, slot, "a price in the regulated band")
    } else {
      return true
    }
    return false
  }

  private mutating func reportTerms(
    _ told: AuditedFill, _ slot: ActionSlot, _ expected: String
  ) {
    report(
      .fillTerms, place(slot), expected: expected, found: told.text,
      magnitude: Int128(told.lots))
  }
}

extension ActionSlot {
  /// Whether what does not trade at once stays in the book.
  fileprivate var mayRest: Bool {
    action == .place && type == .limit && timeInForce == .goodTillCancel
  }

  /// Which of its terms a fill of this slot's order breaks, in words; nil when it keeps them.
  fileprivate func violatedTerm(of fill: AuditedFill, asMaker: Bool) -> String? {
    guard action == .place else { return "an order, and slot \(sequence) is a cancel" }
    if market.position != fill.market { return "both orders on market \(market.value)" }
    let accountTold = asMaker ? fill.makerAccount : fill.takerAccount
    if account.value != accountTold { return "account \(account.value) for order \(sequence)" }
    let sideTold = asMaker ? fill.takerSide.opposite : fill.takerSide
    if side != sideTold { return "order \(sequence) to be the \(side.name)" }
    if asMaker {
      return price.ticks == fill.price ? nil : "the resting price, \(price.ticks) ticks"
    }
    let isWithin = side == .bid ? fill.price <= price.ticks : fill.price >= price.ticks
    return isWithin ? nil : "a price within the limit of order \(sequence), \(price.ticks) ticks"
  }
}
