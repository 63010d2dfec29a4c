public import Domain
public import PostgreSQL

/// A trade on a market's tape.
public struct RecordedFill: Hashable, Sendable {
  /// How far its settlement is.
  public enum State: Hashable, Sendable {
    /// Agreed, and both payments locked.
    case matched
    /// Paid.
    case settled
    /// Called off, and what it held released.
    case failed
  }

  /// The market, as a place in the records.
  public let market: Int
  /// Its place on the tape, from 1 without gaps.
  public let sequence: UInt64
  /// The database's number for the order that rested.
  public let maker: Int64
  /// The database's number for the order that came in.
  public let taker: Int64
  /// The account of the order that rested, as a place in the records.
  public let makerAccount: Int?
  /// The account of the order that came in, as a place in the records.
  public let takerAccount: Int?
  /// The side of the order that came in.
  public let takerSide: Side
  /// The price.
  public let price: Price
  /// How much was traded.
  public let quantity: Quantity
  /// How far its settlement is.
  public let state: State
}

/// The tapes of a database, by market and sequence.
public struct RecordedFills: ~Copyable {
  private var rows: CopiedRows
  private let places: RecordPlaces

  init(_ rows: consuming CopiedRows, _ places: RecordPlaces) {
    self.rows = rows
    self.places = places
  }

  static let query = """
    SELECT id, maker_order_id, taker_order_id, maker_account_id, taker_account_id, taker_side,
      price_ticks, quantity_lots, status
    FROM $schema.fills ORDER BY id
    """

  /// The next fill, nil behind the last.
  public mutating func next() throws(PostgreSQLError) -> RecordedFill? {
    guard try rows.next() else { return nil }
    let place = try places.split(rows.integer())
    return RecordedFill(
      market: place.market, sequence: place.number, maker: rows.integer() ?? 0,
      taker: rows.integer() ?? 0, makerAccount: places.account(rows.integer()),
      takerAccount: places.account(rows.integer()),
      takerSide: RecordedLabel.side(rows.initial()), price: Price(ticks: rows.integer() ?? 0),
      quantity: Quantity(lots: rows.integer() ?? 0), state: Self.state(rows.initial()))
  }

  private static func state(_ initial: UInt8?) -> RecordedFill.State {
    switch initial {
    case UInt8(ascii: "m"): .matched
    case UInt8(ascii: "f"): .failed
    default: .settled
    }
  }
}
