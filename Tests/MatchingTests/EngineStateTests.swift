import Domain
import Testing

@testable import Matching

/// Encoded states are restored exactly, or refused with the reason.
@Suite struct EngineStateTests {
  static let mix = Mix.all[4]

  @Test func `the layout begins as documented`() throws {
    let engine = try RefusalTests.engine()
    let bytes = engine.encodedState()
    #expect(Array(bytes[0..<8]) == Array("OBENGINE".utf8))
    #expect(Array(bytes[8..<16]) == [3, 0, 0, 0, 0, 0, 0, 0])
    #expect([bytes[16], bytes[24], bytes[32]] == [4, 2, 3])
    // header 8, per market 3, per asset 2, per wallet 4, two counts, no padding
    let words = 8 + 4 * 3 + 3 * 2 + 6 * 4 + 2
    #expect(bytes.count == words * 8 + 32)
  }

  @Test func `any damaged byte is noticed`() throws {
    let seed: UInt64 = 3
    var both = try Comparison(Self.mix, .cancelMaker, seed: seed)
    for _ in 0..<300 { #expect(both.step() == nil) }
    let bytes = both.engine.encodedState()
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      var damaged = bytes
      let position = Int(random.next(below: UInt64(bytes.count)) as UInt64)
      damaged[position] ^= UInt8(1) << UInt8(random.next(below: UInt64(8)) as UInt64)
      #expect(throws: EngineStateError.self, "seed \(seed), byte \(position)") {
        _ = try Self.decode(damaged, both.markets)
      }
    }
    for count in [0, 7, 8, 40, 1_000, bytes.count - 16, bytes.count - 1] {
      #expect(throws: EngineStateError.self, "\(count) bytes") {
        _ = try Self.decode(Array(bytes.prefix(count)), both.markets)
      }
    }
  }

  @Test func `what is wrong is said`() throws {
    let both = try Comparison(Self.mix, .cancelMaker, seed: 4)
    let bytes = both.engine.encodedState()
    #expect(throws: EngineStateError.notAnEngineState) {
      _ = try Self.decode(Array(repeating: 7, count: 100), both.markets)
    }
    for version in [1, 2, 4] as [UInt8] {
      var other = bytes
      other[8] = version
      #expect(throws: EngineStateError.unsupportedVersion(found: UInt64(version), expected: 3)) {
        _ = try Self.decode(other, both.markets)
      }
    }
    #expect(throws: EngineStateError.differentSetup("the number of markets")) {
      _ = try Self.decode(bytes, Array(both.markets.dropLast()))
    }
    #expect(throws: EngineStateError.differentSetup("the assets or units of a market")) {
      _ = try Self.decode(bytes, both.markets.reversed())
    }
    #expect(throws: EngineStateError.differentSetup("the self-trade prevention")) {
      _ = try Self.decode(bytes, both.markets, .cancelBoth)
    }
  }

  @Test func `orders of a market suspended since then can be canceled only`() throws {
    var engine = try RefusalTests.engine()
    let order = OrderCommand.limit(
      ClientOrderID(sequence: 0), account: AccountIndex(0), market: MarketIndex(0), .bid,
      price: Price(ticks: 100), quantity: Quantity(lots: 5))
    _ = engine.submit(order)
    var markets = try TestMarkets.all()
    markets[0] = try TestMarkets.open(status: .suspended)
    var restored = try MatchingEngine(
      decoding: engine.encodedState(), markets: markets, accountCount: 2,
      assetCount: TestMarkets.assetCount, selfTradePrevention: .cancelTaker)
    let amendment = OrderCommand.amend(
      ClientOrderID(sequence: 1), account: AccountIndex(0), market: MarketIndex(0),
      target: order.id, price: Price(ticks: 99), quantity: Quantity(lots: 5))
    #expect(restored.submit(amendment).refusal == .marketNotActive)
    let cancel = OrderCommand.cancel(
      ClientOrderID(sequence: 1), account: AccountIndex(0), market: MarketIndex(0),
      target: order.id)
    #expect(restored.submit(cancel).canceled == Quantity(lots: 5))
    #expect(restored.wallet(AccountIndex(0), AssetIndex(1)).locked == .zero)
  }

  private static func decode(
    _ bytes: [UInt8], _ markets: [Market], _ policy: SelfTradePrevention = .cancelMaker
  ) throws {
    _ = try MatchingEngine(
      decoding: bytes, markets: markets, accountCount: mix.accounts,
      assetCount: TestMarkets.assetCount, selfTradePrevention: policy)
  }
}
