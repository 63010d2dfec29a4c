public import Domain

/// What one account has of one asset at the venue.
public struct Wallet: Equatable, Sendable {
  /// Free to be used by new orders.
  public let available: Amount
  /// Set aside for what the account's open orders may still spend.
  public let locked: Amount

  /// A wallet with these amounts; empty when nothing is said.
  public init(available: Amount = .zero, locked: Amount = .zero) {
    self.available = available
    self.locked = locked
  }
}
