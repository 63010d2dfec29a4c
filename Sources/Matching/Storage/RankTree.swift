/// An ordered set of 64-bit ranks: a tree of 64-way bitmaps.
///
/// Layout: a rank's 64 bits, sign turned so that they sort, are cut into digits of six bits. The word
/// at height h and prefix p has bit d set if some member begins with the digits p, d; its members'
/// last h digits are told by the words below it. Words that are not 0 stand in one hash table, under
/// height and prefix. Invariants: no word is 0; a bit is set exactly if the word below it exists (or,
/// at height 0, the member does); all members share the prefix above the root, which grows when a
/// member comes that does not.
///
/// So memory follows the members, however far apart they lie, and each operation looks at one word
/// per height and way: one or two in a book without gaps, eleven heights at the very most.
struct RankTree: ~Copyable, Sendable {
  private var words = KeyTable(bits: 5)
  private var rootHeight: UInt64 = 0
  private var rootPrefix: UInt64 = 0
  private var isEmpty = true

  /// Number of words that are not 0.
  var wordCount: Int { words.count }

  /// Bytes of its storage.
  var byteCount: Int { words.byteCount }

  /// Adds a rank that is not a member.
  mutating func insert(_ rank: Int64) {
    var prefix = Self.digits(rank)
    if isEmpty {
      isEmpty = false
      rootHeight = 0
      rootPrefix = prefix >> 6
    }
    if (prefix >> (6 * rootHeight)) >> 6 != rootPrefix { growRoot(toCover: prefix) }
    for height in 0...rootHeight {
      let bit: UInt64 = 1 << (prefix & 63)
      prefix >>= 6
      let key = Self.key(height, prefix)
      let place = words.place(of: key)
      let word = words.value(at: place)
      if word != 0 {
        precondition(height > 0 || word & bit == 0, "the rank is a member already")
        return words.update(at: place, to: word | bit)
      }
      words.insert(key, bit, at: place)
    }
  }

  /// Takes a member out.
  mutating func remove(_ rank: Int64) {
    var prefix = Self.digits(rank)
    for height in 0...rootHeight {
      let bit: UInt64 = 1 << (prefix & 63)
      prefix >>= 6
      let key = Self.key(height, prefix)
      let place = words.place(of: key)
      let word = words.value(at: place)
      precondition(word & bit != 0, "the rank is not a member")
      if word != bit { return words.update(at: place, to: word ^ bit) }
      words.remove(at: place)
    }
    isEmpty = true
  }

  /// The greatest member below `rank`, or nil. `rank` need not be a member, but must lie within what
  /// members have covered since the set was empty.
  @inline(__always)
  func greatest(below rank: Int64) -> Int64? {
    if isEmpty { return nil }
    var prefix = Self.digits(rank)
    for height in 0...rootHeight {
      let below = ((1 as UInt64) << (prefix & 63)) &- 1
      prefix >>= 6
      let word = words.find(Self.key(height, prefix)) & below
      if word != 0 { return greatest(under: height, prefix, word) }
    }
    return nil
  }

  /// The greatest member under the bits `word` of the word at `height` and `prefix`.
  @inline(__always)
  private func greatest(under height: UInt64, _ prefix: UInt64, _ word: UInt64) -> Int64 {
    var (height, prefix, word) = (height, prefix, word)
    while true {
      prefix = prefix << 6 | UInt64(63 - word.leadingZeroBitCount)
      if height == 0 { return Int64(bitPattern: prefix ^ 1 << 63) }
      height -= 1
      word = words.find(Self.key(height, prefix))
      precondition(word != 0, "a bit without the word below it")
    }
  }

  @inline(never)
  private mutating func growRoot(toCover digits: UInt64) {
    while (digits >> (6 * rootHeight)) >> 6 != rootPrefix {
      rootHeight += 1
      let bit: UInt64 = 1 << (rootPrefix & 63)
      rootPrefix >>= 6
      words.insert(Self.key(rootHeight, rootPrefix), bit)
    }
  }

  /// The bits of a rank, so that the greater rank has the greater bits.
  private static func digits(_ rank: Int64) -> UInt64 { UInt64(bitPattern: rank) ^ 1 << 63 }

  /// A prefix has 58 bits at most, and the less the greater its height.
  private static func key(_ height: UInt64, _ prefix: UInt64) -> UInt64 { height << 58 | prefix }
}
