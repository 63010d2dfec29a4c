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

  init(rank: Int64) { self.rank = rank }

  /// A number that is the greater the better `price` is for whoever trades against `side`: the
  /// highest bid and the lowest ask rank first.
  static func rank(of price: Price, on side: Side) -> Int64 {
    side == .bid ? price.ticks : -price.ticks
  }

  /// The price on `side` that has this level's rank.
  func price(on side: Side) -> Price { Price(ticks: side == .bid ? rank : -rank) }
}
