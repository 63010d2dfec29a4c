/// Decimal digits, eight at a time.
///
/// Eight bytes are looked at as one number. A byte is a digit if its difference to "0" is below 10,
/// which adding 0x76 shows in its highest bit; the first that is none ends the number. Then
/// neighbouring digits are joined to numbers of two, four and eight digits by one multiplication each.
enum Digits {
  /// A number of so many digits fits into 63 bits.
  static let countMax = 18

  /// The number that `bytes`, the first in the lowest place, begin with, and its number of digits.
  @inline(__always)
  static func leading(of bytes: UInt64) -> (value: UInt64, count: Int) {
    let digits = bytes ^ 0x3030_3030_3030_3030
    let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
    let count = others == 0 ? 8 : others.trailingZeroBitCount >> 3
    guard count > 0 else { return (0, 0) }
    var value = digits << UInt64(64 - 8 * count)
    value = (value &* 2561) >> 8 & 0x00FF_00FF_00FF_00FF
    value = (value &* 6_553_601) >> 16 & 0x0000_FFFF_0000_FFFF
    value = (value &* 42_949_672_960_001) >> 32
    return (value, count)
  }

  /// 10^`exponent` for 0...18.
  @inline(__always)
  static func power(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    case 8: 100_000_000
    case 9: 1_000_000_000
    default: slowPower(exponent)
    }
  }

  private static func slowPower(_ exponent: Int) -> UInt64 {
    var power: UInt64 = 1
    for _ in 0..<exponent { power &*= 10 }
    return power
  }
}
