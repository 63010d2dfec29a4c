/// Why an order, or what was left of it, was canceled.
public enum CancelReason: UInt8, CaseIterable, Sendable {
  /// A cancel command asked for it.
  case requested = 0
  /// An immediate-or-cancel or market order could not trade any further.
  case immediateOrCancel = 1
  /// A fill-or-kill order could not trade whole.
  case fillOrKill = 2
  /// It met an order of the same account.
  case selfTrade = 3

  /// The reason as a stable name for JSON and SQL.
  public var name: String {
    switch self {
    case .requested: "requested"
    case .immediateOrCancel: "immediateOrCancel"
    case .fillOrKill: "fillOrKill"
    case .selfTrade: "selfTrade"
    }
  }
}
