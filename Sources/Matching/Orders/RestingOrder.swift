internal import Domain

/// An order that rests in the book, put together of its record, its details and its level.
struct RestingOrder {
  var id: ClientOrderID
  var account: AccountIndex
  var market: MarketIndex
  var side: Side
  var price: Price
  /// What can still trade.
  var leaves: Quantity
  /// What was filled.
  var cumulative: Quantity
  /// The content of the command that placed it.
  var fingerprint: UInt64
  var isPostOnly: Bool

  /// Total quantity, as placed or last amended.
  var quantity: Quantity { cumulative + leaves }
}
