public import Domain

/// What a threshold's limit is given in.
public enum ThresholdUnit: Hashable, Sendable {
  /// Nanoseconds; written with a unit.
  case duration
  /// A part of one; written in percent or as a decimal fraction.
  case fraction
  /// A whole number.
  case count
  /// A number per second.
  case perSecond

  /// Units of time, longest first: a unit is ten to that many nanoseconds, times `factor`.
  private static let times: [(name: String, exponent: Int, factor: Int128)] = [
    ("h", 9, 3600), ("m", 9, 60), ("s", 9, 1), ("ms", 6, 1), ("us", 3, 1), ("ns", 0, 1),
  ]
  private static let placesMax = 12

  /// A value in this unit, as it can be read again: `50ms`, `0.1%`, `1000`.
  public func text(_ value: ExactDecimal) -> String {
    switch self {
    case .duration: return Self.durationText(value)
    case .fraction:
      // A percent is a hundredth, so that only the point moves.
      let percent = ExactDecimal(
        significand: value.scale >= 2 ? value.significand : value.wholeUnits(scale: 2) ?? 0,
        scale: max(0, value.scale - 2))
      return "\(percent.normalized)%"
    case .count, .perSecond: return value.normalized.description
    }
  }

  /// A duration in nanoseconds with the longest unit that leaves something before the point.
  static func durationText(_ value: ExactDecimal, gap: String = "") -> String {
    guard value.significand != 0 else { return "0\(gap)s" }
    let fitting = times.first { unit in
      guard unit.factor == 1 else { return false }
      let one = ExactDecimal.powerOfTen(value.scale + unit.exponent)
      return one.map { value.significand >= $0 } ?? false
    }
    let unit = fitting ?? ("ns", 0, 1)
    let number = ExactDecimal(
      significand: value.significand, scale: value.scale + unit.exponent)
    return "\(number.normalized)\(gap)\(unit.name)"
  }

  /// What a text must look like.
  public var wanted: String {
    switch self {
    case .duration: "a duration with its unit: ns, us, ms, s, m or h, for example 50ms"
    case .fraction: "a part of all, for example 0.1% or 0.001"
    case .count: "a whole number, for example 0"
    case .perSecond: "a number per second, for example 1000"
    }
  }

  /// Reads a value of this unit; nil when the text is none, negative or too long.
  public func value(of text: String) -> ExactDecimal? {
    switch self {
    case .duration: Self.duration(text)
    case .fraction: Self.fraction(text)
    case .count: Self.number(text).flatMap { $0.scale == 0 ? $0 : nil }
    case .perSecond: Self.number(text.hasSuffix("/s") ? String(text.dropLast(2)) : text)
    }
  }

  private static func duration(_ text: String) -> ExactDecimal? {
    let end = text.firstIndex { !$0.isNumber && $0 != "." } ?? text.endIndex
    let name = String(text[end...].drop { $0 == " " })
    guard let number = number(String(text[..<end])) else { return nil }
    if name.isEmpty { return number.significand == 0 ? number : nil }
    guard let unit = times.first(where: { $0.name == (name == "µs" ? "us" : name) }),
      let one = ExactDecimal.powerOfTen(unit.exponent)
    else { return nil }
    return checked(
      ExactDecimal(significand: number.significand * one * unit.factor, scale: number.scale))
  }

  private static func fraction(_ text: String) -> ExactDecimal? {
    guard text.hasSuffix("%") else { return number(text) }
    let digits = text.dropLast().filter { $0 != " " }
    guard let number = number(String(digits)) else { return nil }
    return checked(ExactDecimal(significand: number.significand, scale: number.scale + 2))
  }

  private static func number(_ text: String) -> ExactDecimal? {
    guard text.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) }),
      let number = try? ExactDecimal(parsing: text)
    else { return nil }
    return checked(number)
  }

  /// Small enough that no comparison overflows.
  private static func checked(_ number: ExactDecimal) -> ExactDecimal? {
    let number = number.normalized
    guard number.scale <= placesMax, number.significand < 1_000_000_000_000_000_000 else {
      return nil
    }
    return number
  }
}
