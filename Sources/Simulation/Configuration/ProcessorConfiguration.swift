/// How slots are executed: pace, retries and what is saved when.
public struct ProcessorConfiguration: Equatable, Sendable {
  /// Wait before the first retry, in milliseconds.
  public var retryBaseDelayMilliseconds: UInt64
  /// Longest wait between retries, in milliseconds; at least the base delay.
  public var retryMaxDelayMilliseconds: UInt64
  /// Retries before the user or the policy decides.
  public var maxRetries: UInt64
  /// Whether an outcome leaves the process before the next slot is sent.
  public var saveAfterEachSlot: Bool
  /// What a saved outcome survives.
  public var durability: Durability
  /// The pace of the slots; nil is as fast as possible.
  public var tradesPerSecond: SlotRate?
  /// What happens to a slot that failed for good when nobody can be asked.
  public var onFailure: FailurePolicy
  /// Whether the next iteration begins without asking.
  public var autoContinue: Bool
}

/// What a saved outcome survives.
public enum Durability: String, CaseIterable, Sendable {
  /// The end of the process, even a kill.
  case process
  /// A power loss as well.
  case fsync
}

/// What happens to a slot that failed after its last retry.
public enum FailurePolicy: String, CaseIterable, Sendable {
  /// Try again beyond the limit.
  case retry
  /// Mark it skipped and go on.
  case skip
  /// Leave it failed and go on.
  case `continue`
  /// Write the checkpoint and stop.
  case quit
}
