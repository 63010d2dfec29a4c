public import Domain

/// An order that rests in the book.
public struct OpenOrder: Equatable, Sendable {
  /// The order's id.
  public let id: ClientOrderID
  /// Who placed it.
  public let account: AccountIndex
  /// The market.
  public let market: MarketIndex
  /// Which way it trades.
  public let side: Side
  /// Its limit.
  public let price: Price
  /// Total quantity, as placed or last amended (FIX 38).
  public let quantity: Quantity
  /// How much was filled (FIX 14).
  public let cumulative: Quantity
  /// How much can still trade (FIX 151).
  public let leaves: Quantity
  /// Whether it was placed as post-only.
  public let isPostOnly: Bool

  init(_ order: RestingOrder) {
    id = order.id
    account = order.account
    market = order.market
    side = order.side
    price = order.price
    quantity = order.quantity
    cumulative = order.cumulative
    leaves = order.leaves
    isPostOnly = order.isPostOnly
  }
}
