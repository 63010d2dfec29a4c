public import Domain
import Journal
public import Platform

/// A slot of a saved run, and what became of it.
public struct SlotRecord: Sendable {
  /// What was planned.
  public let slot: ActionSlot
  /// Where it stands, after all passes.
  public internal(set) var state: SlotState
  /// The last outcome; nil when there is none yet.
  public internal(set) var outcome: SlotOutcome?
  /// How often it was sent, in all passes; or looked up, in a pass that settles.
  public internal(set) var attempts: UInt64
  /// The trades that its order made on coming in, in all passes. What an order that rests trades
  /// later stands with the slot that met it.
  public internal(set) var fills: [Fill]
  /// The pass of the last outcome; 0 for the main pass.
  public internal(set) var pass: UInt8
  /// When the slot was due, sent and answered, as of the last outcome; nil when it was not sent.
  public internal(set) var timing: SlotTiming?
  /// When the last outcome was known; nil when there is none yet.
  public internal(set) var finishedAt: WallTime?

  /// A slot without an outcome.
  init(_ slot: ActionSlot, isInProgress: Bool, attempts: UInt64) {
    self.slot = slot
    self.attempts = attempts
    state = isInProgress ? .inProgress : .pending
    fills = []
    pass = 0
  }

  /// A slot with its first outcome.
  init(
    _ slot: ActionSlot, _ outcome: SlotOutcome, _ group: borrowing JournalGroup, at time: WallTime
  ) {
    self.slot = slot
    self.outcome = outcome
    state = outcome.state
    attempts = UInt64(outcome.attempts)
    fills = group.fills.isEmpty ? [] : group.fills.compactMap { Fill($0) }
    pass = group.outcome.pass
    timing = SlotTiming(group.outcome)
    finishedAt = time
  }

  /// Takes the outcome of a later pass.
  mutating func amend(_ amendment: Amendment, at time: WallTime) {
    outcome = amendment.outcome
    state = amendment.outcome.state
    attempts += UInt64(amendment.outcome.attempts)
    fills += amendment.fills
    pass = amendment.pass
    timing = amendment.timing
    finishedAt = time
  }

  /// How much of the order was filled when the outcome was known.
  public var filled: Quantity { outcome?.result?.cumulative ?? .zero }
}

/// When a slot was due, sent and answered.
public struct SlotTiming: Hashable, Sendable {
  /// The planned send time, in nanoseconds of the run.
  public let plannedAtNanoseconds: Int64
  /// From the planned send time to the last send.
  public let sentDelayNanoseconds: UInt64
  /// From the last send to its answer.
  public let serviceNanoseconds: UInt64

  /// From the planned send time to the answer.
  public var responseNanoseconds: UInt64 { sentDelayNanoseconds + serviceNanoseconds }

  /// What the journal tells; nil when the slot was not sent.
  init?(_ outcome: OutcomeRecord) {
    guard outcome.attempts > 0 else { return nil }
    plannedAtNanoseconds = outcome.plannedAtNanoseconds
    sentDelayNanoseconds = outcome.sentDelayNanoseconds
    serviceNanoseconds = outcome.serviceTimeNanoseconds
  }
}
