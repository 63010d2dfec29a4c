/// Run-length packing of 64-bit words: bit sets and empty places are mostly long runs of one word.
///
/// A packed list is a sequence of a control word and what it announces: with the highest bit set,
/// one word that stands for as many as the low 63 bits say; without it, that many words as they
/// are.
enum WordPacking {
  private static let repeats: UInt64 = 1 << 63
  /// Shorter runs are cheaper as they are.
  private static let runMin = 3

  /// Packs a list. O(words).
  static func packed(_ words: [UInt64]) -> [UInt64] {
    var result: [UInt64] = []
    var literalStart = 0
    var place = 0
    while place < words.count {
      var end = place + 1
      while end < words.count && words[end] == words[place] { end += 1 }
      if end - place >= runMin {
        appendLiterals(words[literalStart..<place], to: &result)
        result.append(repeats | UInt64(end - place))
        result.append(words[place])
        literalStart = end
      }
      place = end
    }
    appendLiterals(words[literalStart...], to: &result)
    return result
  }

  /// Unpacks a list of `count` words; nil when it is malformed or of another length.
  static func unpacked(_ packed: [UInt64], count: Int) -> [UInt64]? {
    var result: [UInt64] = []
    result.reserveCapacity(count)
    var place = 0
    while place < packed.count {
      let control = packed[place]
      guard let length = Int(exactly: control & ~repeats), length <= count - result.count
      else { return nil }
      if control & repeats != 0 {
        guard place + 1 < packed.count else { return nil }
        result.append(contentsOf: repeatElement(packed[place + 1], count: length))
        place += 2
      } else {
        guard length < packed.count - place else { return nil }
        result.append(contentsOf: packed[place + 1...place + length])
        place += 1 + length
      }
    }
    return result.count == count ? result : nil
  }

  private static func appendLiterals(_ words: ArraySlice<UInt64>, to result: inout [UInt64]) {
    guard !words.isEmpty else { return }
    result.append(UInt64(words.count))
    result.append(contentsOf: words)
  }
}
