public import Domain
public import PostgreSQL

/// The end of an order's rest, or a cancel that was refused.
public struct RecordedCancel: Hashable, Sendable {
  /// What ended the rest.
  public enum Cause: Hashable, Sendable {
    /// A cancel by its client order id, and the slot whose cancel it is when it belongs to the run.
    case command(String, ClientOrderID)
    /// The order's time was over.
    case expiry
    /// The order was not to rest, or could not fill wholly.
    case ownTerms
    /// The order of that number would have traded with its own account's.
    case selfTrade
    /// Nothing: a cancel, by client order id and slot, that was refused.
    case refused(String, ClientOrderID, RefusalReason)
  }

  /// The market, as a place in the records.
  public let market: Int
  /// Its place among the market's commands. What an order ended when it came in has that order's number,
  /// and came before its fills or among them. Nil for cancels before version 2 of the schema.
  public let number: UInt64?
  /// The database's number for the order; nil when a refused cancel named none that there is.
  public let order: Int64?
  /// How much of the order it canceled.
  public let quantity: Quantity
  /// What ended the rest.
  public let cause: Cause
  /// Whose refused cancel it is, as a place in the records; nil for one that the database does not have,
  /// and for cancels that were taken.
  public let account: Int?
}

/// The cancels of a database, by market and number; of one number, by order.
public struct RecordedCancels: ~Copyable {
  private var rows: CopiedRows
  private let places: RecordPlaces
  private let key: OrderKey?

  init(_ rows: consuming CopiedRows, _ places: RecordPlaces, _ key: OrderKey?) {
    self.rows = rows
    self.places = places
    self.key = key
  }

  static let query = """
    SELECT market_id, closed_by_number, id, canceled_lots, status, canceled_by, NULL::text,
      NULL::bigint
    FROM $schema.orders WHERE canceled_lots > 0
    UNION ALL SELECT r.market_id, r.id & 1099511627775, t.id, 0, 'rejected',
      coalesce(r.client_order_id, ''), r.reason, r.account_id
    FROM $schema.refusals r LEFT JOIN $schema.orders t ON t.client_order_id = r.target
    WHERE r.target IS NOT NULL
    ORDER BY 1, 2, 3
    """

  /// The next cancel, nil behind the last.
  public mutating func next() throws(PostgreSQLError) -> RecordedCancel? {
    guard try rows.next() else { return nil }
    let market = try places.split(rows.integer().map { $0 << 40 }).market
    let number = rows.integer().map { UInt64($0) }
    let order = rows.integer()
    let quantity = Quantity(lots: rows.integer() ?? 0)
    let isExpired = RecordedLabel.status(rows.initial()) == .expired
    let name = rows.text()
    let slot = name.flatMap { key?.order($0.utf8Span.span) } ?? .foreign
    let cause: RecordedCancel.Cause
    if let refusal = RecordedLabel.refusal(rows.text()) {
      cause = .refused(name ?? "", slot, refusal)
    } else if let name {
      cause = .command(name, slot)
    } else if isExpired {
      cause = .expiry
    } else {
      let ownNumber = order.map { UInt64($0 & 0xff_ffff_ffff) }
      cause = number == nil || number == ownNumber ? .ownTerms : .selfTrade
    }
    return RecordedCancel(
      market: market, number: number, order: order, quantity: quantity, cause: cause,
      account: places.account(rows.integer()))
  }
}
