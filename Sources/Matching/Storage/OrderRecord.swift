internal import Domain

/// A resting order as the pool keeps it: 48 bytes.
///
/// `previous` and `next` link the orders of one price level in the order of their arrival; in a free
/// record, `next` links the free list. Price, side and market are those of the level.
struct OrderRecord: BitwiseCopyable, Sendable {
  /// The order's id, by which others find it.
  var sequence: UInt64 = 0
  /// What can still trade, in lots.
  var lots: Int64 = 0
  /// The content of the command that placed it.
  var fingerprint: UInt64 = 0
  /// What was filled, in lots, above one bit that says whether the order is post-only.
  private var filled: UInt64 = 0
  /// Who placed it, by position.
  var account: Int32 = 0
  /// The price level it rests in.
  var level = LevelSlot.none
  var previous = OrderSlot.none
  var next = OrderSlot.none

  /// An unused record.
  init() {}

  /// An order in its place.
  @inline(__always)
  init(
    sequence: UInt64, account: Int32, lots: Int64, fingerprint: UInt64, filled: UInt64,
    level: LevelSlot, previous: OrderSlot
  ) {
    self.sequence = sequence
    self.lots = lots
    self.fingerprint = fingerprint
    self.filled = filled
    self.account = account
    self.level = level
    self.previous = previous
    next = .none
  }

  /// What was filled and whether an order is post-only, as a record keeps it.
  @inline(__always)
  static func filled(lots: Int64, isPostOnly: Bool) -> UInt64 {
    UInt64(bitPattern: lots) << 1 | (isPostOnly ? 1 : 0)
  }

  /// How much was filled, in lots.
  @inline(__always)
  var filledLots: Int64 { Int64(bitPattern: filled >> 1) }

  /// Whether it was placed as post-only.
  var isPostOnly: Bool { filled & 1 != 0 }

  /// Counts a fill of less than all; all fills of an order together are no more than a quantity can
  /// be.
  @inline(__always)
  mutating func fill(lots: Int64) {
    self.lots &-= lots
    filled &+= UInt64(bitPattern: lots) << 1
  }
}
