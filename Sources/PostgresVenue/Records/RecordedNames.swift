public import Domain
internal import PostgreSQL

/// An account of an order-book database.
public struct RecordedAccount: Hashable, Sendable {
  /// The database's number for it.
  public let id: Int64
  /// Its name in runs.
  public let label: String
  /// Whether it may trade now.
  public let isActive: Bool

  static func all(
    _ schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [RecordedAccount] {
    let rows = try connection.execute(
      "SELECT id, label, is_active FROM \(schema).accounts ORDER BY id", name: "read accounts")
    return (0..<rows.count).map {
      RecordedAccount(
        id: rows.integer($0, 0) ?? 0, label: rows.text($0, 1) ?? "",
        isActive: rows.flag($0, 2) ?? false)
    }
  }
}

/// An asset of an order-book database.
public struct RecordedAsset: Hashable, Sendable {
  /// The database's number for it.
  public let id: Int64
  /// Its name in runs.
  public let symbol: String

  static func all(
    _ schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [RecordedAsset] {
    let rows = try connection.execute(
      "SELECT id, symbol FROM \(schema).assets ORDER BY id", name: "read assets")
    return (0..<rows.count).map {
      RecordedAsset(id: rows.integer($0, 0) ?? 0, symbol: rows.text($0, 1) ?? "")
    }
  }
}

/// A market of an order-book database.
public struct RecordedMarket: Hashable, Sendable {
  /// The database's number for it.
  public let id: Int64
  /// Its name in runs.
  public let symbol: String
  /// What the database calls its two assets.
  public let base: String
  /// The asset in which it is paid.
  public let quote: String
  /// Minor units of the base asset in one lot.
  public let baseUnitsPerLot: Int128
  /// Minor units of the quote asset for one lot at a price of one tick.
  public let quoteUnitsPerTickLot: Int128
  /// The lowest price that it admits.
  public let priceMin: Price
  /// The highest price that it admits.
  public let priceMax: Price
  /// How many commands it has had: the number of the last one.
  public let commandCount: UInt64
  /// How many fills it has had: the sequence of the last one.
  public let fillCount: UInt64
  /// Sequence of the last fill before the run's first order, from which the run counts; nil where
  /// the run does not trade.
  public let fillOrigin: UInt64?
  /// Whether it takes orders now.
  public let isActive: Bool

  static func all(
    _ schema: String, orderKey: String?, _ connection: inout Connection
  ) throws(PostgreSQLError) -> [RecordedMarket] {
    var parameters = Parameters()
    parameters.append(orderKey)
    let rows = try connection.query(
      """
      SELECT m.id, m.name, b.symbol, q.symbol, m.base_units_per_lot, m.quote_units_per_tick_lot,
        m.price_min_ticks, m.price_max_ticks, s.commands, s.fills,
        (SELECT o.origin FROM \(schema).clients c
          CROSS JOIN LATERAL unnest(c.market_ids, c.fill_origins) o (id, origin)
          WHERE c.order_key = $1 AND o.id = m.id),
        m.status = 'active'
      FROM \(schema).markets m JOIN \(schema).market_sequences s ON s.market_id = m.id
      JOIN \(schema).assets b ON b.id = m.base_asset_id
      JOIN \(schema).assets q ON q.id = m.quote_asset_id ORDER BY m.id
      """, parameters, name: "read markets")
    return (0..<rows.count).map { market(rows, $0) }
  }

  private static func market(_ rows: borrowing Rows, _ row: Int) -> RecordedMarket {
    func number(_ column: Int) -> Int64 { rows.integer(row, column) ?? 0 }
    return RecordedMarket(
      id: number(0), symbol: rows.text(row, 1) ?? "", base: rows.text(row, 2) ?? "",
      quote: rows.text(row, 3) ?? "", baseUnitsPerLot: Int128(rows.text(row, 4) ?? "") ?? 0,
      quoteUnitsPerTickLot: Int128(rows.text(row, 5) ?? "") ?? 0, priceMin: Price(ticks: number(6)),
      priceMax: Price(ticks: number(7)), commandCount: UInt64(number(8)),
      fillCount: UInt64(number(9)), fillOrigin: rows.integer(row, 10).map { UInt64($0) },
      isActive: rows.flag(row, 11) ?? false)
  }
}
