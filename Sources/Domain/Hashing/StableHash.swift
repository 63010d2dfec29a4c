/// The product's one hash for plans, tapes and ledgers: MurmurHash3 x64 128, seed 0, fed in whole
/// 16-byte blocks.
///
/// Austin Appleby's public-domain algorithm, so others can recompute a hash with any of its many
/// implementations. It names equal content; it is not meant to withstand a forger.
public struct StableHash: Hashable, Sendable {
  /// First half of the running state.
  public var h1: UInt64
  /// Second half of the running state.
  public var h2: UInt64
  /// Bytes fed so far; a multiple of 16 until `finish`.
  public var length: UInt64

  /// The hash of nothing yet.
  public init() {
    h1 = 0
    h2 = 0
    length = 0
  }

  /// Goes on from a saved state.
  public init(h1: UInt64, h2: UInt64, length: UInt64) {
    self.h1 = h1
    self.h2 = h2
    self.length = length
  }

  /// Feeds one block of two little-endian words.
  @inlinable
  public mutating func combine(_ first: UInt64, _ second: UInt64) {
    h1 = (h1 ^ Self.scrambled1(first)).rotated(left: 27) &+ h2
    h1 = h1 &* 5 &+ 0x52DC_E729
    h2 = (h2 ^ Self.scrambled2(second)).rotated(left: 31) &+ h1
    h2 = h2 &* 5 &+ 0x3849_5AB5
    length &+= 16
  }

  /// Feeds a 128-bit number, low word first.
  public mutating func combine(_ value: Int128) {
    combine(UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64))
  }

  /// Feeds text: its length in bytes as one block, then its UTF-8 padded with zeros to whole blocks.
  public mutating func combine(text: String) {
    let bytes = Array(text.utf8)
    combine(UInt64(bytes.count), 0)
    for start in stride(from: 0, to: bytes.count, by: 16) {
      var words: (UInt64, UInt64) = (0, 0)
      for (place, byte) in bytes[start..<min(start + 16, bytes.count)].enumerated() {
        if place < 8 {
          words.0 |= UInt64(byte) << (8 * UInt64(place))
        } else {
          words.1 |= UInt64(byte) << (8 * UInt64(place - 8))
        }
      }
      combine(words.0, words.1)
    }
  }

  /// The 128 bits of the digest as two words. Feeding may go on afterwards.
  public var words: (UInt64, UInt64) {
    var first = h1 ^ length
    var second = h2 ^ length
    first &+= second
    second &+= first
    first = Self.finalized(first)
    second = Self.finalized(second)
    first &+= second
    second &+= first
    return (first, second)
  }

  /// The digest as 32 hexadecimal digits. Feeding may go on afterwards.
  public var digest: String { Self.hex(words.0) + Self.hex(words.1) }

  /// A word as 16 hexadecimal digits.
  public static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  @inlinable
  static func scrambled1(_ word: UInt64) -> UInt64 {
    (word &* 0x87C3_7B91_1142_53D5).rotated(left: 31) &* 0x4CF5_AD43_2745_937F
  }

  @inlinable
  static func scrambled2(_ word: UInt64) -> UInt64 {
    (word &* 0x4CF5_AD43_2745_937F).rotated(left: 33) &* 0x87C3_7B91_1142_53D5
  }

  private static func finalized(_ word: UInt64) -> UInt64 {
    var k = word
    k = (k ^ (k >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    k = (k ^ (k >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return k ^ (k >> 33)
  }
}

extension UInt64 {
  @inlinable
  func rotated(left bits: UInt64) -> UInt64 { self << bits | self >> (64 - bits) }
}
