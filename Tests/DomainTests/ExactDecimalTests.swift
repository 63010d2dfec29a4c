import Domain
import Testing

/// Decimal text against a reference that works on strings of digits alone.
@Suite struct ExactDecimalTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func randomTextsAreReadAsTheReferenceDoes(seed: UInt64) {
    var texts = RandomDecimalTexts(seed: seed)
    for _ in 0..<500 {
      let text = texts.next()
      let expected = DecimalReference.read(text)
      let found = Result { () throws(DecimalTextError) in try ExactDecimal(parsing: text) }
      switch (expected, found) {
      case (.success(let canonical), .success(let number)):
        let read = DecimalReference.canonical(number.description)
        #expect(read == canonical, "\(text), seed \(seed)")
        #expect((0...ExactDecimal.digitsMax).contains(number.scale), "\(text), seed \(seed)")
      case (.failure(let left), .failure(let right)):
        // A text that is no number may first have shown too many digits.
        #expect(left == right || left == .notANumber, "\(text), seed \(seed)")
      default: Issue.record("\(text): expected \(expected), found \(found), seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func whatIsPrintedIsReadBackUnchanged(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let bits = UInt128(random.next()) << 64 | UInt128(random.next())
      let magnitude = Int128(bits >> UInt128(1 + random.next(below: UInt64(127))))
      let number = ExactDecimal(
        significand: random.next() & 1 == 0 ? magnitude : -magnitude,
        scale: Int(random.next(below: UInt64(39))))
      #expect(try ExactDecimal(parsing: number.description) == number, "seed \(seed)")
    }
  }

  @Test(
    arguments: [
      ("0", 0, 0), ("-0", 0, 0), ("007", 7, 0), ("1.50", 150, 2), ("-0.05", -5, 2),
      ("1e3", 1000, 0), ("1E+3", 1000, 0), ("12.5e1", 125, 0), ("12.5e-2", 125, 3),
      ("0e999999999999", 0, 0), ("0e-99", 0, 38), ("10e-39", 1, 38), ("1e-38", 1, 38),
      ("170141183460469231731687303715884105727", Int128.max, 0), ("1.0e10", 10_000_000_000, 0),
      ("0.000000000000000000000000000000000000000000000", 0, 38),
    ] as [(String, Int128, Int)])
  func texts(text: String, significand: Int128, scale: Int) throws {
    let number = try ExactDecimal(parsing: text)
    #expect(number == ExactDecimal(significand: significand, scale: scale))
  }

  @Test(
    arguments: [
      ("", .notANumber), ("-", .notANumber), (".5", .notANumber), ("5.", .notANumber),
      ("+1", .notANumber), ("1 ", .notANumber), (" 1", .notANumber), ("1e", .notANumber),
      ("1e+", .notANumber), ("1.2.3", .notANumber), ("0x10", .notANumber), ("١", .notANumber),
      ("--1", .notANumber), ("1e1.5", .notANumber), ("1_000", .notANumber), ("nan", .notANumber),
      ("1e39", .tooManyDigits), ("1e-39", .tooManyDigits), ("1e999999999999", .tooManyDigits),
      ("170141183460469231731687303715884105728", .tooManyDigits), ("2e38", .tooManyDigits),
      ("0.000000000000000000000000000000000000001", .tooManyDigits),
    ] as [(String, DecimalTextError)])
  func errors(text: String, error: DecimalTextError) {
    #expect(throws: error) { try ExactDecimal(parsing: text) }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func wholeUnitsAreThoseOfTheWrittenNumber(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let significand = Int128(random.next() >> random.next(below: UInt64(64))) * 100
      let number = ExactDecimal(
        significand: random.next() & 1 == 0 ? significand : -significand,
        scale: Int(random.next(below: UInt64(39))))
      let target = Int(random.next(below: UInt64(39)))
      let expected = DecimalReference.wholeUnits(number.description, scale: target)
      let found = number.wholeUnits(scale: target).map { "\($0)" }
      #expect(found == expected, "\(number) in units of 10^-\(target), seed \(seed)")
    }
  }

  @Test func equalNumbersAreEqualHoweverWritten() throws {
    let one = ExactDecimal(significand: 1, scale: 0)
    let padded = try ExactDecimal(parsing: "1." + String(repeating: "0", count: 38))
    #expect(one.isEqual(to: padded) && one != padded && padded.normalized == one)
    #expect(!one.isEqual(to: ExactDecimal(significand: -1, scale: 0)))
    #expect(!one.isEqual(to: ExactDecimal(significand: 1, scale: 1)))
    #expect(ExactDecimal(significand: 0, scale: 38).normalized.scale == 0)
    #expect(ExactDecimal(significand: 1500, scale: 2).normalized.description == "15")
  }

  @Test func powersOfTenEndAtThirtyEight() {
    let expected = "1" + String(repeating: "0", count: 38)
    #expect(ExactDecimal.powerOfTen(0) == 1)
    #expect(ExactDecimal.powerOfTen(38).map { "\($0)" } == expected)
    #expect(ExactDecimal.powerOfTen(39) == nil)
  }

  @Test func theLowestNumberPrintsWhole() {
    let lowest = ExactDecimal(significand: Int128.min, scale: 38)
    #expect(lowest.description == "-1.70141183460469231731687303715884105728")
    #expect(lowest.wholeUnits(scale: 38) == Int128.min)
    #expect(lowest.wholeUnits(scale: 37) == nil)
  }

  @Test func amountsShowAllTheirDecimals() {
    #expect(Amount(minorUnits: 123_450).text(decimals: 2) == "1234.50")
    #expect(Amount(minorUnits: 5).text(decimals: 18) == "0.000000000000000005")
    #expect(Amount(minorUnits: -5).text(decimals: 0) == "-5")
  }
}
