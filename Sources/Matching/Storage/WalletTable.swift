internal import Domain

/// What one account has of one asset, in numbers of one width.
struct WalletRow<Units: LedgerUnits>: BitwiseCopyable, Sendable {
  var available: Units = 0
  var locked: Units = 0

  // No sum of these needs a check of its own: all wallets of an asset together hold what was deposited of
  // it, which fits, and none is negative.

  /// Moves an amount, no more than is available, to what is locked.
  @inline(__always)
  mutating func lock(_ amount: Units) {
    available &-= amount
    locked &+= amount
  }

  /// Moves an amount, no more than is locked, to what is available.
  @inline(__always)
  mutating func unlock(_ amount: Units) {
    available &+= amount
    locked &-= amount
  }
}

/// What every account has of every asset: a dense table, row by row of accounts.
///
/// All wallets of an asset together hold what was deposited of it, and none is negative. So as long
/// as the deposits of every asset fit into 64 bits, so does every wallet, and rows are kept in 64 bits;
/// the deposit that exceeds them widens all rows to 128 bits, for good. Invariants: exactly one of
/// `narrow` and `wide` has the rows; `deposited` is the sum over the wallets of each asset.
struct WalletTable: ~Copyable {
  private var narrow: Slab<WalletRow<Int64>>
  private var wide: Slab<WalletRow<Int128>>
  /// What was deposited of each asset and not withdrawn, over all accounts.
  private(set) var deposited: Slab<Amount>
  let accountCount: Int
  let assetCount: Int
  /// Whether rows have 64 bits.
  private(set) var isNarrow: Bool

  /// Makes empty wallets; `isNarrow` says whether they may begin with 64 bits.
  init(accountCount: Int, assetCount: Int, isNarrow: Bool) {
    precondition(accountCount >= 0 && assetCount >= 0, "a negative number of accounts or assets")
    self.accountCount = accountCount
    self.assetCount = assetCount
    self.isNarrow = isNarrow
    let count = accountCount * assetCount
    precondition(count <= MatchingEngine.walletCountMax, "more wallets than orders can name")
    narrow = Slab(count: isNarrow ? count : 0) { _ in WalletRow() }
    wide = Slab(count: isNarrow ? 0 : count) { _ in WalletRow() }
    deposited = Slab(count: assetCount) { _ in .zero }
  }

  /// Where the wallet of `account` for `asset` stands; the asset must exist.
  @inline(__always)
  func position(_ account: Int32, _ asset: AssetIndex) -> Int {
    Int(account) &* assetCount &+ asset.position
  }

  /// The 64-bit rows as they lie, valid until they are widened.
  @inline(__always)
  var narrowRow: Row<WalletRow<Int64>> { narrow.row }

  /// The 128-bit rows as they lie, valid until they are narrowed.
  @inline(__always)
  var wideRow: Row<WalletRow<Int128>> { wide.row }

  /// The wallet of `account` for `asset`; both must exist.
  subscript(account: AccountIndex, asset: AssetIndex) -> Wallet {
    precondition((0..<assetCount).contains(asset.position), "no such asset")
    let place = position(account.value, asset)
    guard isNarrow else {
      return Wallet(
        available: Amount(minorUnits: wide[place].available),
        locked: Amount(minorUnits: wide[place].locked))
    }
    return Wallet(
      available: Amount(minorUnits: Int128(narrow[place].available)),
      locked: Amount(minorUnits: Int128(narrow[place].locked)))
  }

  /// Adds to what an account has available and to what was deposited; `amount` may be negative.
  mutating func deposit(_ amount: Amount, _ account: AccountIndex, _ asset: AssetIndex) {
    deposited[asset.position] += amount
    if isNarrow && deposited[asset.position].minorUnits > Int128(Int64.max) { widen() }
    let place = position(account.value, asset)
    if isNarrow {
      narrow[place].available += Int64(amount.minorUnits)
    } else {
      wide[place].available += amount.minorUnits
    }
  }

  /// Puts wallets in place of what an empty table has; `narrowIfPossible` may follow.
  mutating func restore(_ wallet: Wallet, _ account: AccountIndex, _ asset: AssetIndex) {
    wide[position(account.value, asset)] = WalletRow(
      available: wallet.available.minorUnits, locked: wallet.locked.minorUnits)
  }

  /// Puts the deposits of an asset in place of what an empty table has.
  mutating func restore(deposited amount: Amount, _ asset: Int) { deposited[asset] = amount }

  /// Goes on with 64 bits when all deposits fit. O(wallets).
  mutating func narrowIfPossible() {
    for asset in 0..<assetCount where deposited[asset].minorUnits > Int128(Int64.max) { return }
    guard !isNarrow else { return }
    narrow = Slab(count: wide.count) { _ in WalletRow() }
    for position in 0..<wide.count {
      narrow[position] = WalletRow(
        available: Int64(wide[position].available), locked: Int64(wide[position].locked))
    }
    wide = Slab(capacity: 0)
    isNarrow = true
  }

  /// Goes on with 128 bits. O(wallets).
  mutating func widen() {
    guard isNarrow else { return }
    wide = Slab(count: narrow.count) { _ in WalletRow() }
    for position in 0..<narrow.count {
      wide[position] = WalletRow(
        available: Int128(narrow[position].available), locked: Int128(narrow[position].locked))
    }
    narrow = Slab(capacity: 0)
    isNarrow = false
  }
}
