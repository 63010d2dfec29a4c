/// Why a text is not a usable decimal number.
public enum DecimalTextError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The text is not a decimal number at all.
  case notANumber
  /// More than 38 significant digits or decimal places.
  case tooManyDigits

  /// The reason in words.
  public var description: String {
    switch self {
    case .notANumber: "is not a decimal number"
    case .tooManyDigits: "has more than \(ExactDecimal.digitsMax) digits"
    }
  }
}

/// Reads one decimal number from bytes, digit by digit.
struct DecimalTextReader {
  let bytes: [UInt8]
  private var position = 0
  private var significand: Int128 = 0
  private var digitsBefore = 0
  private var digitsBehind = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() throws(DecimalTextError) -> ExactDecimal {
    let isNegative = take(UInt8(ascii: "-"))
    digitsBefore = try readDigits()
    if take(UInt8(ascii: ".")) {
      digitsBehind = try readDigits()
      if digitsBehind == 0 { throw .notANumber }
    }
    if digitsBefore == 0 { throw .notANumber }
    let exponent = try readExponent()
    if position != bytes.count { throw .notANumber }
    return try result(isNegative: isNegative, exponent: exponent)
  }

  private func result(isNegative: Bool, exponent: Int) throws(DecimalTextError) -> ExactDecimal {
    var magnitude = significand
    var scale = digitsBehind - exponent
    while scale > ExactDecimal.digitsMax && magnitude != 0 && magnitude % 10 == 0 {
      magnitude /= 10
      scale -= 1
    }
    if magnitude == 0 { scale = min(max(scale, 0), ExactDecimal.digitsMax) }
    if scale > ExactDecimal.digitsMax { throw .tooManyDigits }
    if scale < 0 {
      guard let factor = ExactDecimal.powerOfTen(-scale) else { throw .tooManyDigits }
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: factor)
      if overflow { throw .tooManyDigits }
      magnitude = product
      scale = 0
    }
    return ExactDecimal(significand: isNegative ? -magnitude : magnitude, scale: scale)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func readDigits() throws(DecimalTextError) -> Int {
    var count = 0
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit <= 9
    {
      let (tenfold, tooLarge) = significand.multipliedReportingOverflow(by: 10)
      let (sum, tooLargeSum) = tenfold.addingReportingOverflow(Int128(digit))
      if tooLarge || tooLargeSum { throw .tooManyDigits }
      significand = sum
      count += 1
      position += 1
    }
    return count
  }

  private mutating func readExponent() throws(DecimalTextError) -> Int {
    guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return 0 }
    let isNegative = take(UInt8(ascii: "-"))
    if !isNegative { _ = take(UInt8(ascii: "+")) }
    var exponent = 0
    var count = 0
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit <= 9
    {
      exponent = min(exponent * 10 + Int(digit), 10_000)
      count += 1
      position += 1
    }
    if count == 0 { throw .notANumber }
    return isNegative ? -exponent : exponent
  }
}
