import Domain
import JSONText
import Testing

@testable import Simulation

@Suite("Configuration: reading")
struct ConfigurationReadingTests {
  @Test("the file in the root of the repository says what the defaults say")
  func rootFileIsTheDefault() throws {
    let bytes = try Repository.read("simulator.json")
    #expect(try read(String(decoding: bytes, as: UTF8.self)) == Configuration.read(file: nil))
  }

  @Test("defaults")
  func defaults() throws {
    let configuration = try Configuration.read(file: nil)
    #expect(configuration.seed == 42)
    #expect(configuration.iterations == 1)
    #expect(configuration.stateDirectory == "./simulator_state")
    #expect(configuration.accounts.count == 10)
    #expect(
      configuration.accounts.first == Account(id: "test-account-1", label: "test-account-1"))
    #expect(configuration.accounts.last?.id == "test-account-10")
    #expect(configuration.slotsPerIteration == 100)
    #expect(configuration.assets.map(\.id) == ["BTC", "ETH", "USD"])
    #expect(configuration.assets.map(\.decimals) == [8, 8, 6])
    #expect(configuration.markets.map(\.id) == ["BTC/USD", "ETH/USD"])
    #expect(configuration.markets.map(\.referencePrice.ticks) == [5_000_000, 300_000])
    #expect(configuration.markets.allSatisfy { $0.regulation == .regulated(band: .tenPercent) })
    #expect(configuration.scheduler == .standard)
    #expect(configuration.processor == .standard)
    #expect(configuration.venue.type == .embedded)
    #expect(configuration.venue.selfTradePrevention == .cancelTaker)
    #expect(configuration.faults == nil)
    #expect(configuration.budget.recycleProceeds)
    let amounts = (0..<3).map {
      configuration.initialBudget(account: AccountIndex(9), asset: AssetIndex($0)).minorUnits
    }
    #expect(amounts == [1_000_000_000_000, 1_000_000_000_000, 10_000_000_000])
  }

  @Test("every section is read, numbers also from strings")
  func everySection() throws {
    let configuration = try read(Self.everySection)
    #expect(configuration.seed == UInt64.max)
    #expect(configuration.accounts.map(\.id) == ["a1", "a2"])
    #expect(configuration.accounts.map(\.label) == ["team-1", "team-2"])
    #expect(configuration.accountFilter == "team")
    #expect(configuration.markets.map(\.id) == ["spot"])
    #expect(configuration.markets[0].regulation == .unregulated)
    #expect(configuration.markets[0].referencePrice == Price(ticks: 200))
    let scheduler = configuration.scheduler
    #expect(scheduler.minAmount == ExactDecimal(significand: 15, scale: 1))
    #expect(scheduler.bidPriceOffset == ExactDecimal(significand: 101, scale: 2))
    #expect(scheduler.matchingStrategy == .matchWith(AccountIndex(1)))
    #expect(scheduler.marketDistribution == .sameMarket)
    #expect(scheduler.priceSpread == ExactDecimal(significand: 5, scale: 2))
    #expect(scheduler.restingSharePercent == 30)
    #expect(scheduler.cancelSharePercent == 7)
    #expect(scheduler.orderTypes == OrderTypeWeights(limit: 0, market: 3))
    #expect(
      scheduler.timeInForce
        == TimeInForceWeights(goodTillCancel: 0, immediateOrCancel: 2, fillOrKill: 1))
    #expect(configuration.processor.retryBaseDelayMilliseconds == 60_000)
    #expect(configuration.processor.retryMaxDelayMilliseconds == 60_000)
    #expect(configuration.processor.durability == .fsync)
    #expect(configuration.processor.onFailure == .continue)
    #expect(configuration.processor.tradesPerSecond?.slots == 1)
    #expect(configuration.processor.tradesPerSecond?.nanoseconds == 400_000_000)
    #expect(configuration.budget.entries.count == 1, "the entry of an account left out is dropped")
    #expect(!configuration.budget.recycleProceeds)
    #expect(configuration.venue.type == .null)
    #expect(configuration.venue.selfTradePrevention == .cancelBoth)
    #expect(
      configuration.faults
        == FaultConfiguration(
          refusalBillionths: 10_000_000, failureBillionths: 1, timeoutBeforeApplyBillionths: 0,
          timeoutAfterApplyBillionths: 500_000_000,
          delay: FaultDelay(
            probabilityBillionths: 1_000_000_000, minMilliseconds: 0, maxMilliseconds: 20),
          stalls: [FaultStall(startMilliseconds: 1000, durationMilliseconds: 250)]))
  }

  static let everySection = """
    {
      "seed": "18446744073709551615", "iterations": 3e2, "state_dir": "/tmp/runs",
      "accounts": [{"id": "a1", "label": "team-1"}, "b", {"id": "a2", "label": "team-2"}],
      "account_filter": "team",
      "assets": [{"id": "EUR", "decimals": 2}, {"id": "X", "decimals": 0}],
      "markets": [
        {"base": "X", "quote": "EUR", "tick_size": 1, "lot_size": 1, "reference_price": 9,
          "status": "suspended"},
        {"id": "spot", "base": "X", "quote": "EUR", "tick_size": "0.010", "lot_size": 1,
          "reference_price": 2.00, "regulation": "unregulated"}
      ],
      "market_filter": ["spot"],
      "venue": {"type": "null", "self_trade_prevention": "cancelBoth"},
      "scheduler": {
        "min_amount": "1.50", "max_amount": 10, "trades_per_account": 1,
        "bid_price_offset": 1.01, "ask_price_offset": 0.99, "alternate_sides": false,
        "market_distribution": "same_market", "matching_strategy": {"match_with": "a2"},
        "price_spread": 0.05, "resting_share": 0.3, "cancel_share": "0.07", "resting_depth": 5,
        "order_types": {"market": 3},
        "time_in_force": {"immediateOrCancel": 2, "fillOrKill": 1}
      },
      "processor": {
        "retry_base_delay_ms": 60000, "max_retries": 0, "save_after_each_slot": false,
        "durability": "fsync", "trades_per_second": 2.5, "on_failure": "continue",
        "auto_continue": false
      },
      "budget": {
        "budgets": [{"account_id": "b", "asset_id": "X", "amount": 7}, {"amount": 100}],
        "recycle_proceeds": false
      },
      "faults": {
        "refusal": 0.01, "failure": "0.000000001", "timeout_after_apply": 0.5,
        "delay": {"probability": 1, "min_ms": 0, "max_ms": 20},
        "stalls": [{"start_ms": 1000, "duration_ms": 250}]
      }
    }
    """

  @Test(
    "faults that never happen are no faults",
    arguments: [
      "null", "{}", #"{"refusal": 0, "stalls": []}"#,
      #"{"delay": {"probability": 0.0, "min_ms": 1, "max_ms": 2}}"#,
    ])
  func noFaults(text: String) throws {
    #expect(try read("{\"faults\": \(text)}").faults == nil)
  }

  @Test("a band of 10 % is the default band however it is written")
  func bandDefault() throws {
    let market = #""base": "BTC", "quote": "USD", "tick_size": 1, "lot_size": 1"#
    for band in ["0.1", "\"0.100\""] {
      let text = "{\"markets\": [{\(market), \"reference_price\": 1, \"band\": \(band)}]}"
      #expect(try read(text).markets[0].regulation == .regulated(band: .tenPercent))
    }
  }

  @Test(
    "slots are due at exact multiples of the pace",
    arguments: [
      ("1", 3, 3_000_000_000), ("3", 1, 333_333_333), ("3", 3, 1_000_000_000),
      ("0.000000001", 2, 2_000_000_000_000_000_000), ("1000000000", 7, 7),
      ("0.7", 7_000_000_000, 10_000_000_000_000_000_000),
      ("0.000000001", UInt64.max, UInt64.max),
    ] as [(String, UInt64, UInt64)])
  func pace(perSecond: String, slot: UInt64, expected: UInt64) throws {
    let rate = try #require(SlotRate(perSecond: try ExactDecimal(parsing: perSecond)))
    #expect(rate.dueNanoseconds(ofSlot: slot) == expected)
    #expect(rate.perSecond.description == perSecond)
  }

  @Test("many accounts are generated, and found by their ids", .timeLimit(.minutes(1)))
  func manyAccounts() throws {
    let configuration = try read(
      """
      {"accounts": {"count": 100000}, "account_filter": "test-account-9", "budget": {"budgets": [
        {"account_id": "test-account-90000", "amount": 5}, {"account_id": "test-account-1",
         "amount": 6}]}}
      """)
    #expect(configuration.accounts.count == 11_111)
    let entry = try #require(configuration.budget.entries.first)
    let position = try #require(entry.account?.position)
    #expect(configuration.accounts[position].id == "test-account-90000")
    #expect(configuration.budget.entries.count == 1)
  }

  @Test(
    "the most specific budget wins",
    arguments: [
      ("a", "USD", 4), ("a", "BTC", 3), ("b", "USD", 2), ("b", "BTC", 1), ("a", "ETH", 3),
      ("b", "ETH", 5),
    ])
  func mostSpecificBudgetWins(account: String, asset: String, expected: Int128) throws {
    let configuration = try read(
      """
      {"accounts": ["a", "b"], "budget": {"budgets": [
        {"account_id": "a", "asset_id": "USD", "amount": 4}, {"account_id": "a", "amount": 3},
        {"asset_id": "USD", "amount": "2"}, {"amount": 1.000}, {"asset_id": "ETH", "amount": 5}]}}
      """)
    let accountIndex = try #require(configuration.accounts.firstIndex { $0.id == account })
    let assetIndex = try #require(configuration.assets.firstIndex { $0.id == asset })
    let budget = configuration.initialBudget(
      account: AccountIndex(accountIndex), asset: AssetIndex(assetIndex))
    let scale = configuration.assets[assetIndex].decimals
    #expect(
      budget.minorUnits == ExactDecimal(significand: expected, scale: 0).wholeUnits(scale: scale))
  }

  @Test("faults of a server are read, and written as they were read")
  func serverFaults() throws {
    let text = """
      {"venue": "postgresql", "faults": {"server": [{"do": "restart", "at_slot": 5},
        {"do": "freeze", "every_slots": 9, "for_ms": 20}]}}
      """
    let configuration = try Configuration.read(file: ("simulator.json", Array(text.utf8)))
    let faults = try #require(configuration.faults?.server)
    #expect(
      faults == [
        ServerFault(action: .restart, moment: .at(5), freezeMilliseconds: 0),
        ServerFault(action: .freeze, moment: .every(9), freezeMilliseconds: 20),
      ])
    #expect([0, 5, 9, 18].map { faults[0].meets($0) } == [false, true, false, false])
    #expect([0, 5, 9, 18].map { faults[1].meets($0) } == [false, false, true, true])
    let again = try Configuration.read(file: ("run.json", written(configuration)))
    #expect(again == configuration)
  }
}
