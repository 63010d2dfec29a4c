import Domain

/// When each slot of a run is due.
///
/// A slot's time depends on the plan, the slot and when this process took the run up, and on nothing
/// that happens meanwhile. Where arrivals are random, the distances between them are drawn from the
/// exponential distribution slot by slot (a Poisson process), so lanes that each look at some of the
/// slots agree on all times.
struct ArrivalClock: Sendable {
  private let pace: Pace
  /// The slot that is due first, and when, in nanoseconds of the run.
  private let origin: UInt64
  private let originNanoseconds: Int64
  /// Random distances: the seed, and the sum of those up to and without `next`.
  private let seed: UInt64?
  private var next: UInt64
  private var sum = 0.0
  private let arrivalsBefore: Double

  private enum Pace: Sendable {
    /// Exact: for a rate that never changes.
    case even(SlotRate)
    case profile(RateProfile)
  }

  /// The clock of a run that is taken up at `origin`.
  ///
  /// - Parameters:
  ///   - origin: the lowest slot without an outcome.
  ///   - elapsedNanoseconds: the run's time at which this process begins.
  /// - Returns: nil for a run without a pace.
  init?(_ plan: Plan, origin: UInt64, elapsedNanoseconds: Int64) {
    let load = plan.configuration.load
    if load.isOpen {
      let profile = RateProfile(load.stages)
      pace = .profile(profile)
      arrivalsBefore = profile.arrivals(by: elapsedNanoseconds)
    } else if let rate = plan.configuration.processor.tradesPerSecond {
      pace = .even(rate)
      arrivalsBefore = 0
    } else {
      return nil
    }
    seed = load.isOpen && load.arrivals == .poisson ? plan.seed : nil
    self.origin = origin
    originNanoseconds = elapsedNanoseconds
    next = origin
  }

  /// When the slot is due, in nanoseconds of the run; nil when the load ends before.
  ///
  /// Slots must be asked for in ascending order. O(1) a slot, those between included.
  mutating func due(_ slot: UInt64) -> Int64? {
    precondition(slot >= origin, "a slot before the first")
    switch pace {
    case .even(let rate):
      return originNanoseconds + Int64(clamping: rate.dueNanoseconds(ofSlot: slot - origin))
    case .profile(let profile):
      return profile.time(ofArrival: arrivalsBefore + distance(to: slot))
    }
  }

  /// Nanoseconds between slots at the planned rate of a moment of the run, all lanes together.
  func interval(at nanoseconds: Int64) -> Int64 {
    switch pace {
    case .even(let rate): return Int64(clamping: rate.dueNanoseconds(ofSlot: 1))
    case .profile(let profile):
      let rate = profile.rate(at: nanoseconds)
      return rate > 0 ? Int64(min(1e9 / rate, 1e12)) : 1_000_000_000
    }
  }

  /// How many slots' worth of time lies between the origin and the slot.
  private mutating func distance(to slot: UInt64) -> Double {
    guard let seed else { return Double(slot - origin) }
    precondition(slot + 1 >= next, "arrivals are asked for in order")
    while next <= slot {
      var random = SplitMix64(seed: seed, purpose: 5, position: next)
      sum += Exponential.draw(&random)
      next += 1
    }
    return sum
  }
}
