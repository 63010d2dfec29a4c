import Domain
import Matching
import Simulation

extension LaneAudit {
  /// Holds the open orders of the engine against the reference's books, order by order in the sequence
  /// in which they would trade.
  mutating func compareBooks(_ engine: borrowing MatchingEngine) {
    var found: [[Side: [OpenOrder]]] = Array(repeating: [:], count: markets.count)
    engine.forEachOpenOrder { order in
      found[order.market.position][order.side, default: []].append(order)
    }
    for market in markets.indices {
      guard lanes.lane(of: MarketIndex(market)) == lane else { continue }
      for side in Side.allCases {
        compareSide(market, side, found[market][side] ?? [])
      }
      let wanted = venue?.books[market].fillCount ?? 0
      let sequence = engine.lastFillSequence(MarketIndex(market))
      if sequence != wanted {
        report(
          .fillSequence, AuditPlace(market: plan.markets[market].id),
          expected: "\(wanted) as the sequence of the last fill", found: "\(sequence)",
          magnitude: Int128(wanted) - Int128(sequence))
      }
    }
    for problem in engine.checkInvariants() {
      report(.soundBook, expected: "a book without contradictions", found: problem)
    }
  }

  private mutating func compareSide(_ market: Int, _ side: Side, _ found: [OpenOrder]) {
    var wanted: [(order: RestingReference, price: Int64)] = []
    venue?.books[market].forEach(side) { wanted.append(($0, $1)) }
    result.count(.soundBook, UInt64(max(wanted.count, found.count)))
    result.count(.durability, UInt64(wanted.count))
    let areSame =
      wanted.count == found.count
      && zip(wanted, found).allSatisfy { $0.order.id == $1.id.sequence && isSame($0, $1) }
    if !areSame { reportDifferences(market, wanted, found) }
  }

  private func isSame(_ wanted: (order: RestingReference, price: Int64), _ found: OpenOrder) -> Bool
  {
    wanted.order.lots == found.leaves.lots && wanted.price == found.price.ticks
      && wanted.order.account == found.account.value
  }

  private mutating func reportDifferences(
    _ market: Int, _ wanted: [(order: RestingReference, price: Int64)], _ found: [OpenOrder]
  ) {
    var open: [UInt64: OpenOrder] = [:]
    for order in found { open[order.id.sequence] = order }
    var isOrdered = true
    for entry in wanted {
      let place = AuditPlace(
        slot: entry.order.id, account: name(Int(entry.order.account)),
        market: plan.markets[market].id)
      guard let order = open.removeValue(forKey: entry.order.id) else {
        report(
          .durability, place, expected: "\(entry.order.lots) lots open, as was acknowledged",
          found: "no such order at the venue", magnitude: Int128(entry.order.lots))
        isOrdered = false
        continue
      }
      guard !isSame(entry, order) else { continue }
      isOrdered = false
      report(
        entry.price == order.price.ticks ? .quantitiesAddUp : .fillTerms, place,
        expected: "\(entry.order.lots) lots open at \(entry.price) ticks",
        found: "\(order.leaves.lots) at \(order.price.ticks)",
        magnitude: Int128(order.leaves.lots) - Int128(entry.order.lots))
    }
    for order in open.values.sorted(by: { $0.id < $1.id }) { reportStrange(order, market) }
    guard isOrdered, open.isEmpty,
      let (entry, order) = zip(wanted, found).first(where: { $0.order.id != $1.id.sequence })
    else { return }
    report(
      .priority, AuditPlace(slot: order.id.sequence, market: plan.markets[market].id),
      expected: "order \(entry.order.id) next in the queue at \(entry.price) ticks",
      found: "order \(order.id.sequence)")
  }

  /// An order that should not be open.
  private mutating func reportStrange(_ order: OpenOrder, _ market: Int) {
    let sequence = order.id.sequence
    let hasSlot = sequence < frontier && !failedSlots.contains(sequence)
    report(
      hasSlot ? .soundBook : .oneOrderPerSlot,
      AuditPlace(slot: sequence, market: plan.markets[market].id),
      expected: hasSlot ? "an order that has ended" : "no order, since no slot placed one",
      found: "\(order.leaves.lots) lots open at \(order.price.ticks) ticks",
      magnitude: Int128(order.leaves.lots))
  }
}
