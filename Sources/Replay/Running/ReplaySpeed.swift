import Domain

/// How fast recorded flow is replayed.
public enum ReplaySpeed: Hashable, Sendable {
  /// As fast as the venue takes it.
  case max
  /// `thousandths` / 1000 times as fast as it was recorded.
  case recorded(thousandths: Int64)

  /// As fast as it was recorded.
  public static let recordedOnce = ReplaySpeed.recorded(thousandths: 1000)

  /// Reads `max`, `1x`, `10x`, `0.5x`: up to three decimals, 0.001 to 1,000,000; nil for anything
  /// else.
  public init?(parsing text: String) {
    if text == "max" {
      self = .max
      return
    }
    guard text.hasSuffix("x"), let factor = try? ExactDecimal(parsing: text.dropLast()),
      let thousandths = factor.wholeUnits(scale: 3), (1...1_000_000_000).contains(thousandths)
    else { return nil }
    self = .recorded(thousandths: Int64(thousandths))
  }

  /// The speed as it is written.
  public var name: String {
    switch self {
    case .max: "max"
    case .recorded(let thousandths):
      "\(ExactDecimal(significand: Int128(thousandths), scale: 3).normalized)x"
    }
  }

  /// How long after the start of the replay something is due that was recorded `nanoseconds` after
  /// the start of the recording.
  @inline(__always)
  func delay(of nanoseconds: Int64) -> Int64 {
    switch self {
    case .max: 0
    case .recorded(let thousandths):
      Int64(clamping: Int128(nanoseconds) * 1000 / Int128(thousandths))
    }
  }
}
