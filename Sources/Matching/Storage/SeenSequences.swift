/// The client order sequences that were accepted: one bit each, from 0 up to the highest.
///
/// Invariant: bit b of word w tells about sequence 64 w + b. Room grows by at least doubling.
struct SeenSequences: ~Copyable, Sendable {
  private var words: Slab<UInt64>

  init() { words = Slab(count: 1024) { _ in 0 } }

  /// The set whose bits are `bits`.
  init(bits: [UInt64]) {
    words = Slab(count: max(1024, bits.count)) { $0 < bits.count ? bits[$0] : 0 }
  }

  /// Whether `sequence` is a member.
  @inline(__always)
  func contains(_ sequence: UInt64) -> Bool {
    let index = sequence >> 6
    guard index < UInt64(truncatingIfNeeded: words.count) else { return false }
    return words[Int(truncatingIfNeeded: index)] >> (sequence & 63) & 1 != 0
  }

  /// The bits as they lie, valid until there are more.
  @inline(__always)
  var row: Row<UInt64> { words.row }

  /// Number of words up to the last that is not 0. O(words).
  var usedWordCount: Int {
    var count = words.count
    while count > 0 && words[count - 1] == 0 { count -= 1 }
    return count
  }

  /// One word of bits.
  func word(at index: Int) -> UInt64 { words[index] }

  /// Makes room for a sequence.
  @inline(never)
  mutating func reserve(_ sequence: UInt64) {
    let index = Int(truncatingIfNeeded: sequence >> 6)
    guard index >= words.count else { return }
    words.grow(to: max(words.count * 2, (index / 1024 + 1) * 1024)) { _ in 0 }
  }
}
