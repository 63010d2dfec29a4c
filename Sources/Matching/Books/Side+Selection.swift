internal import Domain

/// Choices by side without a branch: which side an order has cannot be foreseen, and a wrong guess of
/// the processor costs more than all the arithmetic of an order.
extension Side {
  /// The side of a ladder: the even ones are of bids.
  @inline(__always)
  init(ladder: Int) { self = ladder & 1 == 0 ? .bid : .ask }

  /// All bits 0 for a bid and 1 for an ask.
  @inline(__always)
  private var mask: Int64 { 0 &- Int64(rawValue) }

  /// The number for a bid, its negative for an ask.
  @inline(__always)
  func signed(_ number: Int64) -> Int64 { (number ^ mask) &- mask }
}
