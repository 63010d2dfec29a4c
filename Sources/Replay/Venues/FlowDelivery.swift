public import Platform

/// How far the commands of a flow were answered by a venue outside of this process.
public struct FlowDelivery: Sendable {
  /// The id behind that of the last command that was handed over.
  public internal(set) var submitted: UInt64 = 0
  /// The id behind that of the last command whose outcome is known.
  public internal(set) var answered: UInt64 = 0
  /// When the last batch was sent; nil where a message is sent when it is taken up.
  public internal(set) var batchSentAt: Instant?
  /// Why nothing more is sent; nil while all is well.
  public internal(set) var stop: FlowStop?

  /// Nothing yet.
  public init() {}
}

/// Why a replay on a venue outside of this process ended before its file did.
public struct FlowStop: Hashable, Sendable {
  /// What kind of end it is.
  public enum Kind: Hashable, Sendable {
    /// The venue answered otherwise than the embedded engine.
    case differs
    /// The venue did not take commands, and retries did not help.
    case failed
    /// The answers to commands were lost, and look-ups did not help.
    case unknown
  }

  /// What kind of end it is.
  public let kind: Kind
  /// The id of the first command that it is about.
  public let command: UInt64
  /// What happened, in one sentence without a full stop.
  public let message: String
}
