/// A decimal number as written: `significand x 10^-scale`, without any floating point.
///
/// It exists at the borders (JSON, command line, screen); inside, whole ticks, lots and minor units
/// are used. `1.0` and `1.00` are different texts of equal value, compare with `isEqual(to:)`.
public struct ExactDecimal: Hashable, Sendable, CustomStringConvertible {
  /// All digits, as one whole number with the sign.
  public var significand: Int128
  /// Number of digits behind the decimal point, 0...38.
  public var scale: Int

  /// The largest number of significant digits and of places that is read.
  public static let digitsMax = 38

  /// Makes `significand x 10^-scale`. `scale` must lie in 0...38.
  public init(significand: Int128, scale: Int) {
    precondition((0...Self.digitsMax).contains(scale), "scale \(scale) is not in 0...38")
    self.significand = significand
    self.scale = scale
  }

  /// Reads decimal text: optional minus, digits, optional fraction, optional exponent (JSON's
  /// grammar, and leading zeros).
  ///
  /// - Throws: `DecimalTextError` when the text is not a number or has more than 38 digits.
  public init(parsing text: some StringProtocol) throws(DecimalTextError) {
    var reader = DecimalTextReader(bytes: Array(text.utf8))
    self = try reader.read()
  }

  /// The number of units of size `10^-scale`, or nil when it is not a whole number of them or does
  /// not fit into 128 bits.
  public func wholeUnits(scale target: Int) -> Int128? {
    if target >= scale {
      guard let factor = Self.powerOfTen(target - scale) else {
        return significand == 0 ? 0 : nil
      }
      let (product, overflow) = significand.multipliedReportingOverflow(by: factor)
      return overflow ? nil : product
    }
    guard let divisor = Self.powerOfTen(scale - target) else { return nil }
    let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: divisor)
    return remainder == 0 ? quotient : nil
  }

  /// Whether both stand for the same number, however many zeros they are written with.
  public func isEqual(to other: ExactDecimal) -> Bool {
    let left = normalized
    let right = other.normalized
    return left.significand == right.significand && left.scale == right.scale
  }

  /// The same number with no trailing zeros behind the point.
  public var normalized: ExactDecimal {
    var result = self
    while result.scale > 0 && result.significand % 10 == 0 {
      result.significand /= 10
      result.scale -= 1
    }
    return result
  }

  /// Plain decimal text with exactly `scale` places.
  public var description: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(24)
    let magnitude = significand.magnitude
    if let small = UInt64(exactly: magnitude) {
      appendReversed(small, to: &digits)
    } else {
      appendReversed(magnitude, to: &digits)
    }
    if significand < 0 { digits.append(UInt8(ascii: "-")) }
    digits.reverse()
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends the digits and the point, last digit first; one digit at least before the point.
  private func appendReversed<Word: FixedWidthInteger & UnsignedInteger>(
    _ magnitude: Word, to digits: inout [UInt8]
  ) {
    var rest = magnitude
    var places = 0
    repeat {
      if places == scale && scale > 0 { digits.append(UInt8(ascii: ".")) }
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
      digits.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder))
      rest = quotient
      places += 1
    } while rest > 0 || places <= scale
  }

  /// 10^exponent, or nil when it does not fit into 128 bits (exponent > 38).
  public static func powerOfTen(_ exponent: Int) -> Int128? {
    precondition(exponent >= 0, "negative exponent")
    guard exponent <= digitsMax else { return nil }
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}
