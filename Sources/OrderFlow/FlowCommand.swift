public import Domain

/// One command of a flow: 24 bytes, so that millions of them stay small.
public struct FlowCommand: BitwiseCopyable, Equatable, Sendable {
  /// What a command does.
  public enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// Places a limit order that buys.
    case bid
    /// Places a limit order that sells.
    case ask
    /// Cancels the order `order`.
    case cancel
  }

  /// The order that is placed or canceled; orders count from 1 in the sequence of their placement.
  public let order: UInt32
  /// Who placed it, as drawn.
  public let account: UInt32
  /// Its limit in ticks.
  public let price: Int64
  /// Its size in lots; 0 for a cancel.
  public let lots: UInt16
  /// The market it is for.
  public let market: UInt8
  /// What is to be done.
  public let kind: Kind

  /// The account that gives the command.
  ///
  /// Flows know no self-trade prevention, so bids come from even accounts and asks from odd ones:
  /// as many accounts as were drawn, none of which ever meets itself.
  public var trader: AccountIndex {
    AccountIndex(Int(account & ~1 | (isAsk ? 1 : 0)))
  }

  /// Whether the order sells.
  public let isAsk: Bool
}
