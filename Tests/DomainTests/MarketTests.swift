import Domain
import Testing

@Suite struct MarketTests {
  /// One impossible market each: how it differs from a possible one, and the complaint.
  struct Refused: CustomTestStringConvertible {
    var tick = "0.01"
    var lot = "0.001"
    var price = "100"
    var band = "0.1"
    var quote = 1
    var baseDecimals = 8
    var quoteDecimals = 6
    let error: MarketError
    let key: String

    var testDescription: String { "\(key): \(error)" }
  }

  @Test(arguments: [
    Refused(tick: "0", error: .notPositive(.tickSize, decimal("0")), key: "tick_size"),
    Refused(tick: "-1", error: .notPositive(.tickSize, decimal("-1")), key: "tick_size"),
    Refused(lot: "0", error: .notPositive(.lotSize, decimal("0")), key: "lot_size"),
    Refused(price: "0", error: .notPositive(.referencePrice, decimal("0")), key: "reference_price"),
    Refused(quote: 0, error: .sameAssets, key: "quote"),
    Refused(
      lot: "0.001", baseDecimals: 2, error: .lotNotWhole(decimal("0.001"), baseDecimals: 2),
      key: "lot_size"),
    Refused(
      quoteDecimals: 4,
      error: .tickLotNotWhole(tick: decimal("0.01"), lot: decimal("0.001"), quoteDecimals: 4),
      key: "tick_size"),
    Refused(
      tick: "1e-20", lot: "1e-18", baseDecimals: 18, quoteDecimals: 18,
      error: .tickLotNotWhole(tick: decimal("1e-20"), lot: decimal("1e-18"), quoteDecimals: 18),
      key: "tick_size"),
    Refused(
      price: "100.005", error: .referenceOffTick(decimal("100.005"), tick: decimal("0.01")),
      key: "reference_price"),
    Refused(
      price: "1e20", error: .referenceOffTick(decimal("1e20"), tick: decimal("0.01")),
      key: "reference_price"),
    Refused(band: "1", error: .bandOutOfRange(decimal("1")), key: "band"),
    Refused(band: "1.00", error: .bandOutOfRange(decimal("1.00")), key: "band"),
    Refused(band: "-0.1", error: .bandOutOfRange(decimal("-0.1")), key: "band"),
  ])
  func impossibleMarketsAreRefused(_ refused: Refused) {
    #expect(throws: refused.error) {
      try Market(
        id: "M", base: AssetIndex(0), baseDecimals: refused.baseDecimals,
        quote: AssetIndex(refused.quote), quoteDecimals: refused.quoteDecimals,
        tickSize: decimal(refused.tick), lotSize: decimal(refused.lot),
        referencePrice: decimal(refused.price), regulation: .regulated(band: decimal(refused.band)))
    }
    #expect(refused.error.key == refused.key)
    #expect(!refused.error.description.isEmpty)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func notionalsAreExact(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let tick = ExactDecimal(
        significand: Int128(1 + random.next(below: UInt64(1000))), scale: Int(random.next() % 10))
      let lot = ExactDecimal(
        significand: Int128(1 + random.next(below: UInt64(1000))), scale: Int(random.next() % 9))
      let market = try Market(
        id: "M", base: AssetIndex(0), baseDecimals: 9, quote: AssetIndex(1), quoteDecimals: 18,
        tickSize: tick, lotSize: lot, referencePrice: tick)
      let price = Price(ticks: Int64(random.next() >> 44))
      let quantity = Quantity(lots: Int64(random.next() >> 44))
      // In units of 10^-18: tick x ticks x lot x lots, counted without the market's own numbers.
      let missing = try #require(ExactDecimal.powerOfTen(18 - tick.scale - lot.scale))
      let expected =
        tick.significand * Int128(price.ticks) * lot.significand * Int128(quantity.lots)
      #expect(
        market.notional(price, quantity).minorUnits == expected * missing, "seed \(seed)")
      let lotUnits = try #require(lot.wholeUnits(scale: 9))
      #expect(market.baseAmount(quantity).minorUnits == lotUnits * Int128(quantity.lots))
      #expect(market.lockedAmount(.bid, price, quantity) == market.notional(price, quantity))
      #expect(market.lockedAmount(.ask, price, quantity) == market.baseAmount(quantity))
    }
  }

  @Test func pricesAndQuantitiesShowAsWritten() throws {
    let market = try testMarket(tick: "0.05", price: "100", band: "0.1")
    #expect(market.text(Price(ticks: 2001)) == "100.05")
    #expect(market.text(Quantity(lots: 12)) == "0.012")
    #expect(market.paidAsset(.bid) == AssetIndex(1) && market.paidAsset(.ask) == AssetIndex(0))
  }

  @Test func aNotionalBeyondItsRangeTraps() async {
    await #expect(processExitsWith: .failure) {
      let market = try Market(
        id: "M", base: AssetIndex(0), baseDecimals: 0, quote: AssetIndex(1), quoteDecimals: 18,
        tickSize: ExactDecimal(significand: 1, scale: 0),
        lotSize: ExactDecimal(significand: 1, scale: 0),
        referencePrice: ExactDecimal(significand: 1, scale: 0))
      _ = market.notional(Price(ticks: .max), Quantity(lots: .max))
    }
  }
}

/// A decimal that is right, as test data.
func decimal(_ text: String) -> ExactDecimal {
  guard let number = try? ExactDecimal(parsing: text) else {
    preconditionFailure("no number: \(text)")
  }
  return number
}

/// A market of two assets with 8 and 6 decimals.
func testMarket(
  tick: String, price: String, band: String?, status: MarketStatus = .active
) throws -> Market {
  try Market(
    id: "M", base: AssetIndex(0), baseDecimals: 8, quote: AssetIndex(1), quoteDecimals: 18,
    tickSize: decimal(tick), lotSize: decimal("0.001"), referencePrice: decimal(price),
    status: status, regulation: band.map { .regulated(band: decimal($0)) } ?? .unregulated)
}
