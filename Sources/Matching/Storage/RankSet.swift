/// An ordered set of 64-bit ranks, which need not lie near each other.
///
/// Layout: the ranks are cut into stretches of 4096. A stretch with members has a page, nine cache lines:
/// the first tells which of its 64 words are not 0, the others are these words, a bit for each rank.
/// Which page a stretch has is told by a hash table, and by the set itself for the stretch asked for
/// last, because prices lie near each other. Pages name the next below and above; where among them a new
/// one belongs is told by a tree. A stretch that loses its last member keeps its page for a while: where
/// prices move fast, levels come and go, and most come back where one has just gone.
///
/// Invariants: a bit of a page's first word is set exactly if the word behind it is not 0; a page in use
/// knows its stretch and its neighbours in the order of stretches, and if it has no members it waits; one
/// that waits stands once in the ring of those, and says so; pages that are not in use hold nothing but
/// zeros and where the next one is; table and tree have exactly the stretches in use.
///
/// So to add or remove a rank is to write two words, and a tree is changed only when a stretch gets a
/// page or loses it.
struct RankSet: ~Copyable, Sendable {
  private var words = Slab<UInt64>(capacity: 0)
  private var pages = KeyTable(bits: 4)
  private var stretches = RankTree()
  /// Where the first unused page begins; 0 if there is none.
  private var firstFree = 0
  /// Where in the ring the page stands that has waited longest.
  private var longestWaiting = 0
  /// Where the page of the lowest stretch begins; 0 if there is none.
  private var lowest = 0
  /// The stretch asked for last and where its page begins; it may be none.
  private var lastStretch: UInt64 = .max
  private var lastPage = 0

  /// Number of pages in use, those that wait included.
  var pageCount: Int { pages.count }

  /// Bytes of its storage.
  var byteCount: Int { words.byteCount + pages.byteCount + stretches.byteCount }

  /// How many pages without members may wait. Their ring is the first words, 0 for none.
  static var waitingMax: Int { 8 }

  /// Words of a page: what words are not 0, where the next unused page is, its stretch, whether it waits,
  /// its neighbours, 0 for none, two that say nothing, so that the others begin with a cache line, and
  /// those.
  private static var pageSize: Int { 72 }
  private static var nextFree: Int { 1 }
  private static var stretch: Int { 2 }
  private static var waits: Int { 3 }
  private static var below: Int { 4 }
  private static var above: Int { 5 }
  private static var firstWord: Int { 8 }

  /// Adds a rank that is not a member.
  @inline(__always)
  mutating func insert(_ rank: Int64) {
    let (stretch, word, bit) = Self.place(of: rank)
    if stretch != lastStretch { find(stretch) }
    let (words, page) = (words.row, lastPage)
    let place = words.ref(page &+ Self.firstWord &+ word)
    let members = place.value
    precondition(members & bit == 0, "the rank is a member already")
    place.value = members | bit
    words[page] |= 1 &<< UInt64(truncatingIfNeeded: word)
  }

  /// Takes a member out.
  @inline(__always)
  mutating func remove(_ rank: Int64) {
    let (stretch, word, bit) = Self.place(of: rank)
    if stretch != lastStretch { find(stretch) }
    let (words, page) = (words.row, lastPage)
    let place = words.ref(page &+ Self.firstWord &+ word)
    let members = place.value
    precondition(members & bit != 0, "the rank is not a member")
    place.value = members ^ bit
    if members != bit { return }
    let others = words[page] ^ 1 &<< UInt64(truncatingIfNeeded: word)
    words[page] = others
    if others == 0 && words[page &+ Self.waits] == 0 { wait(page) }
  }

  /// The greatest member below `rank`, or nil. `rank` need not be a member, but must lie within what
  /// members have covered since the set was empty.
  func greatest(below rank: Int64) -> Int64? { search(below: rank) }

  /// The same for a set that may be changed: it is read where it stands, where otherwise a copy would be
  /// made of all that it consists of.
  @inline(__always)
  mutating func next(below rank: Int64) -> Int64? {
    let (stretch, word, bit) = Self.place(of: rank)
    if stretch == lastStretch {
      let members = words.row[lastPage &+ Self.firstWord &+ word] & (bit &- 1)
      if members != 0 { return Self.rank(stretch, word, members) }
    }
    return nextFarther(below: rank)
  }

  @inline(never)
  private mutating func nextFarther(below rank: Int64) -> Int64? { search(below: rank) }

  @inline(__always)
  private func search(below rank: Int64) -> Int64? {
    let (stretch, word, bit) = Self.place(of: rank)
    let words = words.row
    guard var page = page(of: stretch) else { return searchTree(below: stretch) }
    let members = words[page &+ Self.firstWord &+ word] & (bit &- 1)
    if members != 0 { return Self.rank(stretch, word, members) }
    var others = words[page] & ((1 &<< UInt64(truncatingIfNeeded: word)) &- 1)
    // No more than those that wait have no members.
    while others == 0 {
      page = Int(truncatingIfNeeded: words[page &+ Self.below])
      if page == 0 { return nil }
      others = words[page]
    }
    return Self.greatest(in: words, page, others)
  }

  /// The greatest member of any stretch below one that has no page.
  @inline(__always)
  private func searchTree(below stretch: UInt64) -> Int64? {
    guard let next = stretches.greatest(below: Int64(stretch)) else { return nil }
    var page = Int(pages.find(UInt64(next)))
    while page != 0 && words[page] == 0 { page = Int(words[page + Self.below]) }
    return page == 0 ? nil : Self.greatest(in: words.row, page, words[page])
  }

  /// The greatest member in those words of a page that have a bit in `others`.
  @inline(__always)
  private static func greatest(
    in words: Row<UInt64>, _ page: Int, _ others: UInt64
  ) -> Int64 {
    let word = 63 &- others.leadingZeroBitCount
    return rank(words[page &+ stretch], word, words[page &+ firstWord &+ word])
  }

  /// Where the page of a stretch begins, or nil when it has none.
  @inline(__always)
  private func page(of stretch: UInt64) -> Int? {
    if stretch == lastStretch { return lastPage }
    let page = pages.find(stretch)
    return page == 0 ? nil : Int(truncatingIfNeeded: page)
  }

  /// Makes a stretch the one asked for last, with a page if it has none.
  @inline(never)
  private mutating func find(_ stretch: UInt64) {
    let place = pages.place(of: stretch)
    let page = pages.value(at: place)
    lastStretch = stretch
    lastPage = page == 0 ? takePage(for: stretch) : Int(page)
    if page == 0 {
      pages.insert(stretch, UInt64(lastPage), at: place)
      stretches.insert(Int64(stretch))
      let below = stretches.greatest(below: Int64(stretch))
      link(lastPage, above: below.map { Int(pages.find(UInt64($0))) } ?? 0)
    }
  }

  /// Puts a page above another, or, for 0, below all.
  private mutating func link(_ page: Int, above below: Int) {
    let above = below == 0 ? lowest : Int(words[below + Self.above])
    words[page + Self.below] = UInt64(below)
    words[page + Self.above] = UInt64(above)
    if below == 0 { lowest = page } else { words[below + Self.above] = UInt64(page) }
    if above != 0 { words[above + Self.below] = UInt64(page) }
  }

  /// Takes a page out from between its neighbours.
  private mutating func unlink(_ page: Int) {
    let (below, above) = (Int(words[page + Self.below]), Int(words[page + Self.above]))
    if below == 0 { lowest = above } else { words[below + Self.above] = UInt64(above) }
    if above != 0 { words[above + Self.below] = UInt64(below) }
    (words[page + Self.below], words[page + Self.above]) = (0, 0)
  }

  private mutating func takePage(for stretch: UInt64) -> Int {
    let page = firstFree == 0 ? newPage() : firstFree
    firstFree = Int(words[page + Self.nextFree])
    words[page + Self.nextFree] = 0
    words[page + Self.stretch] = stretch
    return page
  }

  private mutating func newPage() -> Int {
    let page = max(words.count, Self.waitingMax)
    if page + Self.pageSize > words.capacity { words.reserve(2 * page + Self.pageSize) }
    words.grow(to: page + Self.pageSize) { _ in 0 }
    return page
  }

  /// Has a page without members wait, and drops the one that has waited longest, if no rank has come back
  /// there.
  @inline(never)
  private mutating func wait(_ page: Int) {
    words[page + Self.waits] = 1
    let longest = Int(words[longestWaiting])
    words[longestWaiting] = UInt64(page)
    longestWaiting = (longestWaiting + 1) % Self.waitingMax
    guard longest != 0 else { return }
    words[longest + Self.waits] = 0
    if words[longest] == 0 { drop(longest) }
  }

  /// Takes away a page that has no members, of another stretch than that asked for last.
  private mutating func drop(_ page: Int) {
    let stretch = words[page + Self.stretch]
    precondition(stretch != lastStretch, "the page asked for last")
    pages.remove(at: pages.place(of: stretch))
    stretches.remove(Int64(stretch))
    unlink(page)
    words[page + Self.stretch] = 0
    words[page + Self.nextFree] = UInt64(firstFree)
    firstFree = page
  }

  /// The stretch of a rank, the word within, and the bit within that. The sign is turned so that the
  /// greater rank has the greater bits.
  @inline(__always)
  private static func place(of rank: Int64) -> (stretch: UInt64, word: Int, bit: UInt64) {
    let bits = UInt64(bitPattern: rank) ^ 1 &<< 63
    return (bits &>> 12, Int(truncatingIfNeeded: bits &>> 6 & 63), 1 &<< (bits & 63))
  }

  /// The greatest of the ranks that have a bit in a word.
  @inline(__always)
  private static func rank(_ stretch: UInt64, _ word: Int, _ members: UInt64) -> Int64 {
    let bits =
      stretch &<< 12 | UInt64(truncatingIfNeeded: word) &<< 6
      | UInt64(truncatingIfNeeded: 63 &- members.leadingZeroBitCount)
    return Int64(bitPattern: bits ^ 1 &<< 63)
  }
}
