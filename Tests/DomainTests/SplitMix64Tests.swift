import Domain
import Testing

@Suite struct SplitMix64Tests {
  /// Outputs of Vigna's reference implementation; those of 1234567 are published at Rosetta Code.
  @Test(
    arguments: [
      (0, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]),
      (42, [0xBDD7_3226_2FEB_6E95, 0x28EF_E333_B266_F103, 0x4752_6757_130F_9F52]),
      (
        1_234_567,
        [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
      ),
    ] as [(UInt64, [UInt64])])
  func givesThePublishedNumbers(seed: UInt64, expected: [UInt64]) {
    var random = SplitMix64(seed: seed)
    for number in expected { #expect(random.next() == number) }
  }

  @Test(arguments: [1, 2, 3, 7, 10, 97, 100] as [UInt64])
  func boundedNumbersAreUniform(bound: UInt64) {
    var random = SplitMix64(seed: 2024)
    let drawsPerNumber = 2000
    var counts = [Int](repeating: 0, count: Int(bound))
    for _ in 0..<drawsPerNumber * Int(bound) { counts[Int(random.next(below: bound))] += 1 }
    // 45 is the standard deviation of each count; six of them leave no room for chance.
    #expect(counts.allSatisfy { abs($0 - drawsPerNumber) < 270 }, "\(counts), seed 2024")
  }

  @Test func aBoundAboveHalfTheRangeIsNotBiased() {
    var random = SplitMix64(seed: 11)
    let bound: UInt64 = 3 << 62
    var counts = [0, 0, 0]
    for _ in 0..<6000 { counts[Int(random.next(below: bound) >> 62)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 2000) < 250 }, "\(counts), seed 11")
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func boundsNearPowersOfTwoAreKept(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for exponent in 0..<127 as Range<UInt128> {
      let power = UInt128(1) << exponent
      for bound in [power, power + 1, max(1, power - 1)] {
        #expect(random.next(below: bound) < bound, "bound \(bound), seed \(seed)")
        guard let small = UInt64(exactly: bound) else { continue }
        #expect(random.next(below: small) < small, "bound \(bound), seed \(seed)")
      }
    }
    #expect(random.next(below: UInt64(1)) == 0)
    #expect(random.next(below: UInt128(1)) == 0)
  }

  @Test func wideNumbersAreUniformInTheirHighestBits() {
    var random = SplitMix64(seed: 7)
    let bound = UInt128(3) << 100
    var counts = [0, 0, 0]
    for _ in 0..<6000 { counts[Int(random.next(below: bound) >> 100)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 2000) < 250 }, "\(counts), seed 7")
  }

  @Test func streamsOfSeedsPurposesAndPositionsDiffer() {
    var firsts: Set<UInt64> = []
    for seed in 0..<10 as Range<UInt64> {
      for purpose in 0..<10 as Range<UInt64> {
        for position in 0..<100 as Range<UInt64> {
          var random = SplitMix64(seed: seed, purpose: purpose, position: position)
          firsts.insert(random.next())
        }
      }
    }
    #expect(firsts.count == 10_000)
  }

  @Test func aRangeWithoutNumbersTraps() async {
    await #expect(processExitsWith: .failure) {
      var random = SplitMix64(seed: 1)
      _ = random.next(below: UInt64(0))
    }
  }
}
