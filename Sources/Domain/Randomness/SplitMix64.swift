/// The plan's only source of randomness: SplitMix64, integers only.
///
/// Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014); constants of
/// Vigna's reference implementation. A stream is made from a seed and a position alone, so that
/// every slot can be drawn without the slots before it, identically on any machine.
public struct SplitMix64: Sendable {
  /// The counter.
  public var state: UInt64

  /// The generator that starts at `seed`.
  @inlinable
  public init(seed: UInt64) { state = seed }

  /// The independent stream of `seed` at `position` for one `purpose`.
  @inlinable
  public init(seed: UInt64, purpose: UInt64, position: UInt64) {
    let key = Self.mixed(seed &+ purpose &* 0x9E37_79B9_7F4A_7C15)
    // Another odd factor than the one before, so that seed and position cannot stand for each other;
    // it is one of the multipliers of Steele and Vigna (2021).
    state = Self.mixed(key &+ position &* 0xAF25_1AF3_B0F0_25B5)
  }

  /// The next 64 uniform bits.
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// A uniform number in `0..<bound`, without bias (Lemire 2019, multiply and reject). `bound` must
  /// be greater than 0.
  @inlinable
  public mutating func next(below bound: UInt64) -> UInt64 {
    precondition(bound > 0, "a range without numbers")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// A uniform number in `0..<bound` for bounds beyond 64 bits (rejection by bit mask).
  public mutating func next(below bound: UInt128) -> UInt128 {
    precondition(bound > 0, "a range without numbers")
    if bound <= UInt128(UInt64.max) { return UInt128(next(below: UInt64(bound))) }
    let mask = UInt128.max >> UInt128((bound - 1).leadingZeroBitCount)
    while true {
      let candidate = (UInt128(next()) << 64 | UInt128(next())) & mask
      if candidate < bound { return candidate }
    }
  }

  /// The output function: a bijection of 64-bit words.
  @inlinable
  public static func mixed(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
