import Domain

/// Counts over a run, in all its passes.
public struct RunStatistics: Hashable, Sendable {
  /// Slots the venue took.
  public var completed: UInt64 = 0
  /// Slots refused or given up.
  public var failed: UInt64 = 0
  /// Slots left out by decision.
  public var skipped: UInt64 = 0
  /// Slots whose fate is open.
  public var unknown: UInt64 = 0
  /// Orders that the venue took.
  public var ordersCreated: UInt64 = 0
  /// Fills.
  public var matches: UInt64 = 0
  /// Fills between the two orders of one pair.
  public var scheduledCounterpartyMatches: UInt64 = 0
  /// Fills with an order of somebody else; counted in `matches` too.
  public var foreignMatches: UInt64 = 0
  /// Sends, repeats included.
  public var attempts: UInt64 = 0
  /// Sends beyond the first of their slot and pass.
  public var retries: UInt64 = 0
  /// Decisions taken about failing slots, by raw value of `FailureDecision`.
  public var decisions: [UInt64] = Array(repeating: 0, count: FailureDecision.allCases.count)
  /// Slots that ended without completing, by code of `SlotFailure`, all passes counted.
  public var failures: [UInt64] = Array(repeating: 0, count: 128)

  /// All zero.
  public init() {}

  /// Slots that were not sent because their time had passed; they count as skipped.
  public var dropped: UInt64 { failures[Int(FailureReason.dropped.rawValue)] }

  /// Slots that have an outcome.
  public var finished: UInt64 { completed + failed + skipped + unknown }

  mutating func add(_ outcome: SlotOutcome, replacing old: SlotState?) {
    if let old { change(old, by: -1) }
    change(outcome.state, by: 1)
    attempts += UInt64(outcome.attempts)
    retries += UInt64(max(outcome.attempts, 1) - 1)
    // A slot that is tried again has not failed yet, and nobody decided about it.
    guard outcome.decision != .retry else {
      retries += 1
      return
    }
    if let failure = outcome.failure { failures[Int(failure.code & 127)] += 1 }
    if outcome.decision != .none { decisions[Int(outcome.decision.rawValue)] += 1 }
  }

  /// Adds the counts of another lane of the same run.
  mutating func merge(_ other: RunStatistics) {
    completed += other.completed
    failed += other.failed
    skipped += other.skipped
    unknown += other.unknown
    ordersCreated += other.ordersCreated
    matches += other.matches
    foreignMatches += other.foreignMatches
    scheduledCounterpartyMatches += other.scheduledCounterpartyMatches
    attempts += other.attempts
    retries += other.retries
    for place in decisions.indices { decisions[place] += other.decisions[place] }
    for place in failures.indices { failures[place] += other.failures[place] }
  }

  private mutating func change(_ state: SlotState, by step: Int64) {
    switch state {
    case .completed: completed = UInt64(Int64(completed) + step)
    case .failed: failed = UInt64(Int64(failed) + step)
    case .skipped: skipped = UInt64(Int64(skipped) + step)
    case .unknown: unknown = UInt64(Int64(unknown) + step)
    case .pending, .inProgress: preconditionFailure("an outcome cannot be \(state.name)")
    }
  }
}
