public import Domain

/// What one account may use of one asset, and what became of it.
///
/// `available + locked + spent == initial + received` after every operation, none negative. Where
/// proceeds are not recycled, `received` is only counted and does not appear on the right side.
public struct AccountBudget: Hashable, Sendable {
  /// Total allocated at the start.
  public var initial: Amount
  /// Not yet committed.
  public var available: Amount
  /// Committed in open orders.
  public var locked: Amount
  /// Paid in settled fills.
  public var spent: Amount
  /// Proceeds of settled fills.
  public var received: Amount

  /// A fresh budget: everything available.
  public init(initial: Amount) {
    self.initial = initial
    available = initial
    locked = .zero
    spent = .zero
    received = .zero
  }

  /// Nothing available and nothing locked: no further order is possible.
  public var isDepleted: Bool { available == .zero && locked == .zero }

  /// Whether nothing ever happened to it.
  public var isUntouched: Bool {
    locked == .zero && spent == .zero && received == .zero && available == initial
  }

  /// Whether the budget balances.
  @inlinable
  public func balances(recyclesProceeds: Bool) -> Bool {
    let sources = recyclesProceeds ? initial + received : initial
    return available + locked + spent == sources && available >= .zero && locked >= .zero
      && spent >= .zero && received >= .zero
  }
}

extension AccountBudget {
  /// Does what an operation of this kind does, and checks that the budget balances afterwards.
  @inline(__always)
  mutating func apply(_ kind: BudgetOperation.Kind, _ amount: Amount, recyclesProceeds: Bool) {
    switch kind {
    case .set: self = AccountBudget(initial: amount)
    case .lock:
      available -= amount
      locked += amount
    case .unlock:
      locked -= amount
      available += amount
    case .spend:
      locked -= amount
      spent += amount
    case .receive:
      received += amount
      if recyclesProceeds { available += amount }
    }
    precondition(balances(recyclesProceeds: recyclesProceeds), "a budget does not balance")
  }
}
