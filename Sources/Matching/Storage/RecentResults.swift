internal import Domain

/// How the commands that finished last ended, so that a repeat can be answered in full.
///
/// A ring in the order of finishing: to keep a result is one write behind the last, which no other
/// memory has to be brought near for. Finding one is rare and pays for that: results are put into an
/// index of hash chains only when one is looked for.
///
/// Invariants: results count from 1 in the order of finishing, and result n stands at n modulo
/// `capacity` until result n + capacity takes its place. `heads` and `links` name results by these
/// numbers; chains go from later to earlier results, and end with 0 or with one whose place has been
/// taken. Exactly the results up to `indexed` are in the chains.
struct RecentResults: ~Copyable {
  /// Number of results that are kept.
  static let capacity = 16_384

  /// The two ladders of so many markets have numbers of 30 bits.
  static let marketCountMax = 1 << 29

  /// One finished command: 32 bytes.
  ///
  /// A plain limit order that was filled whole or canceled whole is kept as it was, so that nothing has
  /// to be computed when it ends; so is a cancel command of such an order that says nothing besides.
  /// Others are kept with the fingerprint of their content. The last word tells them apart.
  struct Entry: BitwiseCopyable, Sendable {
    /// The id of the command.
    private(set) var sequence: UInt64 = 0
    /// The fingerprint; the price in ticks of a plain order; the target of a plain cancel command.
    private var content: UInt64 = 0
    /// What was filled, in lots, above one bit that says whether the order is open. Of a plain order, what
    /// was filled or canceled, above one bit that says which; of a plain cancel command, what it canceled,
    /// above its side.
    private var lots: UInt64 = 0
    /// What was canceled, or of an order that is open, what can still trade; in lots. Of what is plain, the
    /// account, and above 32 bits the ladder, or of a cancel command the market, and two bits more: the
    /// highest, and that of cancel commands.
    private var other: UInt64 = 0

    private static var plainBit: UInt64 { 1 << 63 }
    private static var cancelBit: UInt64 { 1 << 62 }

    /// An entry without a result.
    init() {}

    @inline(__always)
    fileprivate init(_ sequence: UInt64, _ content: UInt64, _ lots: UInt64, _ other: UInt64) {
      self.sequence = sequence
      self.content = content
      self.lots = lots
      self.other = other
    }

    /// How the command `sequence` ended.
    @inline(__always)
    init(
      sequence: UInt64, fingerprint: UInt64, filledLots: Int64, otherLots: Int64,
      isOpen: Bool = false
    ) {
      self.init(
        sequence, fingerprint, UInt64(bitPattern: filledLots) &<< 1 | (isOpen ? 1 : 0),
        UInt64(bitPattern: otherLots))
    }

    /// How a plain limit order ended: all of it was filled, or all was canceled.
    @inline(__always)
    init(
      plain sequence: UInt64, ticks: Int64, lots: Int64, isCanceled: Bool, _ part: UInt64,
      account: Int32
    ) {
      self.init(
        sequence, UInt64(bitPattern: ticks), UInt64(bitPattern: lots) &<< 1 | (isCanceled ? 1 : 0),
        part | UInt64(UInt32(bitPattern: account)))
    }

    /// What the results of all plain orders of a ladder have in common.
    @inline(__always)
    static func plainPart(_ ladder: Int) -> UInt64 {
      plainBit | UInt64(truncatingIfNeeded: ladder) &<< 32
    }

    /// How a plain cancel command ended that canceled a plain order of so many lots.
    @inline(__always)
    init(cancel command: some CommandReading, lots: Int64) {
      self.init(
        command.id, command.target, UInt64(bitPattern: lots) &<< 1 | (command.flags &>> 8 & 1),
        command.places | (Self.plainBit | Self.cancelBit))
    }

    private var isPlain: Bool { other & Self.plainBit != 0 }

    private var isCancel: Bool { other >> 62 == 3 }

    /// Whether it is plain and canceled, or canceled something.
    private var isCanceled: Bool { isPlain && (isCancel || lots & 1 != 0) }

    /// What was filled, in lots.
    var filledLots: Int64 { isCanceled ? 0 : Int64(bitPattern: lots >> 1) }

    /// What was canceled, or of an order that is open, what can still trade; in lots.
    var otherLots: Int64 {
      if !isPlain { return Int64(bitPattern: other) }
      return isCanceled ? Int64(bitPattern: lots >> 1) : 0
    }

    /// The content of the command.
    var fingerprint: UInt64 {
      if !isPlain { return content }
      let places = other & ~(Self.plainBit | Self.cancelBit)
      if isCancel {
        return CommandWords.plainCancelFingerprint(places, side: lots & 1, target: content)
      }
      let account = Int32(bitPattern: UInt32(truncatingIfNeeded: places))
      let ladder = Int(places >> 32)
      return CommandWords.limitFingerprint(
        account: account, ladder, ticks: Int64(bitPattern: content),
        lots: Int64(bitPattern: lots >> 1))
    }

    /// Where the order stood; the quantities tell.
    var status: OrderStatus {
      if !isPlain && lots & 1 != 0 { return filledLots > 0 ? .partiallyFilled : .new }
      return otherLots > 0 ? .canceled : .filled
    }
  }

  private var entries: Slab<Entry>
  private var heads: Slab<UInt64>
  private var links: Slab<UInt64>
  /// The number of the last result; 0 before the first.
  private(set) var count: UInt64 = 0
  private var indexed: UInt64 = 0

  init() {
    entries = Slab(count: Self.capacity) { _ in Entry() }
    heads = Slab(count: Self.capacity) { _ in 0 }
    links = Slab(count: Self.capacity) { _ in 0 }
  }

  /// The ring as it lies; `take` takes it back.
  @inline(__always)
  var ring: Ring { unsafe Ring(base: entries.unsafeBase, count: count) }

  /// Takes over what was written.
  @inline(__always)
  mutating func take(_ ring: Ring) { count = ring.count }

  /// Keeps a result.
  mutating func record(_ entry: Entry) {
    count += 1
    entries[Self.position(of: count)] = entry
  }

  /// The numbers of the results that are kept, from the earliest.
  var kept: ClosedRange<UInt64>? {
    count == 0 ? nil : max(1, count &- min(count, UInt64(Self.capacity)) &+ 1)...count
  }

  /// The result with this number, which must be kept.
  subscript(number: UInt64) -> Entry { entries[Self.position(of: number)] }

  /// Puts into the index what is not in it. O(1) for each result since the last time.
  mutating func updateIndex() {
    guard let kept, indexed < count else { return }
    for number in max(indexed + 1, kept.lowerBound)...count {
      let bucket = Self.bucket(of: self[number].sequence)
      links[Self.position(of: number)] = heads[bucket]
      heads[bucket] = number
    }
    indexed = count
  }

  /// The result of the command `id`, or nil when another has taken its place. O(1) for an index that is
  /// up to date, and O(1) for every result that is not in it.
  func find(_ id: ClientOrderID) -> Entry? {
    guard let kept else { return nil }
    var number = heads[Self.bucket(of: id.sequence)]
    while kept.contains(number) {
      if self[number].sequence == id.sequence { return self[number] }
      number = links[Self.position(of: number)]
    }
    number = count
    while number > indexed && kept.contains(number) {
      if self[number].sequence == id.sequence { return self[number] }
      number -= 1
    }
    return nil
  }

  @inline(__always)
  fileprivate static func position(of number: UInt64) -> Int {
    Int(truncatingIfNeeded: number) & (capacity - 1)
  }

  private static func bucket(of sequence: UInt64) -> Int {
    Int(truncatingIfNeeded: (sequence &* 0x9E37_79B9_7F4A_7C15) >> 32) & (capacity - 1)
  }

  /// The places of all results.
  ///
  /// Invariants: `base` points to `capacity` entries, and no position is greater than its mask: no
  /// place lies outside, so none is checked.
  @safe
  struct Ring: BitwiseCopyable {
    fileprivate let base: UnsafeMutablePointer<Entry>
    fileprivate var count: UInt64

    /// Keeps a result.
    @inline(__always)
    mutating func record(_ entry: Entry) {
      count &+= 1
      unsafe base[position(of: count)] = entry
    }

    /// Keeps two results, one behind the other.
    @inline(__always)
    mutating func record(_ entry: Entry, _ next: Entry) {
      let number = count
      count = number &+ 2
      unsafe base[position(of: number &+ 1)] = entry
      unsafe base[position(of: number &+ 2)] = next
    }
  }
}
