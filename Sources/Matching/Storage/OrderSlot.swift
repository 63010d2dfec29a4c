/// The place of a resting order in the order pool.
struct OrderSlot: Equatable, BitwiseCopyable, Sendable {
  /// The position, or -1 for no order.
  var value: Int32

  /// No order: the end of a list.
  @inline(__always)
  static var none: OrderSlot { OrderSlot(value: -1) }

  /// The position as a subscript; the checked storage traps on the one of `none`.
  @inline(__always)
  var position: Int { Int(value) }
}
