/// Reads fixed-width decimal numbers out of ASCII text.
struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  /// Steps over one expected character.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// A number of exactly so many digits.
  mutating func number(digits count: Int) -> Int64? {
    var value: Int64 = 0
    for _ in 0..<count {
      guard let digit = nextDigit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// An optional `.` with one to nine digits, in billionths; 0 without one.
  mutating func fraction() -> Int64? {
    guard skip(".") else { return 0 }
    guard var value = nextDigit() else { return nil }
    var scale: Int64 = 100_000_000
    while scale > 1, let digit = nextDigit() {
      value = value * 10 + digit
      scale /= 10
    }
    return value * scale
  }

  private mutating func nextDigit() -> Int64? {
    guard let first = rest.first, (48...57).contains(first) else { return nil }
    rest = rest.dropFirst()
    return Int64(first) - 48
  }
}
