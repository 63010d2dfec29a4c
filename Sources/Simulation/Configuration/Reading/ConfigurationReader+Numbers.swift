internal import Domain
internal import JSONText

extension ConfigurationReader {
  /// A decimal number, as a JSON number or as a string; nil when it is absent or wrong.
  mutating func decimal(
    _ value: ConfigurationValue, _ wanted: String = "a number, for example 12.50"
  ) -> ExactDecimal? {
    guard let node = value.node else { return nil }
    guard let text = node.numberText ?? node.stringValue else {
      reportType(value, wanted)
      return nil
    }
    do throws(DecimalTextError) {
      return try ExactDecimal(parsing: text).normalized
    } catch {
      switch error {
      case .notANumber: reportType(value, wanted)
      case .tooManyDigits:
        report(value, "has too many digits; at most \(ExactDecimal.digitsMax) are possible")
      }
      return nil
    }
  }

  /// A decimal number above 0 of at most 18 digits; nil when it is absent or wrong.
  mutating func positive(_ value: ConfigurationValue) -> ExactDecimal? {
    guard let number = decimal(value) else { return nil }
    guard number.significand > 0 else {
      report(value, "is \(number); it must be greater than 0")
      return nil
    }
    return checkDigits(value, number) ? number : nil
  }

  /// A decimal number of at least 0 and less than 1, of at most 18 digits; nil when it is absent or
  /// wrong.
  mutating func fractionBelowOne(_ value: ConfigurationValue) -> ExactDecimal? {
    guard let number = decimal(value) else { return nil }
    guard checkDigits(value, number) else { return nil }
    let one = ExactDecimal.powerOfTen(number.scale) ?? 1
    guard number.significand >= 0 && number.significand < one else {
      report(value, "is \(number); it must be at least 0 and less than 1")
      return nil
    }
    return number
  }

  /// A fraction 0...1 counted in units of 10^-`decimals`; 0 when it is absent, nil when wrong.
  mutating func share(
    _ value: ConfigurationValue, decimals: Int, steps: String
  ) -> UInt64? {
    guard value.isPresent else { return 0 }
    guard let number = decimal(value) else { return nil }
    let one = ExactDecimal.powerOfTen(decimals) ?? 1
    guard let units = number.wholeUnits(scale: decimals) else {
      let beyond = number.scale <= decimals
      report(
        value, "is \(number); it must be \(beyond ? "at least 0 and at most 1" : steps)")
      return nil
    }
    guard (0...one).contains(units) else {
      report(value, "is \(number); it must be at least 0 and at most 1")
      return nil
    }
    return UInt64(units)
  }

  /// A whole number within `range`; `standard` when it is absent, nil when it is wrong.
  mutating func count(
    _ value: ConfigurationValue, in range: ClosedRange<UInt64>, default standard: UInt64?
  ) -> UInt64? {
    guard value.isPresent else {
      if standard == nil { reportType(value, "a whole number") }
      return standard
    }
    guard let number = decimal(value, "a whole number") else { return nil }
    if number.scale > 0 {
      report(value, "is \(number); it must be a whole number")
    } else if number.significand < Int128(range.lowerBound) {
      report(value, "is \(number); it must be at least \(range.lowerBound)")
    } else if number.significand > Int128(range.upperBound) {
      report(value, "is \(number); it must be at most \(range.upperBound)")
    } else {
      return UInt64(number.significand)
    }
    return nil
  }

  /// A number of milliseconds, at most a year.
  mutating func milliseconds(
    _ value: ConfigurationValue, from least: UInt64 = 0, default standard: UInt64?
  ) -> UInt64? {
    count(value, in: least...ConfigurationLimits.millisecondsMax, default: standard)
  }

  private mutating func checkDigits(_ value: ConfigurationValue, _ number: ExactDecimal) -> Bool {
    let digitsMax = ConfigurationLimits.digitsMax
    let limit = ExactDecimal.powerOfTen(digitsMax) ?? 1
    if number.scale > digitsMax {
      report(value, "is \(number), with \(number.scale) decimals; use at most \(digitsMax)")
    } else if number.significand.magnitude >= limit.magnitude {
      report(value, "is \(number); it must have at most \(digitsMax) digits")
    } else {
      return true
    }
    return false
  }
}
