public import Domain

/// Where a slot stands. The raw values are part of the journal's format.
public enum SlotState: UInt8, CaseIterable, Sendable {
  /// Not reached yet.
  case pending = 0
  /// The venue took the order or cancel.
  case completed = 1
  /// Refused, or given up after its retries; `resume --failed` takes it up again.
  case failed = 2
  /// Left out by decision.
  case skipped = 3
  /// Sent, and no answer or look-up tells whether it was taken.
  case unknown = 4
  /// Being executed.
  case inProgress = 5

  /// The name used in JSON and on the command line.
  public var name: String {
    switch self {
    case .pending: "pending"
    case .completed: "completed"
    case .failed: "failed"
    case .skipped: "skipped"
    case .unknown: "unknown"
    case .inProgress: "in_progress"
    }
  }
}

/// What was decided about a slot whose retries were used up.
public enum FailureDecision: UInt8, CaseIterable, Sendable {
  /// Nothing had to be decided.
  case none = 0
  /// Try again, beyond the limit.
  case retry = 1
  /// Mark it skipped and go on.
  case skip = 2
  /// Leave it failed and go on.
  case `continue` = 3
  /// Write the checkpoint and stop.
  case quit = 4

  /// The name used in JSON and on the command line.
  public var name: String {
    switch self {
    case .none: "none"
    case .retry: "retry"
    case .skip: "skip"
    case .continue: "continue"
    case .quit: "quit"
    }
  }
}

/// Why a slot did not complete.
public enum SlotFailure: Hashable, Sendable {
  /// It was refused.
  case refused(RefusalReason)
  /// The venue gave no usable answer.
  case failed(FailureReason)

  /// The code used in the journal.
  public var code: UInt8 {
    switch self {
    case .refused(let reason): reason.rawValue
    case .failed(let reason): reason.rawValue
    }
  }

  /// The failure with a journal code, or nil for 0 and unknown codes.
  public init?(code: UInt8) {
    if let refusal = RefusalReason(rawValue: code) {
      self = .refused(refusal)
    } else if let failure = FailureReason(rawValue: code) {
      self = .failed(failure)
    } else {
      return nil
    }
  }

  /// The stable name of the reason.
  public var name: String {
    switch self {
    case .refused(let reason): reason.name
    case .failed(let reason): reason.name
    }
  }

  /// The reason in words.
  public var text: String {
    switch self {
    case .refused(let reason): reason.text
    case .failed(let reason): reason.text
    }
  }
}

/// How a slot ended in one pass.
public struct SlotOutcome: Hashable, Sendable {
  /// Where it stands now.
  public var state: SlotState
  /// Why it did not complete.
  public var failure: SlotFailure?
  /// The order as the venue last told.
  public var result: OrderResult?
  /// How often it was tried in this pass; 0 when it was refused before it was sent.
  public var attempts: UInt32
  /// What was decided about it.
  public var decision: FailureDecision

  /// Whether it was not sent because its time had passed.
  public var isDropped: Bool { failure == .failed(.dropped) }

  /// Makes an outcome of its parts.
  public init(
    state: SlotState, failure: SlotFailure?, result: OrderResult?, attempts: UInt32,
    decision: FailureDecision
  ) {
    self.state = state
    self.failure = failure
    self.result = result
    self.attempts = attempts
    self.decision = decision
  }
}
