import Domain

/// A positive fraction of whole numbers that scales prices exactly.
struct ExactFraction: Hashable, Sendable {
  let numerator: Int128
  let denominator: Int128

  init(_ decimal: ExactDecimal) {
    let reduced = decimal.normalized
    numerator = reduced.significand
    denominator = ExactDecimal.powerOfTen(reduced.scale)!
  }

  /// `price x fraction`, rounded to the nearest tick, halves up; nil when it leaves 64 bits.
  ///
  /// The same rounding for every fraction keeps order: a larger fraction never gives a lower price.
  func scaled(_ price: Price) -> Price? {
    if numerator == denominator { return price }
    let product = Int128(price.ticks).multipliedFullWidth(by: 2 * numerator)
    let sum = product.low.addingReportingOverflow(denominator.magnitude)
    let high = product.high + (sum.overflow ? 1 : 0)
    guard high < denominator else { return nil }
    let quotient = (2 * denominator).dividingFullWidth((high, sum.partialValue)).quotient
    return Int64(exactly: quotient).map(Price.init(ticks:))
  }
}
