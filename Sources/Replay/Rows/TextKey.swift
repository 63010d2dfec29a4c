import Domain
import Platform

/// What a text is found by: two words, equal for equal bytes.
///
/// Texts of up to 15 bytes are their own key, so that it is exact; longer ones are hashed to 127 bits,
/// where two of 10^12 texts are alike with a chance below 10^-14.
struct TextKey: Hashable, Sendable {
  private let low: UInt64
  private let high: UInt64

  /// The key of the bytes `range` of a window that has 16 more behind them.
  @inline(__always)
  init(_ range: Range<Int>, of window: borrowing MappedWindow) {
    if range.count <= 15 {
      let first = window.eightBytes(at: range.lowerBound)
      let second = range.count > 8 ? window.eightBytes(at: range.lowerBound + 8) : 0
      self.init(first, second, count: range.count)
    } else {
      self.init(hashing: window.copyBytes(range))
    }
  }

  /// The key of a text in memory.
  init(_ text: String) { self.init(Array(text.utf8)) }

  /// The key of bytes in memory.
  init(_ bytes: [UInt8]) {
    guard bytes.count <= 15 else {
      self.init(hashing: bytes)
      return
    }
    var words: (UInt64, UInt64) = (0, 0)
    for (place, byte) in bytes.enumerated() {
      if place < 8 {
        words.0 |= UInt64(byte) << UInt64(8 * place)
      } else {
        words.1 |= UInt64(byte) << UInt64(8 * place - 64)
      }
    }
    self.init(words.0, words.1, count: bytes.count)
  }

  /// The first `count` bytes, at most 15; what lies behind them is left out. The highest byte keeps
  /// the count.
  @inline(__always)
  private init(_ first: UInt64, _ second: UInt64, count: Int) {
    low = count >= 8 ? first : first & ((1 << UInt64(8 * count)) - 1)
    let rest = count > 8 ? second & ((1 << UInt64(8 * count - 64)) - 1) : 0
    high = rest | UInt64(count) << 56
  }

  private init(hashing bytes: [UInt8]) {
    var hash = StableHash()
    hash.combine(text: String(decoding: bytes, as: UTF8.self))
    low = hash.words.0
    high = hash.words.1 | 1 << 63
  }
}
