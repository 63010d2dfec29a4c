internal import Domain

/// What every account has of every asset: a dense table, row by row of accounts.
struct WalletTable: ~Copyable {
  private var wallets: Slab<Wallet>
  let accountCount: Int
  let assetCount: Int

  init(accountCount: Int, assetCount: Int) {
    precondition(accountCount >= 0 && assetCount >= 0, "a negative number of accounts or assets")
    self.accountCount = accountCount
    self.assetCount = assetCount
    wallets = Slab(count: accountCount * assetCount) { _ in Wallet() }
  }

  /// The wallet of `account` for `asset`; both must exist.
  subscript(account: AccountIndex, asset: AssetIndex) -> Wallet {
    @inline(__always) _read { yield wallets[position(account, asset)] }
    @inline(__always) _modify { yield &wallets[position(account, asset)] }
  }

  private func position(_ account: AccountIndex, _ asset: AssetIndex) -> Int {
    precondition(
      UInt(bitPattern: asset.position) < UInt(bitPattern: assetCount), "no such asset")
    return account.position * assetCount + asset.position
  }
}
