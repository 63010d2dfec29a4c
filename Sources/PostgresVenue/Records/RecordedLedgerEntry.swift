public import PostgreSQL

/// A change of a balance.
public struct RecordedLedgerEntry: Hashable, Sendable {
  /// Why a balance changed.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Money came from outside.
    case deposit
    /// Money left.
    case withdrawal
    /// An order began to rest.
    case lock
    /// An order's rest was canceled or expired.
    case unlock
    /// A fill that was settled at once.
    case trade
    /// A fill whose settlement is deferred.
    case match
    /// A deferred fill was settled.
    case settle
    /// A deferred fill failed.
    case unwind
  }

  /// The account, as a place in the records; nil for one that the database does not have.
  public let account: Int?
  /// The asset, as a place in the records.
  public let asset: Int
  /// Why the balance changed.
  public let kind: Kind
  /// The database's number for the order behind it.
  public let order: Int64?
  /// The fill behind it: market << 40, plus its sequence.
  public let fill: Int64?
  /// What was added to the available balance, in minor units.
  public let available: Int128
  /// What was added to the locked balance, in minor units.
  public let locked: Int128
}

/// In which order ledger entries are read.
public enum LedgerOrder: Sendable {
  /// As they are stored, all of them: the fastest.
  case stored
  /// By fill and order, those alone that belong to a fill.
  case fill

  var query: String {
    let all = """
      SELECT account_id, asset_id, kind, order_id, fill_id, available_change, locked_change
      FROM $schema.ledger_entries
      """
    return switch self {
    case .stored: all
    case .fill: all + " WHERE fill_id IS NOT NULL ORDER BY fill_id, order_id"
    }
  }
}

/// The ledger entries of a database.
public struct RecordedLedgerEntries: ~Copyable {
  private var rows: CopiedRows
  private let places: RecordPlaces

  init(_ rows: consuming CopiedRows, _ places: RecordPlaces) {
    self.rows = rows
    self.places = places
  }

  /// The next entry, nil behind the last.
  public mutating func next() throws(PostgreSQLError) -> RecordedLedgerEntry? {
    guard try rows.next() else { return nil }
    let account = places.account(rows.integer())
    let asset = try places.asset(rows.integer())
    let label = rows.text() ?? ""
    guard let kind = RecordedLedgerEntry.Kind(rawValue: label) else {
      throw PostgreSQLError(.unexpectedAnswer, "a ledger entry is of an unknown kind")
    }
    return RecordedLedgerEntry(
      account: account, asset: asset, kind: kind, order: rows.integer(), fill: rows.integer(),
      available: rows.number() ?? 0, locked: rows.number() ?? 0)
  }
}
