public import Domain

/// A pace, exactly: `slots` slots in every `nanoseconds` nanoseconds, in lowest terms.
///
/// A decimal rate of up to nine places and up to 10^9 per second is always such a fraction, so slot
/// *i* is due at `i x nanoseconds / slots`, without an error that grows with *i*.
public struct SlotRate: Hashable, Sendable {
  /// Slots per period.
  public let slots: UInt64
  /// The period in nanoseconds.
  public let nanoseconds: UInt64

  /// The fastest pace: one slot per nanosecond.
  static let perSecondMax: UInt64 = 1_000_000_000
  /// Decimal places a pace may have.
  static let decimalsMax = 9

  /// The pace of `perSecond` slots per second, or nil when it is not positive, has more than nine
  /// decimals or is above 10^9.
  public init?(perSecond: ExactDecimal) {
    guard let billionths = perSecond.wholeUnits(scale: Self.decimalsMax), billionths > 0,
      billionths <= Int128(Self.perSecondMax) * 1_000_000_000
    else { return nil }
    var divisor: Int128 = 1_000_000_000 * 1_000_000_000
    let period = divisor
    var rest = billionths
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    slots = UInt64(billionths / divisor)
    nanoseconds = UInt64(period / divisor)
  }

  /// The pace as slots per second.
  public var perSecond: ExactDecimal {
    let billionths = Int128(slots) * 1_000_000_000 * 1_000_000_000 / Int128(nanoseconds)
    return ExactDecimal(significand: billionths, scale: Self.decimalsMax).normalized
  }

  /// When slot `index` is due, in nanoseconds after slot 0, rounded down; `UInt64.max` when that is
  /// more than 584 years.
  public func dueNanoseconds(ofSlot index: UInt64) -> UInt64 {
    UInt64(clamping: UInt128(index) * UInt128(nanoseconds) / UInt128(slots))
  }
}
