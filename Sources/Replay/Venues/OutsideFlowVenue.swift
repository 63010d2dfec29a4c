public import Matching
public import Simulation

/// A venue outside of this process that recorded commands are sent to.
///
/// It is implemented above this target, by whoever speaks the venue's language. One thread uses it.
public protocol OutsideFlowVenue: AnyObject {
  /// The name used on the command line and in results.
  var name: String { get }

  /// Carries out commands in their order, all of them or none. Ids may come again after a call that
  /// failed.
  func carryOut(_ commands: [OrderCommand]) -> OutsideFlowAnswer

  /// Whether a command whose answer was lost has taken effect; nil when that cannot be told now.
  func has(_ command: OrderCommand) -> Bool?

  /// Holds what the venue has recorded of this replay against an engine that had the same commands.
  func compare(_ engine: borrowing MatchingEngine, _ tape: TapeHash) -> FlowCheck
}

/// What a venue outside makes of a call.
public enum OutsideFlowAnswer: Sendable {
  /// An answer for each command.
  case done([BatchAnswer])
  /// Nothing of it took effect; why, and what the venue said.
  case failed(FailureReason, String)
  /// The answer was lost: all of it or nothing took effect.
  case unknown(FailureReason, String)
}

/// How commands are sent to a venue outside.
public struct OutsideFlowSettings: Sendable {
  /// How many commands go into one call at most.
  public var batchSize = 1
  /// How often a call that failed is tried again.
  public var retriesMax: UInt64 = 3
  /// How long to wait before that.
  public var backoff: Backoff

  /// One command at a time.
  public init(backoff: Backoff) { self.backoff = backoff }
}

/// What a venue outside was found to have recorded of a replay.
public struct FlowCheck: Hashable, Sendable {
  /// Fills of the replay's orders that it has.
  public var fills: UInt64 = 0
  /// Open orders that were compared.
  public var openOrders: UInt64 = 0
  /// Balances that were compared: one for each account and asset.
  public var balances: UInt64 = 0
  /// What is other than it should be.
  public var differences: [String] = []
  /// Why nothing was compared; nil when it was.
  public var leftOutReason: String?

  /// Nothing yet.
  public init() {}

  /// A comparison that could not be made.
  public init(leftOut reason: String) { leftOutReason = reason }
}

/// What came of a replay on a venue outside of this process.
public struct OutsideFlowResult: Sendable {
  /// How many commands went into one call at most.
  public let batchSize: Int
  /// How often a call was tried again.
  public let retries: UInt64
  /// Why it ended before its file did; nil when it did not.
  public let stop: FlowStop?
  /// What the venue has recorded, held against the embedded engine.
  public let check: FlowCheck

  /// Whether the venue's answers or records differ from the engine's.
  public var differs: Bool { stop?.kind == .differs || !check.differences.isEmpty }
}
