internal import Domain

/// All resting orders of one side of a market at one price: 48 bytes.
struct PriceLevel: BitwiseCopyable, Sendable {
  /// What all its orders can still trade, in lots; wider than one order's quantity, so that no sum
  /// of orders can overflow.
  var lots: Int128 = 0
  /// The price as an order of preference, see `rank(of:on:)`.
  let rank: Int64
  /// The order that came first.
  var first = OrderSlot.none
  /// The order that came last.
  var last = OrderSlot.none
  /// Number of orders; there are never more than an order slot can name.
  var orderCount: Int32 = 0
  /// The ladder that it belongs to: twice the market's position, and one more for asks.
  let ladder: Int32
  /// The level behind it in its hash chain, or on the free list; or -1.
  var link: Int32

  @inline(__always)
  init(rank: Int64, ladder: Int32, link: Int32) {
    self.rank = rank
    self.ladder = ladder
    self.link = link
  }

  /// What an order adds to `lots` or takes away. Quantities are not negative, so the upper half is 0.
  @inline(__always)
  static func sum(_ lots: Int64) -> Int128 {
    Int128(truncatingIfNeeded: UInt64(bitPattern: lots))
  }

  /// Whether it is the level of a rank in a ladder.
  @inline(__always)
  func isAt(_ rank: Int64, _ ladder: Int32) -> Bool {
    self.rank == rank && self.ladder == ladder
  }

  /// The position of the market.
  @inline(__always)
  var market: Int { Int(ladder) >> 1 }

  /// The side of the book.
  @inline(__always)
  var side: Side { Side(ladder: Int(ladder)) }

  /// The price.
  @inline(__always)
  var price: Price { Price(ticks: side.signed(rank)) }

  /// A number that is the greater the better `price` is for whoever trades against `side`: the
  /// highest bid and the lowest ask rank first.
  @inline(__always)
  static func rank(of price: Price, on side: Side) -> Int64 {
    side.signed(price.ticks)
  }
}
