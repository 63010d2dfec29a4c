public import Domain
public import PostgreSQL

/// An order that a database took or refused.
public struct RecordedOrder: Hashable, Sendable {
  /// The database's number for it; that of a refusal names no order.
  public let id: Int64
  /// Its market, as a place in the records.
  public let market: Int
  /// Its place among the market's commands, from 1 without gaps; cancels and expiries take numbers of
  /// the same sequence.
  public let number: UInt64
  /// What its client calls it.
  public let clientOrderID: String
  /// The slot whose order it is, when it belongs to the run; `foreign` else.
  public let order: ClientOrderID
  /// Its account, as a place in the records; nil for one that the database does not have.
  public let account: Int?
  /// Which side it is on.
  public let side: Side
  /// Whether it may rest.
  public let type: OrderType
  /// How long it may rest.
  public let timeInForce: TimeInForce
  /// Whether it was refused rather than traded at once.
  public let isPostOnly: Bool
  /// Its limit.
  public let price: Price
  /// How much it asked for.
  public let quantity: Quantity
  /// How much of it was filled so far.
  public let cumulative: Quantity
  /// How much of it was canceled or expired.
  public let canceled: Quantity
  /// Where it stands.
  public let status: OrderStatus
  /// Why it was refused; then status is `rejected`. Nil for an order that was taken.
  public let refusal: RefusalReason?
  /// The number of the market's command that closed its rest: its own, where nothing may rest; nil for
  /// an order that is open or filled, and for cancels before version 2 of the schema.
  public let closedByNumber: UInt64?
  /// When it ends by itself, in microseconds since 1970.
  public let expiryMicroseconds: Int64?
  /// Whether it came without a side, type or time in force, or after its end: such an order is refused.
  public let isIncomplete: Bool

  /// How much of it is in the book.
  public var leaves: Quantity {
    refusal == nil ? Quantity(lots: quantity.lots - cumulative.lots - canceled.lots) : .zero
  }
}

/// The orders of a database, by market and number.
public struct RecordedOrders: ~Copyable {
  private var rows: CopiedRows
  private let places: RecordPlaces
  private let key: OrderKey?

  init(_ rows: consuming CopiedRows, _ places: RecordPlaces, _ key: OrderKey?) {
    self.rows = rows
    self.places = places
    self.key = key
  }

  /// What a refused order left open reads as a bid with a limit of nothing.
  static let query = unordered + " ORDER BY id"

  /// As `query`, in no order.
  static let unordered = """
    SELECT id, client_order_id, account_id, side, type, time_in_force, is_post_only, price_ticks,
      quantity_lots, cumulative_lots, canceled_lots, status, NULL::text AS reason, closed_by_number,
      expires_at, false
    FROM $schema.orders
    UNION ALL SELECT id, coalesce(client_order_id, ''), account_id, coalesce(side, 'bid'),
      coalesce(type, 'limit'), coalesce(time_in_force, 'goodTillCancel'), is_post_only,
      coalesce(price_ticks, 0), coalesce(quantity_lots, 0), 0, 0, 'rejected', reason, NULL, expires_at,
      side IS NULL OR type IS NULL OR time_in_force IS NULL OR coalesce(expires_at <= created_at, false)
    FROM $schema.refusals WHERE target IS NULL
    """

  /// The next order, nil behind the last.
  public mutating func next() throws(PostgreSQLError) -> RecordedOrder? {
    guard try rows.next() else { return nil }
    let id = rows.integer() ?? 0
    let place = try places.split(id)
    let name = rows.text() ?? ""
    return RecordedOrder(
      id: id, market: place.market, number: place.number, clientOrderID: name,
      order: key?.order(name.utf8Span.span) ?? .foreign, account: places.account(rows.integer()),
      side: RecordedLabel.side(rows.initial()), type: RecordedLabel.type(rows.initial()),
      timeInForce: RecordedLabel.timeInForce(rows.initial()), isPostOnly: rows.integer() == 1,
      price: Price(ticks: rows.integer() ?? 0), quantity: Quantity(lots: rows.integer() ?? 0),
      cumulative: Quantity(lots: rows.integer() ?? 0),
      canceled: Quantity(lots: rows.integer() ?? 0), status: RecordedLabel.status(rows.initial()),
      refusal: RecordedLabel.refusal(rows.text()),
      closedByNumber: rows.integer().map { UInt64($0) },
      expiryMicroseconds: rows.integer().map { $0 + RecordedLabel.microsecondsUntil2000 },
      isIncomplete: rows.integer() == 1)
  }
}

/// What the schema's enumerations mean, by the first letters of their labels.
enum RecordedLabel {
  /// From 1970 to 2000, from where the server counts times.
  static let microsecondsUntil2000: Int64 = 946_684_800_000_000

  static func side(_ initial: UInt8?) -> Side { initial == UInt8(ascii: "a") ? .ask : .bid }

  static func type(_ initial: UInt8?) -> OrderType {
    initial == UInt8(ascii: "m") ? .market : .limit
  }

  static func timeInForce(_ initial: UInt8?) -> TimeInForce {
    switch initial {
    case UInt8(ascii: "i"): .immediateOrCancel
    case UInt8(ascii: "f"): .fillOrKill
    default: .goodTillCancel
    }
  }

  static func status(_ initial: UInt8?) -> OrderStatus {
    switch initial {
    case UInt8(ascii: "p"): .partiallyFilled
    case UInt8(ascii: "f"): .filled
    case UInt8(ascii: "c"): .canceled
    case UInt8(ascii: "r"): .rejected
    case UInt8(ascii: "e"): .expired
    default: .new
    }
  }

  /// The reason of that name; for one that is unknown, that the instruction was invalid.
  static func refusal(_ name: String?) -> RefusalReason? {
    name.map { name in RefusalReason.allCases.first { $0.name == name } ?? .invalidInstruction }
  }
}
