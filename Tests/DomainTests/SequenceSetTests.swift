import Domain
import Testing

@Suite struct SequenceSetTests {
  @Test(arguments: 0..<9 as Range<UInt64>)
  func behavesAsASet(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var found = SequenceSet()
    var expected: Set<UInt64> = []
    let range: UInt64 = [10, 1000, 200_000][Int(seed % 3)]
    for step in 0..<2000 {
      let sequence = random.next(below: range)
      let (left, right): (Bool, Bool) =
        switch random.next(below: UInt64(4)) {
        case 0, 1: (found.insert(sequence), expected.insert(sequence).inserted)
        case 2: (found.remove(sequence), expected.remove(sequence) != nil)
        default: (found.contains(sequence), expected.contains(sequence))
        }
      #expect(left == right, "step \(step), seed \(seed)")
      if step % 100 == 0 { #expect(found.count == expected.count, "step \(step), seed \(seed)") }
    }
    #expect(expected.allSatisfy { found.contains($0) }, "seed \(seed)")
    #expect(SequenceSet(words: found.words) == found)
  }

  @Test func equalityDoesNotSeeTheCapacity() {
    var grown = SequenceSet()
    grown.insert(1_000_000)
    grown.remove(1_000_000)
    #expect(grown == SequenceSet() && SequenceSet() == grown)
    grown.insert(3)
    #expect(grown != SequenceSet() && SequenceSet() != grown)
    #expect(grown == SequenceSet(words: [8]))
    grown.insert(1_000_000)
    #expect(grown != SequenceSet(words: [8]) && SequenceSet(words: [8]) != grown)
  }

  @Test func wordBoundariesAreKeptApart() {
    var set = SequenceSet()
    for sequence in [0, 63, 64, 127, 65_535, 65_536] as [UInt64] {
      #expect(!set.contains(sequence))
      let inserted = (set.insert(sequence), set.insert(sequence))
      #expect(inserted == (true, false))
      #expect(set.contains(sequence))
    }
    #expect(set.count == 6)
    #expect(!set.contains(1) && !set.contains(65) && !set.contains(.max))
  }
}
