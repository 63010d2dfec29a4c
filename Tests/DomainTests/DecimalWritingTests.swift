import Domain
import Testing

@Suite("Writing exact decimals")
struct DecimalWritingTests {
  @Test(
    "the point stands so many digits from the end",
    arguments: [
      (0, 0, "0"), (0, 2, "0.00"), (7, 0, "7"), (7, 1, "0.7"), (7, 3, "0.007"), (70, 1, "7.0"),
      (-5, 2, "-0.05"), (-1234, 2, "-12.34"), (1000, 3, "1.000"), (10, 0, "10"),
      (Int128(UInt64.max), 4, "1844674407370955.1615"),
      (Int128(UInt64.max) + 1, 4, "1844674407370955.1616"),
      (.min, 38, "-1.70141183460469231731687303715884105728"),
      (.max, 0, "170141183460469231731687303715884105727"),
    ] as [(Int128, Int, String)])
  func texts(significand: Int128, scale: Int, text: String) throws {
    let decimal = ExactDecimal(significand: significand, scale: scale)
    #expect(decimal.description == text)
  }

  @Test("what is written is read as the same number")
  func reading() throws {
    let seed: UInt64 = 5
    var random = SplitMix64(seed: seed, purpose: 0, position: 0)
    for _ in 0..<2000 {
      let bits = random.next(below: UInt64(64))
      let magnitude = Int128(random.next() >> bits)
      let decimal = ExactDecimal(
        significand: random.next(below: UInt64(2)) == 0 ? magnitude : -magnitude,
        scale: Int(random.next(below: UInt64(20))))
      #expect(try ExactDecimal(parsing: decimal.description) == decimal, "seed \(seed)")
    }
  }
}
