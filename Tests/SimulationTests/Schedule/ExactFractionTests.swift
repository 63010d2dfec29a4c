import Domain
import Testing

@testable import Simulation

@Suite("Prices are scaled exactly")
struct ExactFractionTests {
  private static let seed: UInt64 = 11
  private static let edges: [Int64] = [0, 1, 2, 499, 500, 501, .max / 2, .max - 1, .max]

  @Test(
    "to the nearest tick, halves up",
    arguments: [
      ("1", 7, 7), ("0.5", 3, 2), ("0.5", 1, 1), ("1.001", 500, 501), ("1.001", 499, 499),
      ("0.999", 5_000_000, 4_995_000), ("0.1", 4, 0), ("0.1", 5, 1),
    ] as [(String, Int64, Int64)])
  func rounding(text: String, price: Int64, expected: Int64) throws {
    let fraction = ExactFraction(try ExactDecimal(parsing: text))
    #expect(fraction.scaled(Price(ticks: price)) == Price(ticks: expected))
  }

  @Test("what leaves 64 bits is nil", arguments: ["1.0000000000000001", "2", "1e18"])
  func overflow(text: String) throws {
    let fraction = ExactFraction(try ExactDecimal(parsing: text))
    #expect(fraction.scaled(Price(ticks: .max)) == nil)
  }

  @Test("the way through words gives what the way through 256 bits gives")
  func words() throws {
    var random = SplitMix64(seed: Self.seed)
    for round in 0..<20_000 {
      let scale = Int(random.next(below: 19 as UInt64))
      let digits = random.next() >> random.next(below: 64 as UInt64)
      let fraction = ExactFraction(
        ExactDecimal(significand: Int128(max(digits, 1)), scale: scale))
      let drawn = Int64(random.next() >> (1 + random.next(below: 63 as UInt64)))
      for ticks in [drawn] + Self.edges {
        let price = Price(ticks: ticks)
        #expect(
          fraction.scaled(price) == fraction.scaledWide(price),
          "seed \(Self.seed), round \(round): \(fraction) x \(ticks)")
      }
    }
  }
}
