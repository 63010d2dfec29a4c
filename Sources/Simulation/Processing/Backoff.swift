import Domain

/// Exponential backoff with a cap and seeded jitter.
///
/// The wait before try n + 1 is drawn from the upper half of `base x 2^(n-1)`, capped: at least
/// half of it is kept, so that retries never come at once. The draw depends on seed, slot and try
/// alone.
public struct Backoff: Sendable {
  let baseNanoseconds: Int64
  let nanosecondsMax: Int64
  let seed: UInt64

  /// Makes a backoff of its parts: the first wait and the longest, in nanoseconds, and what the jitter
  /// is drawn from.
  public init(baseNanoseconds: Int64, nanosecondsMax: Int64, seed: UInt64) {
    self.baseNanoseconds = baseNanoseconds
    self.nanosecondsMax = nanosecondsMax
    self.seed = seed
  }

  /// Nanoseconds to wait after try `number` (from 1) of the slot.
  public func delay(afterAttempt number: UInt32, slot: UInt64) -> Int64 {
    guard baseNanoseconds > 0 else { return 0 }
    let doublings = Int64(min(number - 1, 62))
    let ceiling =
      baseNanoseconds > nanosecondsMax >> doublings
      ? max(nanosecondsMax, 1) : baseNanoseconds << doublings
    let half = ceiling / 2
    var random = SplitMix64(seed: seed, purpose: 20 + UInt64(number), position: slot)
    return half + Int64(random.next(below: UInt64(ceiling - half) + 1))
  }
}
