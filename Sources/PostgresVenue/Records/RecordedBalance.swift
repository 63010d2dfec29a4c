public import PostgreSQL

/// What an account has of an asset, in minor units.
public struct RecordedBalance: Hashable, Sendable {
  /// The account, as a place in the records.
  public let account: Int?
  /// The asset, as a place in the records.
  public let asset: Int
  /// What it may spend.
  public let available: Int128
  /// What open orders and unsettled fills hold.
  public let locked: Int128
  /// All deposits, less all withdrawals.
  public let deposited: Int128
}

/// The balances of a database, by account and asset.
public struct RecordedBalances: ~Copyable {
  private var rows: CopiedRows
  private let places: RecordPlaces

  init(_ rows: consuming CopiedRows, _ places: RecordPlaces) {
    self.rows = rows
    self.places = places
  }

  static let query = """
    SELECT b.account_id, b.asset_id, b.available, b.locked, coalesce(d.amount, 0)
    FROM $schema.balances b LEFT JOIN (
      SELECT account_id, asset_id, sum(available_change) AS amount FROM $schema.ledger_entries
      WHERE kind IN ('deposit', 'withdrawal') GROUP BY 1, 2) d
      ON d.account_id = b.account_id AND d.asset_id = b.asset_id
    ORDER BY 1, 2
    """

  /// The next balance, nil behind the last.
  public mutating func next() throws(PostgreSQLError) -> RecordedBalance? {
    guard try rows.next() else { return nil }
    return RecordedBalance(
      account: places.account(rows.integer()), asset: try places.asset(rows.integer()),
      available: rows.number() ?? 0, locked: rows.number() ?? 0, deposited: rows.number() ?? 0)
  }
}
