internal import Domain

/// An incoming order while it trades.
struct Taker {
  let id: ClientOrderID
  let fingerprint: UInt64
  let account: AccountIndex
  let market: MarketIndex
  let side: Side
  let isPostOnly: Bool
  let price: Price
  /// What can still trade.
  var leaves: Quantity
  /// What was filled so far.
  var cumulative: Quantity
  /// Why what is left will be canceled, or nil when it will rest.
  var fate: CancelReason?
  /// Whether it must not trade any further, though it could.
  var isStopped = false

  /// A new order.
  @inline(__always)
  init(placing command: OrderCommand, fingerprint: UInt64) {
    id = command.id
    self.fingerprint = fingerprint
    account = command.account
    market = command.market
    side = command.side
    isPostOnly = command.isPostOnly
    price = command.price
    leaves = command.quantity
    cumulative = .zero
    fate = Self.fate(command)
  }

  /// An order that was taken out of the book in order to enter it again.
  init(reentering order: RestingOrder, price: Price, leaves: Quantity) {
    id = order.id
    fingerprint = order.fingerprint
    account = order.account
    market = order.market
    side = order.side
    isPostOnly = order.isPostOnly
    self.price = price
    self.leaves = leaves
    cumulative = order.cumulative
    fate = nil
  }

  /// Cancels what is left, and ends trading.
  mutating func stop(_ reason: CancelReason) {
    fate = reason
    isStopped = true
  }

  @inline(__always)
  private static func fate(_ command: OrderCommand) -> CancelReason? {
    switch (command.type, command.timeInForce) {
    case (_, .fillOrKill): .fillOrKill
    case (.market, _), (_, .immediateOrCancel): .immediateOrCancel
    case (.limit, .goodTillCancel): nil
    }
  }
}
