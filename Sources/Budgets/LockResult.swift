public import Domain

/// What became of an attempt to lock budget for an order.
public enum LockResult: Hashable, Sendable {
  /// The amount is locked now.
  case locked
  /// The order holds its lock already; nothing changed.
  case alreadyLocked
  /// The order was settled or canceled before; nothing changed and nothing may be sent.
  case alreadySettled
  /// The order holds a lock on another budget; nothing changed.
  case otherLock
  /// Less than the amount is available; nothing changed.
  case insufficient(available: Amount)
}
