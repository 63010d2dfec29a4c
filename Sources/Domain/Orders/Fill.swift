/// One execution between a resting order (maker) and an incoming one (taker).
public struct Fill: Hashable, Sendable {
  /// Unique over all fills of a venue in a run.
  public var id: UInt64
  /// Position on the market's tape, from 1, without gaps.
  public var sequence: UInt64
  /// The order that rested.
  public var maker: ClientOrderID
  /// The order that came in.
  public var taker: ClientOrderID
  /// The resting order's price.
  public var price: Price
  /// How much was traded; greater than 0.
  public var quantity: Quantity
  /// Who placed the maker.
  public var makerAccount: AccountIndex
  /// Who placed the taker.
  public var takerAccount: AccountIndex
  /// The market.
  public var market: MarketIndex
  /// The incoming order's side.
  public var takerSide: Side

  /// Makes a fill of all its parts.
  @inlinable
  public init(
    id: UInt64, sequence: UInt64, market: MarketIndex, maker: ClientOrderID,
    makerAccount: AccountIndex, taker: ClientOrderID, takerAccount: AccountIndex, takerSide: Side,
    price: Price, quantity: Quantity
  ) {
    self.id = id
    self.sequence = sequence
    self.market = market
    self.maker = maker
    self.makerAccount = makerAccount
    self.taker = taker
    self.takerAccount = takerAccount
    self.takerSide = takerSide
    self.price = price
    self.quantity = quantity
  }
}
