internal import Domain

/// An incoming order while it trades.
struct Taker {
  let id: UInt64
  let fingerprint: UInt64
  let account: Int32
  let ladder: Int
  let isPostOnly: Bool
  let ticks: Int64
  /// What can still trade, in lots.
  var leaves: Int64
  /// What can trade and what was filled, together; in lots.
  private let total: Int64
  /// Why what is left will be canceled, or nil when it will rest.
  var fate: CancelReason?

  /// What was filled so far, in lots.
  @inline(__always)
  var filled: Int64 { total &- leaves }

  /// A new order.
  @inline(__always)
  init(placing command: some CommandReading, _ ladder: Int) {
    id = command.id
    fingerprint = command.fingerprint
    account = command.account
    self.ladder = ladder
    isPostOnly = command.isPostOnly
    ticks = command.ticks
    leaves = command.lots
    total = command.lots
    fate = command.mayRest ? nil : command.isFillOrKill ? .fillOrKill : .immediateOrCancel
  }

  /// An order that was taken out of the book in order to enter it again.
  init(reentering order: RestingOrder, price: Price, leaves: Quantity) {
    id = order.id.sequence
    fingerprint = order.fingerprint
    account = order.account.value
    ladder = OrderBooks.ladder(order.market.position, order.side)
    isPostOnly = order.isPostOnly
    ticks = price.ticks
    self.leaves = leaves.lots
    total = order.cumulative.lots &+ leaves.lots
    fate = nil
  }
}
