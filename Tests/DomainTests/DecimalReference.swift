import Domain

/// Decimal numbers as strings of digits, slow and obvious.
enum DecimalReference {
  private static let largest = "170141183460469231731687303715884105727"

  /// What reading `text` gives: the number as canonical text, or the error.
  static func read(_ text: String) -> Result<String, DecimalTextError> {
    guard let parts = Parts(text) else { return .failure(.notANumber) }
    var digits = withoutLeadingZeros(parts.whole + parts.fraction)
    guard isAtMost(digits, largest) else { return .failure(.tooManyDigits) }
    if digits == "0" { return .success("0") }
    var scale = parts.fraction.count - parts.exponent
    while scale > 38 && digits.hasSuffix("0") {
      digits.removeLast()
      scale -= 1
    }
    if abs(scale) > 38 { return .failure(.tooManyDigits) }
    if scale < 0 {
      digits += String(repeating: "0", count: -scale)
      scale = 0
      guard isAtMost(digits, largest) else { return .failure(.tooManyDigits) }
    }
    return .success(canonical((parts.isNegative ? "-" : "") + pointed(digits, scale)))
  }

  /// Plain decimal text without zeros that say nothing; zero has no sign.
  static func canonical(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let pieces = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let whole = withoutLeadingZeros(String(pieces[0]))
    var fraction = pieces.count > 1 ? String(pieces[1]) : ""
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let number = fraction.isEmpty ? whole : "\(whole).\(fraction)"
    return isNegative && number != "0" ? "-\(number)" : number
  }

  /// The number of units of 10^-scale in plain decimal text; nil when it is not whole or too large.
  static func wholeUnits(_ text: String, scale: Int) -> String? {
    let isNegative = text.hasPrefix("-")
    let pieces = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    var fraction = pieces.count > 1 ? String(pieces[1]) : ""
    while fraction.count > scale {
      guard fraction.removeLast() == "0" else { return nil }
    }
    fraction += String(repeating: "0", count: scale - fraction.count)
    let digits = withoutLeadingZeros(pieces[0] + fraction)
    guard isAtMost(digits, largest) else { return nil }
    return isNegative && digits != "0" ? "-\(digits)" : digits
  }

  private static func withoutLeadingZeros(_ digits: String) -> String {
    let rest = digits.drop { $0 == "0" }
    return rest.isEmpty ? "0" : String(rest)
  }

  private static func isAtMost(_ left: String, _ right: String) -> Bool {
    left.count == right.count ? left <= right : left.count < right.count
  }

  private static func pointed(_ digits: String, _ scale: Int) -> String {
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return scale == 0 ? padded : "\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }

  /// The parts of a number's text, if it has the grammar of one.
  private struct Parts {
    var isNegative: Bool
    var whole: String
    var fraction = ""
    var exponent = 0

    init?(_ text: String) {
      isNegative = text.hasPrefix("-")
      var rest = Substring(text)
      if isNegative { rest.removeFirst() }
      let mantissa = rest.prefix { $0 != "e" && $0 != "E" }
      rest = rest.dropFirst(mantissa.count)
      let pieces = mantissa.split(separator: ".", omittingEmptySubsequences: false)
      guard pieces.count <= 2, pieces.allSatisfy({ Self.areDigits($0) }) else { return nil }
      whole = String(pieces[0])
      if pieces.count == 2 { fraction = String(pieces[1]) }
      guard !rest.isEmpty else { return }
      rest.removeFirst()
      let sign = rest.hasPrefix("-") ? -1 : 1
      if rest.hasPrefix("-") || rest.hasPrefix("+") { rest.removeFirst() }
      guard Self.areDigits(rest) else { return nil }
      exponent = sign * min(Int(rest) ?? 100_000, 100_000)
    }

    private static func areDigits(_ text: Substring) -> Bool {
      !text.isEmpty && text.allSatisfy { ("0"..."9").contains($0) }
    }
  }
}

/// Seeded texts, most of them numbers, many at the limits, some not numbers at all.
struct RandomDecimalTexts {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func next() -> String {
    var text = pick(3) == 0 ? "-" : ""
    text += someDigits()
    if pick(2) == 0 { text += "." + someDigits() }
    if pick(3) == 0 {
      text += ["e", "E", "e+", "e-", "E-"][pick(5)] + "\(pick(pick(8) == 0 ? 100_000 : 42))"
    }
    if pick(20) == 0 {
      let place = text.index(text.startIndex, offsetBy: pick(text.count))
      text.insert(Array("x-+.e ")[pick(6)], at: place)
    }
    return text
  }

  private mutating func someDigits() -> String {
    let count = 1 + (pick(4) == 0 ? pick(45) : pick(12))
    let zeros = pick(3) == 0 ? pick(count + 1) : 0
    let nines = pick(10) == 0
    var body = ""
    for _ in zeros..<count { body += nines ? "9" : "\(pick(10))" }
    let padding = String(repeating: "0", count: zeros)
    return pick(2) == 0 ? body + padding : padding + body
  }

  private mutating func pick(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }
}
