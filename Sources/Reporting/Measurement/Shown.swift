import Domain

/// How numbers and times appear in what people read.
public enum Shown {
  /// A number with its thousands set off by commas.
  public static func count(_ number: UInt64) -> String {
    var digits = Array(String(number))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return String(digits)
  }

  /// A duration in the largest unit that leaves something before the point, with two decimals.
  public static func duration(_ nanoseconds: UInt64) -> String {
    let steps: [(limit: UInt64, unit: String, scale: Int)] = [
      (1_000_000, "us", 3), (1_000_000_000, "ms", 6), (UInt64.max, "s", 9),
    ]
    let step = steps.first { nanoseconds < $0.limit } ?? steps[2]
    let decimals = 2
    var unit: Int128 = 1
    for _ in 0..<step.scale - decimals { unit *= 10 }
    let units = (Int128(nanoseconds) + unit / 2) / unit
    return "\(ExactDecimal(significand: units, scale: decimals)) \(step.unit)"
  }
}
