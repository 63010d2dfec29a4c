import Domain

/// The words of the order-flow format, shared by what writes and what reads it; described in
/// `docs/formats/order-flow.md`.
///
/// A file begins with its schema as a comment line. Further comment lines state the terms: assets,
/// markets, accounts, deposits and two rules. Then comes the line of column names, and then one row for
/// each command, in order.
public enum FlowFormat {
  /// The first line, behind its `#`: format and version.
  public static let schema = "simulator.order_flow/1"

  /// The columns, in order.
  public static let columns = [
    "time", "market", "client_order_id", "action", "side", "type", "time_in_force", "price",
    "quantity", "account",
  ]

  /// What a comment line states, by its first field.
  enum Term: String, CaseIterable {
    case asset
    case market
    case account
    case deposit
    case recycleProceeds = "recycle_proceeds"
    case selfTradePrevention = "self_trade_prevention"
  }

  /// The order type of an order that is refused rather than traded at once.
  static let postOnly = "postOnly"

  /// The word of a market without a price band.
  static let unregulated = "unregulated"
}
