/// A moment of the calendar, for people and for other programs: never for measuring.
///
/// Reaches from September 1677 to April 2262, the range of 64-bit nanoseconds.
public struct WallTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since 1970-01-01T00:00:00Z, without leap seconds.
  public var unixNanoseconds: Int64

  /// The moment `unixNanoseconds` after the start of 1970.
  public init(unixNanoseconds: Int64) { self.unixNanoseconds = unixNanoseconds }

  /// Whether one moment is before another.
  public static func < (left: WallTime, right: WallTime) -> Bool {
    left.unixNanoseconds < right.unixNanoseconds
  }

  /// ISO 8601 in UTC with milliseconds, cut off and not rounded: `2024-02-29T23:59:59.999Z`.
  public var text: String {
    let milliseconds = Self.floored(unixNanoseconds, 1_000_000)
    let day = Self.floored(milliseconds.quotient, 86_400_000)
    let date = Self.date(ofDay: day.quotient)
    let time = day.remainder
    return Self.digits(date.year, 4) + "-" + Self.digits(date.month, 2) + "-"
      + Self.digits(date.day, 2) + "T" + Self.digits(time / 3_600_000, 2) + ":"
      + Self.digits(time / 60_000 % 60, 2) + ":" + Self.digits(time / 1000 % 60, 2) + "."
      + Self.digits(time % 1000, 3) + "Z"
  }

  /// Reads ISO 8601 in UTC: date, `T`, time, up to nine digits of a second's fraction, `Z`.
  ///
  /// Returns nil for anything else, a day that does not exist, a leap second, or a moment out of
  /// range.
  public init?(text: String) {
    var reader = DigitReader(text)
    guard let year = reader.number(digits: 4), reader.skip("-"),
      let month = reader.number(digits: 2), reader.skip("-"),
      let day = reader.number(digits: 2), reader.skip("T"),
      let hour = reader.number(digits: 2), reader.skip(":"),
      let minute = reader.number(digits: 2), reader.skip(":"),
      let second = reader.number(digits: 2), let fraction = reader.fraction(),
      reader.skip("Z"), reader.isAtEnd,
      (1...12).contains(month), hour < 24, minute < 60, second < 60
    else { return nil }
    let dayNumber = Self.dayNumber(year: year, month: month, day: day)
    guard Self.date(ofDay: dayNumber) == (year, month, day) else { return nil }
    let seconds = dayNumber * 86_400 + hour * 3600 + minute * 60 + second
    // In 128 bits: the seconds of the year 1677 may overflow before the fraction brings them back.
    guard let total = Int64(exactly: Int128(seconds) * 1_000_000_000 + Int128(fraction)) else {
      return nil
    }
    unixNanoseconds = total
  }

  /// The calendar date of a day counted from 1970-01-01 (Howard Hinnant, "chrono-compatible
  /// low-level date algorithms": years start in March, so that the leap day is the last).
  private static func date(ofDay number: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let era = floored(number + 719_468, 146_097)
    let dayOfEra = era.remainder
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era.quotient * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  private static func dayNumber(year: Int64, month: Int64, day: Int64) -> Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let era = floored(marchYear, 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = era.remainder * 365 + era.remainder / 4 - era.remainder / 100 + dayOfYear
    return era.quotient * 146_097 + dayOfEra - 719_468
  }

  private static func floored(
    _ dividend: Int64, _ divisor: Int64
  ) -> (quotient: Int64, remainder: Int64) {
    let result = dividend.quotientAndRemainder(dividingBy: divisor)
    return result.remainder < 0
      ? (result.quotient - 1, result.remainder + divisor) : (result.quotient, result.remainder)
  }

  private static func digits(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
