public import Domain

extension MatchingEngine {
  /// Gives `account` an amount, not negative, of `asset`; both must exist. Traps when all deposits
  /// of an asset together exceed 128 bits. O(1), but for the first that exceeds 64 bits.
  public mutating func deposit(_ amount: Amount, account: AccountIndex, asset: AssetIndex) {
    precondition(amount >= .zero, "a negative deposit")
    laidOpen.drop()
    wallets.deposit(amount, account, asset)
  }

  /// Takes `amount` of what the account has available out of the venue.
  ///
  /// - Returns: false, and changes nothing, when less is available.
  public mutating func withdraw(
    _ amount: Amount, account: AccountIndex, asset: AssetIndex
  ) -> Bool {
    precondition(amount >= .zero, "a withdrawal of less than nothing")
    guard wallets[account, asset].available >= amount else { return false }
    laidOpen.drop()
    wallets.deposit(Amount(minorUnits: -amount.minorUnits), account, asset)
    return true
  }
}
