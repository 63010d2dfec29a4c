public import Domain

/// One change of state, in the order of occurrence: 56 bytes, no references.
///
/// A command that is not a repeat causes exactly one event that opens its group: `accepted`,
/// `amended`, `rejected`, or `canceled` with the reason `requested`. Fills and further
/// cancellations follow it. A repeat causes none.
public struct MatchingEvent: Equatable, Sendable {
  /// What happened.
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// An order was taken in.
    case accepted = 0
    /// Two orders traded; `fill` has both.
    case fill = 1
    /// An order, or what was left of it, was canceled.
    case canceled = 2
    /// An order has a new price or total quantity.
    case amended = 3
    /// A command was refused.
    case rejected = 4
  }

  /// The order it happened to; the taker of a fill; the command itself when rejected.
  public let order: ClientOrderID
  /// The order's price; the maker's price for a fill.
  public let price: Price
  /// The order's total quantity; for a fill what was traded, for a cancellation what was canceled.
  public let quantity: Quantity
  /// The resting order of a fill; for other kinds the order itself.
  public let maker: ClientOrderID
  let sequence: UInt64
  /// Who placed the order.
  public let account: AccountIndex
  /// The market.
  public let market: MarketIndex
  let makerAccount: AccountIndex
  /// What happened.
  public let kind: Kind
  /// Which way the order trades.
  public let side: Side
  /// Why it was canceled; nil for other kinds.
  public let cancelReason: CancelReason?
  /// Why it was refused; nil for other kinds.
  public let refusal: RefusalReason?

  /// The execution; nil unless the kind is `fill`.
  public var fill: Fill? {
    guard kind == .fill else { return nil }
    return Fill(
      id: Self.fillID(market, sequence), sequence: sequence, market: market, maker: maker,
      makerAccount: makerAccount, taker: order, takerAccount: account, takerSide: side,
      price: price, quantity: quantity)
  }

  /// The id of a fill: the market's index above 40 bits of its sequence in the market.
  static func fillID(_ market: MarketIndex, _ sequence: UInt64) -> UInt64 {
    UInt64(market.position) << 40 | sequence
  }
}

extension MatchingEvent {
  @inline(__always)
  private init(
    _ kind: Kind, order: ClientOrderID, account: AccountIndex, market: MarketIndex, side: Side,
    price: Price, quantity: Quantity, cancelReason: CancelReason? = nil,
    refusal: RefusalReason? = nil, maker: ClientOrderID? = nil, makerAccount: AccountIndex? = nil,
    sequence: UInt64 = 0
  ) {
    self.kind = kind
    self.order = order
    self.account = account
    self.market = market
    self.side = side
    self.price = price
    self.quantity = quantity
    self.cancelReason = cancelReason
    self.refusal = refusal
    self.maker = maker ?? order
    self.makerAccount = makerAccount ?? account
    self.sequence = sequence
  }

  /// What unused room for events holds.
  static var none: MatchingEvent {
    MatchingEvent(
      .accepted, order: ClientOrderID(sequence: 0), account: AccountIndex(0),
      market: MarketIndex(0), side: .bid, price: Price(ticks: 0), quantity: .zero)
  }

  static func rejected(_ command: OrderCommand, _ reason: RefusalReason) -> MatchingEvent {
    MatchingEvent(
      .rejected, order: command.id, account: command.account, market: command.market,
      side: command.side, price: command.price, quantity: command.quantity, refusal: reason)
  }
}
