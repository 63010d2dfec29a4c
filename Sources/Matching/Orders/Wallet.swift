public import Domain

/// What one account has of one asset at the venue.
public struct Wallet: Equatable, Sendable {
  /// Free to be used by new orders.
  public internal(set) var available: Amount
  /// Set aside for what the account's open orders may still spend.
  public internal(set) var locked: Amount

  /// A wallet with these amounts; empty when nothing is said.
  public init(available: Amount = .zero, locked: Amount = .zero) {
    self.available = available
    self.locked = locked
  }

  /// Sets an available amount aside.
  @inline(__always)
  mutating func lock(_ amount: Amount) {
    available -= amount
    locked += amount
  }

  /// Frees an amount that was set aside.
  @inline(__always)
  mutating func unlock(_ amount: Amount) {
    locked -= amount
    available += amount
  }
}
