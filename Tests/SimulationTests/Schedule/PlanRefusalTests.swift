import Domain
import Testing

@testable import Simulation

@Suite("Schedule: refusals and notices") struct PlanRefusalTests {
  /// A configuration that is valid and cannot be planned, and the reason given.
  struct Refused: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let refusal: String

    init(_ name: String, _ text: String, _ refusal: String) {
      testDescription = name
      self.text = text
      self.refusal = refusal
    }
  }

  @Test("what cannot be planned is refused with the reason", arguments: Self.refused)
  func refusals(_ refused: Refused) throws {
    let configuration = try read(refused.text)
    do {
      _ = try Plan(configuration)
      Issue.record("it was planned")
    } catch {
      #expect("\(error)" == refused.refusal)
    }
  }

  private static let refused: [Refused] = [
    Refused(
      "offsets above the band",
      #"{"scheduler": {"bid_price_offset": 1.3, "ask_price_offset": 1.2}}"#,
      "scheduler: the band 45000.00 ... 55000.00 of market BTC/USD excludes every planned price "
        + "(bid 65000.00, ask 60000.00 at the reference price); bring bid_price_offset and "
        + "ask_price_offset closer to 1 or widen the band"),
    Refused(
      "offsets below the band",
      #"{"scheduler": {"bid_price_offset": 0.8, "ask_price_offset": 0.8}}"#,
      "scheduler: the band 45000.00 ... 55000.00 of market BTC/USD excludes every planned price "
        + "(bid 40000.00, ask 40000.00 at the reference price); bring bid_price_offset and "
        + "ask_price_offset closer to 1 or widen the band"),
    Refused(
      "offsets wider than the band",
      #"{"scheduler": {"bid_price_offset": 1.3, "ask_price_offset": 0.7, "price_spread": 0.3}}"#,
      "scheduler: the band 45000.00 ... 55000.00 of market BTC/USD excludes every planned price "
        + "(bid 65000.00, ask 35000.00 at the reference price); bring bid_price_offset and "
        + "ask_price_offset closer to 1 or widen the band"),
    Refused(
      "a lot that is dearer than the largest amount at the highest price",
      #"{"scheduler": {"min_amount": 5, "max_amount": 5, "price_spread": 0.01}}"#,
      "scheduler.max_amount: 5 buys less than one lot (0.0001) of market BTC/USD at 50500.00; "
        + "raise max_amount or use a smaller lot"),
    Refused(
      "no room for resting orders",
      #"{"scheduler": {"bid_price_offset": 1.1, "resting_share": 0.1}}"#,
      "scheduler.resting_share: resting orders find no price beside the planned trades 49999.99 "
        + "... 55000.01 inside the band 45000.00 ... 55000.00 of market BTC/USD; narrow the "
        + "offsets or price_spread, or widen the band"),
    Refused(
      "nobody can pay for a bid",
      #"{"budget": {"budgets": [{"amount": 10000}, {"asset_id": "USD", "amount": 99}]}}"#,
      "budget.budgets: no account can pay for a single bid: the smallest planned one takes at least "
        + "100.000000 USD; raise the budgets or lower min_amount"),
    Refused(
      "nobody can deliver for an ask",
      #"{"budget": {"budgets": [{"amount": 0}, {"asset_id": "USD", "amount": 10000}]}}"#,
      "budget.budgets: no account can pay for a single ask: the smallest planned one takes at least "
        + "0.00200000 BTC or 0.03400000 ETH; raise the budgets or lower min_amount"),
  ]

  @Test("accounts with too little are announced")
  func notices() throws {
    let plan = try Plan(
      read(
        #"""
        {"accounts": {"count": 4}, "market_filter": ["BTC/USD"],
         "budget": {"budgets": [{"amount": 10000}, {"account_id": "test-account-2", "amount": 1}]}}
        """#))
    #expect(
      plan.notices == [
        "1 of 4 accounts start with too small a budget for one bid: the smallest takes at "
          + "least 100.000000 USD"
      ])
    #expect(try Plan(Configuration.read(file: nil)).notices.isEmpty)
  }

  @Test("no refusal for budgets claims too much", arguments: 0..<20 as Range<UInt64>)
  func affordability(seed: UInt64) throws {
    for place in 0..<20 as Range<UInt64> {
      let number = seed * 20 + place
      var random = SplitMix64(seed: number)
      let low = 1 + random.next(below: UInt64(100))
      let text = #"""
        {"accounts": {"count": 2},
         "assets": [{"id": "B", "decimals": 0}, {"id": "Q", "decimals": 0}],
         "markets": [{"base": "B", "quote": "Q", "tick_size": 1, "lot_size": 1,
                      "reference_price": \#(1 + random.next(below: UInt64(60))),
                      "regulation": "unregulated"}],
         "scheduler": {"min_amount": \#(low), "max_amount": \#(low + random.next(below: UInt64(30))),
                       "price_spread": 0.\#(random.next(below: UInt64(9))), "trades_per_account": 300},
         "budget": {"budgets": [{"amount": 1000},
                                {"asset_id": "Q", "amount": \#(random.next(below: UInt64(110)))}]}}
        """#
      guard var configuration = try? read(text) else { continue }
      let refusal = Result { () throws(PlanRefusal) in try Plan(configuration) }
      guard case .failure(let error) = refusal, error.place == "budget.budgets" else { continue }
      guard let budget = configuration.budget.entries.first(where: { $0.asset != nil })?.amount
      else { continue }
      for entry in configuration.budget.entries.indices {
        configuration.budget.entries[entry].amount = ExactDecimal(significand: 100_000, scale: 0)
      }
      let rich = try Plan(configuration)
      for sequence in 0..<rich.slotCount {
        let slot = rich.scheduler.slot(at: sequence)
        guard slot.side == .bid else { continue }
        let need = rich.markets[0].lockedAmount(.bid, slot.price, slot.quantity)
        #expect(
          need.minorUnits > budget.significand,
          "slot \(sequence) takes \(need.minorUnits) of \(budget), refused: \(error), seed \(number)"
        )
        if need.minorUnits <= budget.significand { return }
      }
    }
  }
}
