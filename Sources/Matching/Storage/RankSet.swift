/// An ordered set of 64-bit ranks, which need not lie near each other.
///
/// Layout: the ranks are cut into stretches of 4096. A stretch with members has a page, nine cache lines:
/// the first tells which of its 64 words are not 0, the others are these words, a bit for each rank.
/// Which page a stretch has is told by a hash table, and by the set itself for the stretch asked for
/// last, because prices lie near each other. What stretches there are is told by a tree. Invariants: a
/// page in use has members; a bit of its first word is set exactly if the word behind it is not 0; pages
/// that are not in use hold nothing but zeros and where the next one is; table and tree have exactly the
/// stretches in use.
///
/// So to add or remove a rank is to write two words, and a tree is changed only when a stretch gets its
/// first member or loses its last.
struct RankSet: ~Copyable, Sendable {
  private var words = Slab<UInt64>(capacity: 0)
  private var pages = KeyTable(bits: 4)
  private var stretches = RankTree()
  /// The position behind the last word of the first unused page; 0 if there is none.
  private var firstFree = 0
  /// The stretch asked for last and where its page begins; it may be none.
  private var lastStretch: UInt64 = .max
  private var lastPage = 0

  /// Number of pages in use.
  var pageCount: Int { pages.count }

  /// Bytes of its storage.
  var byteCount: Int { words.byteCount + pages.byteCount + stretches.byteCount }

  /// Words of a page: what words are not 0, where the next unused page is, six that say nothing, so that
  /// the others begin with a cache line, and those.
  private static var pageSize: Int { 72 }
  private static var firstWord: Int { 8 }

  /// Adds a rank that is not a member.
  mutating func insert(_ rank: Int64) {
    let (stretch, word, bit) = Self.place(of: rank)
    if stretch != lastStretch { find(stretch) }
    let place = lastPage + Self.firstWord + word
    let members = words[place]
    precondition(members & bit == 0, "the rank is a member already")
    words[place] = members | bit
    words[lastPage] |= 1 << UInt64(word)
  }

  /// Takes a member out.
  mutating func remove(_ rank: Int64) {
    let (stretch, word, bit) = Self.place(of: rank)
    if stretch != lastStretch { find(stretch) }
    let place = lastPage + Self.firstWord + word
    let members = words[place]
    precondition(members & bit != 0, "the rank is not a member")
    words[place] = members ^ bit
    if members != bit { return }
    words[lastPage] ^= 1 << UInt64(word)
    if words[lastPage] == 0 { drop(stretch) }
  }

  /// The greatest member below `rank`, or nil. `rank` need not be a member, but must lie within what
  /// members have covered since the set was empty.
  func greatest(below rank: Int64) -> Int64? {
    let (stretch, word, bit) = Self.place(of: rank)
    if let page = page(of: stretch) {
      let members = words[page + Self.firstWord + word] & (bit &- 1)
      if members != 0 { return Self.rank(stretch, word, members) }
      let others = words[page] & ((1 << UInt64(word)) &- 1)
      if others != 0 { return greatest(in: page, stretch, others) }
    }
    guard let next = stretches.greatest(below: Int64(stretch)), let page = page(of: UInt64(next))
    else { return nil }
    return greatest(in: page, UInt64(next), words[page])
  }

  /// The greatest member in those words of a page that have a bit in `others`.
  private func greatest(in page: Int, _ stretch: UInt64, _ others: UInt64) -> Int64 {
    let word = 63 - others.leadingZeroBitCount
    return Self.rank(stretch, word, words[page + Self.firstWord + word])
  }

  /// Where the page of a stretch begins, or nil when it has none.
  private func page(of stretch: UInt64) -> Int? {
    if stretch == lastStretch { return lastPage }
    let page = pages.find(stretch)
    return page == 0 ? nil : Int(page) - 1
  }

  /// Makes a stretch the one asked for last, with a page if it has none.
  @inline(never)
  private mutating func find(_ stretch: UInt64) {
    let place = pages.place(of: stretch)
    let page = pages.value(at: place)
    lastStretch = stretch
    lastPage = page == 0 ? takePage() : Int(page) - 1
    if page == 0 {
      pages.insert(stretch, UInt64(lastPage) + 1, at: place)
      stretches.insert(Int64(stretch))
    }
  }

  private mutating func takePage() -> Int {
    if firstFree == 0 {
      let page = words.count
      if page + Self.pageSize > words.capacity { words.reserve(2 * page + Self.pageSize) }
      words.grow(to: page + Self.pageSize) { _ in 0 }
      return page
    }
    let page = firstFree - Self.pageSize
    firstFree = Int(words[page + 1])
    words[page + 1] = 0
    return page
  }

  /// Takes away the page of a stretch, the one asked for last, which has no members any more.
  @inline(never)
  private mutating func drop(_ stretch: UInt64) {
    pages.remove(at: pages.place(of: stretch))
    stretches.remove(Int64(stretch))
    words[lastPage + 1] = UInt64(firstFree)
    firstFree = lastPage + Self.pageSize
    lastStretch = .max
  }

  /// The stretch of a rank, the word within, and the bit within that. The sign is turned so that the
  /// greater rank has the greater bits.
  private static func place(of rank: Int64) -> (stretch: UInt64, word: Int, bit: UInt64) {
    let bits = UInt64(bitPattern: rank) ^ 1 << 63
    return (bits >> 12, Int(truncatingIfNeeded: bits >> 6 & 63), 1 << (bits & 63))
  }

  /// The greatest of the ranks that have a bit in a word.
  private static func rank(_ stretch: UInt64, _ word: Int, _ members: UInt64) -> Int64 {
    let bits = stretch << 12 | UInt64(word) << 6 | UInt64(63 - members.leadingZeroBitCount)
    return Int64(bitPattern: bits ^ 1 << 63)
  }
}
