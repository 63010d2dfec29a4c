import Domain

/// Durations as people write them: `250ms`, `1.5s`, `2m`, `1h`; whole milliseconds.
public enum DurationText {
  private static let units: [(suffix: String, milliseconds: Int128)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
  ]

  /// The duration in milliseconds; nil when the text is none, or not whole milliseconds, or more than
  /// a year.
  public static func milliseconds(_ text: String) -> UInt64? {
    guard let unit = units.first(where: { text.hasSuffix($0.suffix) }),
      let number = try? ExactDecimal(parsing: String(text.dropLast(unit.suffix.count))),
      number.significand >= 0, let one = ExactDecimal.powerOfTen(number.scale)
    else { return nil }
    let (product, overflow) = number.significand.multipliedReportingOverflow(by: unit.milliseconds)
    guard !overflow, product % one == 0,
      product / one <= Int128(ConfigurationLimits.millisecondsMax)
    else { return nil }
    return UInt64(product / one)
  }

  /// The duration in the largest unit that it is a whole number of.
  public static func text(milliseconds: UInt64) -> String {
    let unit =
      units.reversed().first { Int128(milliseconds) % $0.milliseconds == 0 && milliseconds > 0 }
      ?? units[0]
    return "\(Int128(milliseconds) / unit.milliseconds)\(unit.suffix)"
  }
}
