public import Domain

/// The engine's answer to a command, or to a look-up of an order.
public struct OrderReport: Equatable, Sendable {
  /// How much of the order was filled (FIX 14).
  public var cumulative: Quantity
  /// How much can still trade (FIX 151).
  public var leaves: Quantity
  /// How much was canceled: of the order, or for a cancel command, of its target.
  public var canceled: Quantity
  /// Where the order stands: the order placed, or the target of a cancel or amend command.
  public var status: OrderStatus
  /// Why the command was refused; nil unless the status is `rejected`.
  public var refusal: RefusalReason?
  /// Whether the command came before: it had its effect then, and none now.
  public var isRepeat: Bool
  /// False when the command is known to have been accepted, but its result is no longer kept; then
  /// status (`expired`) and quantities say nothing.
  public var isComplete: Bool

  /// Makes a report of all its parts.
  public init(
    status: OrderStatus, refusal: RefusalReason? = nil, cumulative: Quantity = .zero,
    leaves: Quantity = .zero, canceled: Quantity = .zero, isRepeat: Bool = false,
    isComplete: Bool = true
  ) {
    self.status = status
    self.refusal = refusal
    self.cumulative = cumulative
    self.leaves = leaves
    self.canceled = canceled
    self.isRepeat = isRepeat
    self.isComplete = isComplete
  }
}

extension OrderReport {
  /// A result that was kept.
  init(_ result: RecentResults.Entry) {
    let (filled, other) = (Quantity(lots: result.filledLots), Quantity(lots: result.otherLots))
    if result.status.isOpen {
      self.init(status: result.status, cumulative: filled, leaves: other)
    } else {
      self.init(status: result.status, cumulative: filled, canceled: other)
    }
  }

  /// All that is left to say when only the id is remembered.
  static var forgotten: OrderReport { OrderReport(status: .expired, isComplete: false) }

  /// The same report, given as the answer to a repeat.
  var repeated: OrderReport {
    var report = self
    report.isRepeat = true
    return report
  }
}
