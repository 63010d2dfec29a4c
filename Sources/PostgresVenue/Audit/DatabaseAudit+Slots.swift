import Audit
import Domain
import PostgreSQL
import Simulation

/// The slots of a run held against the orders that the database has under its ids.
extension DatabaseAudit {
  /// Goes through slots and orders side by side, both in the plan's order.
  mutating func checkSlots(_ run: RunRecords) throws(PostgreSQLError) {
    var orders = try records.ordersBySlot()
    var row = try orders.next()
    var arrivals = ArrivalCheck(marketCount: plan.markets.count)
    var failure: PostgreSQLError?
    var settled: UInt64 = 0
    do throws(RunError) {
      try run.forEachSlot { slot in
        do throws(PostgreSQLError) {
          var found: RecordedOrder?
          while let next = row, next.order.sequence <= slot.slot.sequence {
            if next.order.sequence == slot.slot.sequence && found == nil {
              found = next
            } else {
              self.reportSecond(next)
            }
            row = try orders.next()
          }
          self.check(slot, found, &settled)
          if let found { self.checkArrival(slot, found, &arrivals) }
        } catch {
          failure = error
          return false
        }
        return true
      }
    } catch {
      result.leaveOut([.oneOrderPerSlot, .repeatsTakeEffectOnce, .orderOfArrival], "\(error)")
    }
    if let failure { throw failure }
    while let next = row {
      reportSecond(next)
      row = try orders.next()
    }
    if settled > 0 {
      result.notes.append("the last read settled \(settled) slots whose fate was open")
    }
  }

  private mutating func reportSecond(_ row: RecordedOrder) {
    report(
      .oneOrderPerSlot, place(row),
      expected: "one order for each slot of the plan, and none beyond",
      found: "one more", magnitude: Int128(row.quantity.lots))
  }

  private mutating func check(
    _ record: borrowing SlotRecord, _ row: RecordedOrder?, _ settled: inout UInt64
  ) {
    let slot = record.slot
    guard slot.action == .place else {
      if record.state == .unknown { settled += 1 }
      return
    }
    let isTaken = row.map { $0.refusal == nil } ?? false
    let place = AuditPlace(
      slot: slot.sequence, account: plan.accounts[slot.account.position].id,
      market: plan.markets[slot.market.position].id)
    switch record.state {
    case .completed:
      result.count(.oneOrderPerSlot)
      result.count(.durability)
      guard isTaken, let row else {
        return report(
          .durability, place, expected: "its order, which was acknowledged",
          found: "no such order in the database", magnitude: Int128(slot.quantity.lots))
      }
      checkContent(slot, row)
      let told = record.filled.lots
      if row.cumulative.lots < told {
        report(
          .quantitiesAddUp, place, expected: "at least \(told) lots filled, as acknowledged",
          found: "\(row.cumulative.lots)", magnitude: Int128(row.cumulative.lots - told))
      }
    case .failed, .skipped:
      result.count(.oneOrderPerSlot)
      guard isTaken else { return }
      report(
        .oneOrderPerSlot, place, expected: "no order, since the slot \(record.state.name)",
        found: "one in the database", magnitude: Int128(slot.quantity.lots))
    case .unknown:
      result.count(.oneOrderPerSlot)
      settled += 1
      if let row { checkContent(slot, row) }
      if !isTaken { told.lock(slot, in: plan.markets[slot.market.position]) }
    case .pending, .inProgress: break
    }
  }

  private mutating func checkContent(_ slot: ActionSlot, _ row: RecordedOrder) {
    result.count(.repeatsTakeEffectOnce)
    let isSame =
      planMarkets[row.market] == slot.market.position && row.side == slot.side
      && row.type == slot.type && row.timeInForce == slot.timeInForce && row.price == slot.price
      && row.quantity == slot.quantity
      && row.account.map { records.accounts[$0].label }
        == plan.accounts[slot.account.position].id
    if isSame { return }
    report(
      .repeatsTakeEffectOnce, place(row),
      expected: "the slot's order: \(slot.side.name) \(slot.quantity.lots) lots at "
        + "\(slot.price.ticks) ticks",
      found: "\(row.side.name) \(row.quantity.lots) lots at \(row.price.ticks)")
  }

  /// Orders of a market in the sequence in which they were sent: of those acknowledged by then, the
  /// last number at the venue.
  private struct ArrivalCheck {
    /// Acknowledged, but after the last order was sent: done at, number; by market.
    var waiting: [[(done: Int64, number: UInt64)]]
    var last: [UInt64]

    init(marketCount: Int) {
      waiting = Array(repeating: [], count: marketCount)
      last = Array(repeating: 0, count: marketCount)
    }
  }

  private mutating func checkArrival(
    _ record: borrowing SlotRecord, _ row: RecordedOrder, _ arrivals: inout ArrivalCheck
  ) {
    let market = record.slot.market.position
    guard record.state == .completed, record.pass == 0, record.attempts == 1,
      let timing = record.timing
    else { return }
    result.count(.orderOfArrival)
    let sent = timing.plannedAtNanoseconds + Int64(timing.sentDelayNanoseconds)
    for entry in arrivals.waiting[market] where entry.done < sent {
      arrivals.last[market] = max(arrivals.last[market], entry.number)
    }
    arrivals.waiting[market].removeAll { $0.done < sent }
    if row.number < arrivals.last[market] {
      report(
        .orderOfArrival, place(row),
        expected: "behind command \(arrivals.last[market]), acknowledged before it was sent",
        found: "command \(row.number)", magnitude: Int128(arrivals.last[market] - row.number))
    }
    arrivals.waiting[market].append((sent + Int64(timing.serviceNanoseconds), row.number))
  }
}
