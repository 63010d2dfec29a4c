public import Domain

extension MatchingEngine {
  /// Takes `amount` of what the account has available out of the venue.
  ///
  /// - Returns: false, and changes nothing, when less is available.
  public mutating func withdraw(
    _ amount: Amount, account: AccountIndex, asset: AssetIndex
  ) -> Bool {
    precondition(amount >= .zero, "a withdrawal of less than nothing")
    guard wallets[account, asset].available >= amount else { return false }
    deposited[asset.position] -= amount
    wallets[account, asset].available -= amount
    return true
  }
}
