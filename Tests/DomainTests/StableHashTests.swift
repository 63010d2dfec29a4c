import Domain
import Testing

@Suite struct StableHashTests {
  /// The reference itself, held against published digests of MurmurHash3 x64 128 with seed 0.
  @Test(arguments: [
    ("", "00000000000000000000000000000000"),
    ("hello", "cbd8a7b341bd9b025b1e906a48ae1d19"),
    ("hello, world", "342fac623a5ebc8e4cdcbc079642414d"),
    ("19 Jan 2038 at 3:14:07 AM", "b89e5988b737affc664fc2950231b2cb"),
    ("The quick brown fox jumps over the lazy dog.", "cd99481f9ee902c9695da1a38987b6e7"),
  ])
  func theReferenceGivesPublishedDigests(text: String, digest: String) {
    #expect(MurmurReference.digest(Array(text.utf8)) == digest)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func wholeBlocksHashAsTheReferenceDoes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var hash = StableHash()
    var bytes: [UInt8] = []
    for count in 0..<50 {
      #expect(hash.digest == MurmurReference.digest(bytes), "\(count) blocks, seed \(seed)")
      let words = (random.next(), random.next())
      hash.combine(words.0, words.1)
      bytes += [words.0, words.1].flatMap { word in
        (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
      }
    }
  }

  @Test func aWideNumberIsOneBlockLowWordFirst() {
    var left = StableHash()
    left.combine(Int128(-2))
    var right = StableHash()
    right.combine(UInt64.max - 1, UInt64.max)
    #expect(left == right)
  }

  @Test(arguments: ["", "a", "exactly 16 bytes", "seventeen bytes !", "äöü €", "\0", "\0\0"])
  func textIsItsLengthAndItsPaddedBytes(text: String) {
    var bytes = [UInt8](repeating: 0, count: 16)
    bytes[0] = UInt8(text.utf8.count)
    bytes += text.utf8
    bytes += repeatElement(0, count: (16 - bytes.count % 16) % 16)
    var hash = StableHash()
    hash.combine(text: text)
    #expect(hash.digest == MurmurReference.digest(bytes))
  }

  @Test func aSavedStateGoesOnAsIfNeverSaved() {
    var hash = StableHash()
    hash.combine(1, 2)
    var restored = StableHash(h1: hash.h1, h2: hash.h2, length: hash.length)
    hash.combine(3, 4)
    restored.combine(3, 4)
    #expect(hash.digest == restored.digest)
  }
}

/// MurmurHash3 x64 128 with seed 0 over bytes, written after the published algorithm, tails and all.
enum MurmurReference {
  private static let c1: UInt64 = 0x87C3_7B91_1142_53D5
  private static let c2: UInt64 = 0x4CF5_AD43_2745_937F

  static func digest(_ bytes: [UInt8]) -> String {
    var h1: UInt64 = 0
    var h2: UInt64 = 0
    let whole = bytes.count / 16 * 16
    for start in stride(from: 0, to: whole, by: 16) {
      h1 ^= mix1(word(bytes[start..<start + 8]))
      h1 = (rotate(h1, 27) &+ h2) &* 5 &+ 0x52DC_E729
      h2 ^= mix2(word(bytes[start + 8..<start + 16]))
      h2 = (rotate(h2, 31) &+ h1) &* 5 &+ 0x3849_5AB5
    }
    let tail = bytes[whole...]
    if tail.count > 8 { h2 ^= mix2(word(tail.dropFirst(8))) }
    if !tail.isEmpty { h1 ^= mix1(word(tail.prefix(8))) }
    h1 ^= UInt64(bytes.count)
    h2 ^= UInt64(bytes.count)
    h1 = h1 &+ h2
    h2 = h2 &+ h1
    h1 = finish(h1)
    h2 = finish(h2)
    h1 = h1 &+ h2
    h2 = h2 &+ h1
    return hex(h1) + hex(h2)
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func mix1(_ word: UInt64) -> UInt64 { rotate(word &* c1, 31) &* c2 }
  private static func mix2(_ word: UInt64) -> UInt64 { rotate(word &* c2, 33) &* c1 }
  private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 {
    word << bits | word >> (64 - bits)
  }

  private static func finish(_ word: UInt64) -> UInt64 {
    var k = word
    k ^= k >> 33
    k = k &* 0xFF51_AFD7_ED55_8CCD
    k ^= k >> 33
    k = k &* 0xC4CE_B9FE_1A85_EC53
    k ^= k >> 33
    return k
  }

  private static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
