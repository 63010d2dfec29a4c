internal import Domain

/// An incoming order while it trades.
struct Taker {
  /// The order as it would rest.
  var order: OrderRecord
  /// Why what is left will be canceled, or nil when it will rest.
  var fate: CancelReason?
  /// Whether it must not trade any further, though it could.
  var isStopped = false
  /// What it locks if it rests without having traded now.
  let cost: Amount
  /// What it has paid so far, in minor units of the asset its side pays with.
  var paid = Amount.zero
  /// What it has received so far, in minor units of the other asset.
  var received = Amount.zero

  /// A new order.
  init(placing command: OrderCommand, cost: Amount, fingerprint: UInt64) {
    self.cost = cost
    order = OrderRecord(placing: command, fingerprint: fingerprint)
    fate = Self.fate(command)
  }

  /// An order that was taken out of the book in order to enter it again.
  init(reentering order: OrderRecord, cost: Amount) {
    self.order = order
    self.cost = cost
    fate = nil
  }

  /// Cancels what is left, and ends trading.
  mutating func stop(_ reason: CancelReason) {
    fate = reason
    isStopped = true
  }

  private static func fate(_ command: OrderCommand) -> CancelReason? {
    switch (command.type, command.timeInForce) {
    case (_, .fillOrKill): .fillOrKill
    case (.market, _), (_, .immediateOrCancel): .immediateOrCancel
    case (.limit, .goodTillCancel): nil
    }
  }
}
