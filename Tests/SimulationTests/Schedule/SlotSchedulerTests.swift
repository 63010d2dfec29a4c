import Domain
import Testing

@testable import Simulation

@Suite("Schedule: slots") struct SlotSchedulerTests {
  @Test("random plans keep every promise", arguments: 0..<40 as Range<UInt64>)
  func promises(batch: UInt64) throws {
    let plans = try RandomPlan.plans(from: 1000 * batch, count: 10, .schedule)
    #expect(plans.count == 10)
    for (random, plan) in plans {
      let violations = PlanCheck.violations(plan)
      #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))\n\(random)")
    }
  }

  @Test("a slot does not depend on the slots before it", arguments: 0..<20 as Range<UInt64>)
  func randomAccess(seed: UInt64) throws {
    for (random, plan) in try RandomPlan.plans(from: 100_000 + 100 * seed, count: 3, .schedule) {
      let again = try #require(try random.plan())
      var order = SplitMix64(seed: seed)
      for _ in 0..<500 {
        let sequence = order.next(below: plan.slotCount)
        let pair = plan.scheduler.pair(at: sequence / 2)
        let half = sequence % 2 == 0 ? pair.first : pair.second
        #expect(again.scheduler.slot(at: sequence) == half, "slot \(sequence), \(random)")
        #expect(half.sequence == sequence, "slot \(sequence), \(random)")
      }
    }
  }

  @Test("amounts that need wide arithmetic are drawn from the whole range")
  func wideAmounts() throws {
    let plan = try Plan(
      read(
        #"""
        {"accounts": {"count": 4}, "assets": [{"id": "B", "decimals": 18}, {"id": "Q", "decimals": 18}],
         "markets": [{"base": "B", "quote": "Q", "tick_size": 1, "lot_size": 0.000000000000000001,
                      "reference_price": 3}],
         "scheduler": {"min_amount": 0.000000000000000003, "max_amount": 5, "trades_per_account": 500},
         "budget": {"budgets": [{"amount": 1e15}]}}
        """#))
    #expect(!plan.scheduler.markets[0].fitsWord)
    #expect(PlanCheck.violations(plan).isEmpty)
    let lots = (0..<plan.slotCount / 2).map { plan.scheduler.pair(at: $0).first.quantity.lots }
    let largest = try #require(lots.max())
    let smallest = try #require(lots.min())
    // 5 x 10^18 minor units need 63 bits, and their sums more.
    #expect(largest > 1_600_000_000_000_000_000)
    #expect(smallest < 20_000_000_000_000_000)
  }

  @Test("two accounts and two markets use both markets")
  func smallestRoundRobin() throws {
    let plan = try Plan(read(#"{"accounts": {"count": 2}}"#))
    let markets = (0..<plan.slotCount / 2).map { plan.scheduler.pair(at: $0).first.market.position }
    #expect(markets.count { $0 == 0 } == markets.count / 2, "\(markets)")
  }

  @Test("any counterparty: accounts meet more than their neighbours")
  func anyCounterparty() throws {
    for accounts in [8, 9] {
      let plan = try Plan(
        read(
          #"""
          {"accounts": {"count": \#(accounts)},
           "scheduler": {"matching_strategy": "any", "trades_per_account": 200}}
          """#))
      var met = Set<[Int]>()
      for pair in 0..<plan.slotCount / 2 {
        let slots = plan.scheduler.pair(at: pair)
        met.insert([slots.first.account.position, slots.second.account.position].sorted())
      }
      let possible = accounts * (accounts - 1) / 2
      #expect(met.count * 2 >= possible, "\(met.count) of \(possible) pairs met")
    }
  }

  @Test("a pair beyond the plan traps")
  func beyond() async {
    await #expect(processExitsWith: .failure) {
      let plan = try Plan(Configuration.read(file: nil))
      _ = plan.scheduler.pair(at: plan.slotCount / 2)
    }
  }
}
