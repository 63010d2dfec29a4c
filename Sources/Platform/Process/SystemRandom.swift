/// Random bits from the operating system, for names that must not clash; never for a plan.
public enum SystemRandom {
  /// 64 random bits.
  public static func word() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }

  /// So many random bytes.
  public static func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
