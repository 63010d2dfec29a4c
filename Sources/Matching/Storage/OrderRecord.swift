internal import Domain

/// A resting order as the pool keeps it: 32 bytes, of which two fit a cache line.
///
/// `previous` and `next` link the orders of one price level in the order of their arrival; in a free
/// record, `next` links the free list. Price, side and market are those of the level. What an order
/// has besides is kept in an `OrderDetail`, if it has any: most orders leave as they came.
struct OrderRecord: BitwiseCopyable, Sendable {
  /// The order's id, by which others find it.
  var sequence: UInt64 = 0
  /// What can still trade, in lots.
  var lots: Int64 = 0
  /// Who placed it, by position.
  var account: Int32 = 0
  /// The price level it rests in, above one bit that says whether its content is in its details, and one
  /// that says whether it has any.
  private var place: UInt32 = 0
  var previous = OrderSlot.none
  var next = OrderSlot.none

  /// An unused record.
  init() {}

  /// An order in its place.
  @inline(__always)
  init(
    sequence: UInt64, account: Int32, lots: Int64, level: LevelSlot, isPlain: Bool,
    previous: OrderSlot
  ) {
    self.sequence = sequence
    self.lots = lots
    self.account = account
    place = UInt32(bitPattern: level.value) &<< 2 | (isPlain ? 0 : 3)
    self.previous = previous
    next = .none
  }

  /// The price level it rests in.
  @inline(__always)
  var level: LevelSlot { LevelSlot(value: Int32(bitPattern: place &>> 2)) }

  /// Whether it is not a plain limit order of which nothing was filled: then its `OrderDetail` counts.
  @inline(__always)
  var hasDetail: Bool { place & 1 != 0 }

  /// All bits if it has details, else none.
  @inline(__always)
  var detailMask: UInt64 { 0 &- UInt64(place & 1) }

  /// Whether it came as a plain limit order and was not amended: its content need not be kept, because
  /// it can be told from what the order is.
  @inline(__always)
  var isPlain: Bool { place & 2 == 0 }

  /// Says that it has details now: how much was filled.
  @inline(__always)
  mutating func setDetail() { place |= 1 }

  /// Says that its content is in its details now.
  @inline(__always)
  mutating func setContent() { place |= 3 }
}

/// What is not plain about a resting order: 16 bytes.
struct OrderDetail: BitwiseCopyable, Sendable {
  /// The content of the command that placed it; means nothing while the order is plain.
  var fingerprint: UInt64
  /// What was filled, in lots, above one bit that says whether the order is post-only.
  private var filled: UInt64

  @inline(__always)
  init(fingerprint: UInt64, filledLots: Int64, isPostOnly: Bool) {
    self.fingerprint = fingerprint
    filled = UInt64(bitPattern: filledLots) << 1 | (isPostOnly ? 1 : 0)
  }

  /// How much was filled, in lots.
  @inline(__always)
  var filledLots: Int64 { Int64(bitPattern: filled >> 1) }

  /// Whether it was placed as post-only.
  var isPostOnly: Bool { filled & 1 != 0 }

  /// Counts a fill of less than all; all fills of an order together are no more than a quantity can
  /// be. `mask` has all bits if there were details before; that cannot be foreseen.
  @inline(__always)
  mutating func fill(lots: Int64, keeping mask: UInt64) {
    filled = (filled & mask) &+ UInt64(bitPattern: lots) &<< 1
  }
}
