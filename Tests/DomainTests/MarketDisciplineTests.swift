import Domain
import Testing

@Suite struct MarketDisciplineTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func admitsExactlyThePricesInsideTheBand(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<40 {
      let reference = Int128(1 + random.next(below: UInt64(400)))
      let scale = Int(random.next(below: UInt64(5)))
      let one = try #require(ExactDecimal.powerOfTen(scale))
      let part = Int128(random.next(below: UInt64(one)))
      let band = ExactDecimal(significand: part, scale: scale)
      let market = try testMarket(tick: "1", price: "\(reference)", band: band.description)
      let discipline = MarketDiscipline(market, at: MarketIndex(3))
      for ticks in 1...Int64(reference * 2 + 1) {
        let isInside =
          Int128(ticks) * one >= reference * (one - part)
          && Int128(ticks) * one <= reference * (one + part)
        #expect(
          discipline.refusal(of: Price(ticks: ticks)) == (isInside ? nil : .priceOutsideBand),
          "price \(ticks), reference \(reference), band \(band), seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func theBoundsAreThoseOfARationalReference(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let reference = Int128(1 + random.next() >> (2 + random.next(below: UInt64(60))))
      let scale = Int(random.next(below: UInt64(19)))
      let one = try #require(ExactDecimal.powerOfTen(scale))
      let part = Int128(random.next(below: UInt64(one)))
      let band = ExactDecimal(significand: part, scale: scale)
      let market = try testMarket(tick: "1", price: "\(reference)", band: band.description)
      let discipline = MarketDiscipline(market, at: MarketIndex(0))
      let low = (reference * (one - part) + one - 1) / one
      let high = min(reference * (one + part) / one, Int128(Int64.max))
      #expect(Int128(discipline.priceMin.ticks) == max(1, low), "band \(band), seed \(seed)")
      #expect(Int128(discipline.priceMax.ticks) == high, "band \(band), seed \(seed)")
    }
  }

  @Test(
    arguments: [
      // tick, reference, band, lowest and highest price admitted
      ("0.01", "100", "0", "100.00", "100.00"),
      ("0.01", "100", "0.10", "90.00", "110.00"),
      ("0.03", "99.99", "0.1", "90.00", "109.98"),
      ("1", "7", "0.5", "4", "10"),
      ("1", "1", "0.999999999999999999", "1", "1"),
      ("1", "3", "0.99999999999999999999999999999999999999", "1", "5"),
      (
        "1", "9223372036854775807", "0.99999999999999999999999999999999999999", "1",
        "9223372036854775807"
      ),
      ("1", "100", "0.00000000000000000000000000000000000001", "100", "100"),
    ] as [(String, String, String, String, String)])
  func bounds(tick: String, reference: String, band: String, low: String, high: String) throws {
    let market = try testMarket(tick: tick, price: reference, band: band)
    let discipline = MarketDiscipline(market, at: MarketIndex(0))
    #expect(market.text(discipline.priceMin) == low)
    #expect(market.text(discipline.priceMax) == high)
    #expect(discipline.refusal(of: discipline.priceMin) == nil)
    #expect(discipline.refusal(of: discipline.priceMax) == nil)
    #expect(discipline.refusal(of: market.referencePrice) == nil)
  }

  @Test func anUnregulatedMarketAdmitsEveryPositivePrice() throws {
    let market = try testMarket(tick: "1", price: "100", band: nil)
    let discipline = MarketDiscipline(market, at: MarketIndex(0))
    for ticks in [1, 100, Int64.max] { #expect(discipline.refusal(of: Price(ticks: ticks)) == nil) }
    for ticks in [0, -1, Int64.min] {
      #expect(discipline.refusal(of: Price(ticks: ticks)) == .priceOutsideBand)
    }
  }

  @Test func aSuspendedMarketRefusesWhatIsInsideItsBand() throws {
    let market = try testMarket(tick: "1", price: "100", band: "0.1", status: .suspended)
    let discipline = MarketDiscipline(market, at: MarketIndex(0))
    #expect(discipline.refusal(of: Price(ticks: 100)) == .marketNotActive)
    #expect(discipline.refusal(of: Price(ticks: 89)) == .priceOutsideBand)
  }

  @Test func aRefusalNamesPriceBandAndMarket() throws {
    let market = try testMarket(tick: "0.5", price: "100", band: "0.1")
    let discipline = MarketDiscipline(market, at: MarketIndex(0))
    #expect(
      discipline.message(refusing: Price(ticks: 300), in: market)
        == "price 150.0 is outside the band 90.0 ... 110.0 of market M")
  }
}
