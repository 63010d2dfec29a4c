internal import Domain

/// A resting order as the pool keeps it: 64 bytes, one cache line.
///
/// `previous` and `next` link the orders of one price level in the order of their arrival; in a free
/// record, `next` links the free list.
struct OrderRecord: Sendable {
  var id = ClientOrderID(sequence: 0)
  var price = Price(ticks: 0)
  var leaves = Quantity.zero
  var cumulative = Quantity.zero
  /// The content of the command that placed it.
  var fingerprint: UInt64 = 0
  var account = AccountIndex(0)
  var market = MarketIndex(0)
  var previous = OrderSlot.none
  var next = OrderSlot.none
  /// The price level it rests in.
  var level = LevelSlot.none
  var side = Side.bid
  var isPostOnly = false

  /// An unused record.
  init() {}

  /// The order that a command places.
  @inline(__always)
  init(placing command: OrderCommand, fingerprint: UInt64) {
    id = command.id
    price = command.price
    leaves = command.quantity
    self.fingerprint = fingerprint
    account = command.account
    market = command.market
    side = command.side
    isPostOnly = command.isPostOnly
  }

  /// Makes it the last order of a level.
  @inline(__always)
  mutating func link(at level: LevelSlot, behind last: OrderSlot) {
    self.level = level
    previous = last
    next = .none
  }

  /// Total quantity, as placed or last amended.
  var quantity: Quantity { cumulative + leaves }
}
