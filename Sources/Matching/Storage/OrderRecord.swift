internal import Domain

/// A resting order as the pool keeps it: 48 bytes, all that is known of it but for its content, where that
/// has to be kept.
///
/// `previous` and `next` link the orders of one price level in the order of their arrival; in a free
/// record, `next` links the free list. Price, side and market are those of the level.
struct OrderRecord: BitwiseCopyable, Sendable {
  /// The order's id, by which others find it.
  var sequence: UInt64 = 0
  /// What can still trade, in lots.
  var lots: Int64 = 0
  /// Who placed it, by position.
  var account: Int32 = 0
  /// The price level it rests in, above one bit that says whether its content is kept, and one that says
  /// whether it is post-only.
  private var place: UInt32 = 0
  var previous = OrderSlot.none
  var next = OrderSlot.none
  /// What was filled, in lots.
  var filledLots: Int64 = 0
  /// The order behind it in its chain of the index, or -1.
  var link: Int32 = -1
  /// The wallet that it pays from, by position.
  var wallet: UInt32 = 0

  /// An unused record.
  init() {}

  /// An order in its place.
  @inline(__always)
  init(
    sequence: UInt64, account: Int32, lots: Int64, filledLots: Int64, level: LevelSlot,
    isPostOnly: Bool, wallet: UInt32, previous: OrderSlot, link: Int32
  ) {
    self.sequence = sequence
    self.lots = lots
    self.account = account
    place = UInt32(bitPattern: level.value) &<< 2 | (isPostOnly ? 1 : 0)
    self.previous = previous
    next = .none
    self.filledLots = filledLots
    self.link = link
    self.wallet = wallet
  }

  /// The price level it rests in.
  @inline(__always)
  var level: LevelSlot { LevelSlot(value: Int32(bitPattern: place &>> 2)) }

  /// Whether it came as a plain limit order and was not amended: its content is told by what it is.
  @inline(__always)
  var isPlain: Bool { place & 3 == 0 }

  /// Whether it is such an order, and nothing of it was filled.
  @inline(__always)
  var isPlainAndWhole: Bool { UInt64(place & 3) | UInt64(bitPattern: filledLots) == 0 }

  /// Whether it was placed as post-only.
  @inline(__always)
  var isPostOnly: Bool { place & 1 != 0 }

  /// Whether its content is kept by the pool: it is not told by what the order is.
  @inline(__always)
  var hasContent: Bool { place & 2 != 0 }

  /// Says that its content is kept by the pool.
  @inline(__always)
  mutating func setContent() { place |= 2 }

  /// Counts a fill of less than all; all fills of an order together are no more than a quantity can be.
  @inline(__always)
  mutating func fill(lots: Int64) {
    self.lots &-= lots
    filledLots &+= lots
  }

  /// The fingerprint of the command that placed it, unless its content is kept, if it stands in a ladder at
  /// this price.
  @inline(__always)
  func fingerprint(_ ladder: Int, ticks: Int64) -> UInt64 {
    CommandWords.limitFingerprint(
      account: account, ladder, ticks: ticks, lots: lots &+ filledLots, isPostOnly: isPostOnly)
  }
}
