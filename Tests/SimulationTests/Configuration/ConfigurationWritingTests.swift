import Domain
import JSONText
import Testing

@testable import Simulation

@Suite("Configuration: writing")
struct ConfigurationWritingTests {
  @Test("the defaults, written out")
  func defaults() throws {
    let bytes = written(try Configuration.read(file: nil))
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"seed":42,"iterations":1,"state_dir":"./simulator_state","#
        + #""accounts":{"count":10,"prefix":"test-account"},"account_filter":null,"#
        + #""assets":[{"id":"BTC","decimals":8},{"id":"ETH","decimals":8},"#
        + #"{"id":"USD","decimals":6}],"markets":[{"id":"BTC/USD","base":"BTC","quote":"USD","#
        + #""tick_size":0.01,"lot_size":0.0001,"reference_price":50000.00,"status":"active","#
        + #""regulation":"regulated","band":0.10},{"id":"ETH/USD","base":"ETH","quote":"USD","#
        + #""tick_size":0.01,"lot_size":0.001,"reference_price":3000.00,"status":"active","#
        + #""regulation":"regulated","band":0.10}],"market_filter":null,"#
        + #""venue":{"type":"embedded","self_trade_prevention":"cancelTaker"},"#
        + #""scheduler":{"min_amount":100,"max_amount":5000,"trades_per_account":10,"#
        + #""bid_price_offset":1,"ask_price_offset":1,"alternate_sides":true,"#
        + #""market_distribution":"round_robin","matching_strategy":"sequential_next","#
        + #""price_spread":0,"resting_share":0,"cancel_share":0,"resting_depth":20,"#
        + #""order_types":{"limit":1,"market":0},"time_in_force":{"goodTillCancel":1,"#
        + #""immediateOrCancel":0,"fillOrKill":0}},"processor":{"retry_base_delay_ms":500,"#
        + #""retry_max_delay_ms":30000,"max_retries":3,"save_after_each_slot":true,"#
        + #""durability":"process","trades_per_second":null,"on_failure":"quit","#
        + #""auto_continue":true},"budget":{"budgets":[{"account_id":null,"asset_id":null,"#
        + #""amount":10000}],"recycle_proceeds":true}}"#)
  }

  @Test("what every section says is read back equal")
  func everySection() throws {
    let configuration = try read(ConfigurationReadingTests.everySection)
    #expect(try reread(configuration) == configuration)
  }

  @Test("a written configuration reads back equal", arguments: [UInt64](1...300))
  func roundTrip(seed: UInt64) throws {
    var source = RandomConfigurations(seed: seed)
    let tree = source.tree()
    var writer = JSONWriter(style: .pretty)
    writer.node(tree)
    let configuration = try read(String(decoding: writer.bytes, as: UTF8.self))
    #expect(try reread(configuration) == configuration, "seed \(seed)")
    #expect(written(try reread(configuration)) == written(configuration), "seed \(seed)")
  }

  @Test("tens of thousands of accounts and budgets are read and written in time")
  func manyEntries() throws {
    var writer = JSONWriter(style: .compact)
    writer.beginObject()
    writer.key("accounts")
    writer.beginArray()
    for number in 0..<50_000 { writer.string("account \(number)") }
    writer.endArray()
    writer.key("budget")
    writer.beginObject()
    writer.key("budgets")
    writer.beginArray()
    for number in 0..<50_000 {
      writer.beginObject()
      writer.member("account_id", "account \(number)")
      writer.member("amount", UInt64(number))
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endObject()
    let clock = ContinuousClock()
    let start = clock.now
    let configuration = try read(String(decoding: writer.bytes, as: UTF8.self))
    #expect(try reread(configuration) == configuration)
    #expect(clock.now - start < .seconds(10))
    let budget = configuration.initialBudget(
      account: AccountIndex(49_999), asset: AssetIndex(2))
    #expect(budget.minorUnits == 49_999_000_000)
  }

  private func reread(_ configuration: Configuration) throws -> Configuration {
    try read(String(decoding: written(configuration, style: .pretty), as: UTF8.self))
  }
}
