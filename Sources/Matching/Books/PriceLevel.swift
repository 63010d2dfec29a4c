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
  /// The level behind it in a hash chain of its ladder, or -1.
  var link: Int32 = -1

  @inline(__always)
  init(rank: Int64, ladder: Int32) {
    self.rank = rank
    self.ladder = ladder
  }

  /// Counts an order of `lots` as the last and returns the one that was.
  @inline(__always)
  mutating func append(_ slot: OrderSlot, lots: Int64) -> OrderSlot {
    let before = last
    if before == .none { first = slot }
    last = slot
    self.lots &+= Int128(lots)
    orderCount &+= 1
    return before
  }

  /// Counts an order of `lots` out that stood between two others or `none`; true when it was the
  /// only one.
  @inline(__always)
  mutating func remove(between previous: OrderSlot, _ next: OrderSlot, lots: Int64) -> Bool {
    if previous == .none { first = next }
    if next == .none { last = previous }
    self.lots &-= Int128(lots)
    orderCount &-= 1
    return orderCount == 0
  }

  /// The position of the market.
  @inline(__always)
  var market: Int { Int(ladder) >> 1 }

  /// The side of the book.
  @inline(__always)
  var side: Side { Side(ladder: ladder) }

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
