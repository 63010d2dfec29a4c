public import Domain

/// One row of a LOBSTER message file.
public struct LobsterMessage: Hashable, Sendable {
  /// What happened.
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// A new limit order rests in the book.
    case submission = 1
    /// Part of an order is canceled.
    case partialCancel = 2
    /// An order is deleted.
    case deletion = 3
    /// A visible order is executed.
    case execution = 4
    /// A hidden order is executed; the visible book stays.
    case hiddenExecution = 5
    /// An auction trade; the visible book stays.
    case cross = 6
    /// Trading halts or resumes.
    case halt = 7

    /// The name used in results.
    public var name: String {
      switch self {
      case .submission: "submission"
      case .partialCancel: "partial_cancel"
      case .deletion: "deletion"
      case .execution: "execution"
      case .hiddenExecution: "hidden_execution"
      case .cross: "cross"
      case .halt: "halt"
      }
    }
  }

  /// The most shares that a message or level may have, so that sums of them stay within 64 bits.
  static let sizeMax: Int64 = 1_000_000_000_000

  /// When, in nanoseconds after midnight.
  public var time: Int64
  /// Which order; 0 where there is none.
  public var order: UInt64
  /// How many shares.
  public var size: Int64
  /// In ticks of the market; of a halt -1 (halted), 0 (quotes again) or 1 (trades again).
  public var price: Int64
  /// What happened.
  public var kind: Kind
  /// The side of the order in the book, also of an execution.
  public var side: Side

  /// Makes a message of all its parts.
  public init(
    time: Int64, kind: Kind, order: UInt64, size: Int64, price: Int64, side: Side
  ) {
    self.time = time
    self.kind = kind
    self.order = order
    self.size = size
    self.price = price
    self.side = side
  }
}
