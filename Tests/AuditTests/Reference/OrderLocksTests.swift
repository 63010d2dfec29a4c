import Testing

@testable import Audit

/// What single orders hold, and what is kept of those that hold nothing any more.
@Suite("Audit: locks of single orders") struct OrderLocksTests {
  @Test("where all orders are tracked, nothing is kept of those that have ended")
  func ended() {
    var locks = OrderLocks(tracksAll: true)
    for order in 0..<1000 as Range<UInt64> {
      locks.track(order, 10)
      #expect(locks.fill(order, 4) == 0)
      #expect(locks.close(order, order % 2 == 0 ? 6 : 2) == (order % 2 == 0 ? 6 : 2))
      #expect(locks.close(order, 6) == 0, "only the first closing gives anything back")
      // Fills that were told behind the cancel.
      if order % 2 == 1 { #expect(locks.fill(order, 4) == 0) }
      #expect(locks.close(order, 1) == 0)
    }
    #expect(locks.isEmpty, "\(locks.count) entries of orders that have ended")
  }

  @Test("where some are tracked, a closed order is remembered")
  func remembered() {
    var locks = OrderLocks(tracksAll: false)
    locks.track(1, 10)
    #expect(locks.close(1, 10) == 10)
    #expect(locks[1] != nil)
    #expect(locks.close(1, 10) == 0)
  }
}
