import Domain

/// The faults that an attempt can meet.
enum InjectedFault: Hashable {
  case refusal
  case failure
  case timeoutBeforeApply
  case timeoutAfterApply
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
