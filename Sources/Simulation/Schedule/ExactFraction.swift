import Domain

/// A positive fraction of whole numbers that scales prices exactly.
struct ExactFraction: Hashable, Sendable {
  let numerator: Int128
  let denominator: Int128
  /// Twice the numerator and twice the denominator; both 0 unless both fit into a word.
  private let doubledNumerator: UInt64
  private let doubledDenominator: UInt64

  init(_ decimal: ExactDecimal) {
    let reduced = decimal.normalized
    numerator = reduced.significand
    denominator = ExactDecimal.powerOfTen(reduced.scale)!
    let words: Range<Int128> = 0..<1 << 62
    let fits = words.contains(numerator) && words.contains(denominator)
    doubledNumerator = fits ? UInt64(2 * numerator) : 0
    doubledDenominator = fits ? UInt64(2 * denominator) : 0
  }

  /// `price x fraction`, rounded to the nearest tick, halves up; nil when it leaves 64 bits.
  ///
  /// The same rounding for every fraction keeps order: a larger fraction never gives a lower price.
  func scaled(_ price: Price) -> Price? {
    if numerator == denominator { return price }
    return scaledInWords(price) ?? scaledWide(price)
  }

  /// As `scaled`, where everything fits into 64 bits; else nil.
  @inline(__always)
  private func scaledInWords(_ price: Price) -> Price? {
    guard doubledDenominator > 0, price.ticks >= 0 else { return nil }
    let product = UInt64(price.ticks).multipliedReportingOverflow(by: doubledNumerator)
    let sum = product.partialValue.addingReportingOverflow(doubledDenominator / 2)
    guard !product.overflow, !sum.overflow else { return nil }
    // At most 2^63 - 1, since a denominator is at least 1.
    return Price(ticks: Int64(sum.partialValue / doubledDenominator))
  }

  /// As `scaled`, for numbers of any size.
  func scaledWide(_ price: Price) -> Price? {
    let product = Int128(price.ticks).multipliedFullWidth(by: 2 * numerator)
    let sum = product.low.addingReportingOverflow(denominator.magnitude)
    let high = product.high + (sum.overflow ? 1 : 0)
    guard high < denominator else { return nil }
    let quotient = (2 * denominator).dividingFullWidth((high, sum.partialValue)).quotient
    return Int64(exactly: quotient).map(Price.init(ticks:))
  }
}
