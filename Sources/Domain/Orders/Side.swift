/// Which way an order trades.
public enum Side: UInt8, CaseIterable, Sendable {
  /// Buys base and pays quote.
  case bid = 0
  /// Sells base for quote.
  case ask = 1

  /// The other side.
  @inlinable
  public var opposite: Side { self == .bid ? .ask : .bid }

  /// `bid` or `ask`.
  public var name: String { self == .bid ? "bid" : "ask" }
}
