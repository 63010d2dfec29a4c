import Domain

/// The faults that an attempt can meet.
public enum InjectedFault: Hashable, Sendable {
  /// Refused, and the venue never saw it.
  case refusal
  /// Lost before it was sent.
  case failure
  /// No answer, and the venue never saw it.
  case timeoutBeforeApply
  /// No answer, yet the venue has taken it.
  case timeoutAfterApply
}

/// Which fault meets which attempt: a pure function of the plan's seed, the slot, the pass and the
/// attempt, so that an interrupted run meets the same faults again and an audit knows of all.
public struct FaultDrawing: Sendable {
  let faults: FaultConfiguration
  let seed: UInt64

  /// The faults of a configuration under the plan's seed.
  public init(_ faults: FaultConfiguration, seed: UInt64) {
    self.faults = faults
    self.seed = seed
  }

  /// What an attempt to send the slot meets; nil for nothing.
  public func onSending(_ slot: UInt64, _ attempt: Attempt) -> InjectedFault? {
    draw(slot, attempt, purpose: 10).fault
  }

  /// Whether the answer of a look-up of the slot is lost.
  public func losesLookUp(_ slot: UInt64, _ attempt: Attempt) -> Bool {
    let fault = draw(slot, attempt, purpose: 11).fault
    return fault != nil && fault != .refusal
  }

  /// The fault, and for how many nanoseconds the answer is held up.
  func draw(
    _ slot: UInt64, _ attempt: Attempt, purpose: UInt64
  ) -> (fault: InjectedFault?, delay: Int64) {
    let place = UInt64(attempt.pass) << 32 | UInt64(attempt.number)
    let seed = SplitMix64(seed: seed, purpose: purpose, position: place).state
    var random = SplitMix64(seed: seed, purpose: purpose, position: slot)
    let delay = faults.drawDelay(&random)
    return (faults.fault(forDraw: random.next(below: FaultConfiguration.whole)), delay)
  }
}

extension FaultConfiguration {
  /// Probabilities are parts of this.
  static let whole = certain

  /// The fault that a uniform draw below `whole` stands for, or nil for none.
  func fault(forDraw draw: UInt64) -> InjectedFault? {
    var limit = refusalBillionths
    if draw < limit { return .refusal }
    limit += failureBillionths
    if draw < limit { return .failure }
    limit += timeoutBeforeApplyBillionths
    if draw < limit { return .timeoutBeforeApply }
    limit += timeoutAfterApplyBillionths
    return draw < limit ? .timeoutAfterApply : nil
  }

  /// How long the answer is held up, in nanoseconds. Draws the same amount of randomness always.
  func drawDelay(_ random: inout SplitMix64) -> Int64 {
    guard let delay else { return 0 }
    let happens = random.next(below: Self.whole) < delay.probabilityBillionths
    let milliseconds =
      delay.minMilliseconds
      + random.next(below: delay.maxMilliseconds - delay.minMilliseconds + 1)
    return happens ? Int64(milliseconds) * 1_000_000 : 0
  }

  /// When the stall that covers `elapsed` nanoseconds since the start ends, or nil.
  func stallEnd(at elapsed: Int64) -> Int64? {
    for stall in stalls {
      let start = Int64(stall.startMilliseconds) * 1_000_000
      let end = start + Int64(stall.durationMilliseconds) * 1_000_000
      if elapsed >= start && elapsed < end { return end }
    }
    return nil
  }
}
