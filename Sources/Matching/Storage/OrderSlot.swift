/// The place of a resting order in the order pool.
struct OrderSlot: Equatable, BitwiseCopyable, Sendable {
  /// Where its record begins, in units of 16 bytes; or -1 for no order. So to find a record is a shift,
  /// where from its position it would be a multiplication.
  var value: Int32

  /// So many units are a record.
  static var stride: Int32 { 3 }

  /// No order: the end of a list.
  @inline(__always)
  static var none: OrderSlot { OrderSlot(value: -1) }

  /// A place that is known.
  @inline(__always)
  init(value: Int32) { self.value = value }

  /// The place at a position.
  init(at position: Int) { value = Int32(position) * Self.stride }

  /// The position as a subscript; the checked storage traps on the one of `none`, -1.
  @inline(__always)
  var position: Int { value < 0 ? -1 : Int(value / Self.stride) }
}
