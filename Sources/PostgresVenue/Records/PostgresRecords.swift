public import PostgreSQL

/// All that an order-book database remembers, read in one snapshot: what others write meanwhile is not
/// in it.
///
/// Each stream has a connection of its own, so that several may be read side by side, and takes memory
/// of no account. Of the database only the names of accounts, assets and markets are held.
public struct PostgresRecords: ~Copyable {
  /// Every account, by its place in the records.
  public let accounts: [RecordedAccount]
  /// Every asset, by its place in the records.
  public let assets: [RecordedAsset]
  /// Every market, by its place in the records.
  public let markets: [RecordedMarket]
  let key: OrderKey?
  private let settings: ConnectionSettings
  private let schema: String
  /// Holds the snapshot.
  private let holder: Connection
  private let snapshot: String
  private let places: RecordPlaces

  /// Connects and takes the snapshot.
  ///
  /// - Parameters:
  ///   - orderKey: of the run whose orders are told by their slots; nil for none.
  /// - Throws: `PostgreSQLError`, also when the schema is missing or of another version.
  public init(
    schema: String, orderKey: String?, settings: ConnectionSettings
  ) throws(PostgreSQLError) {
    var holder = try Connection.open(settings)
    try OrderBookSchema(name: schema).requireLatest(&holder)
    try holder.execute(
      "SET statement_timeout = 0; SET lock_timeout = 0; "
        + "SET idle_in_transaction_session_timeout = 0; "
        + "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", name: "read records")
    let exported = try holder.execute("SELECT pg_export_snapshot()", name: "read records")
      .text(0, 0)
    let quoted = SQLText.identifier(schema)
    let accounts = try RecordedAccount.all(quoted, &holder)
    let assets = try RecordedAsset.all(quoted, &holder)
    let markets = try RecordedMarket.all(quoted, orderKey: orderKey, &holder)
    self.accounts = accounts
    self.assets = assets
    self.markets = markets
    places = RecordPlaces(accounts: accounts, assets: assets, markets: markets)
    key = orderKey.map { OrderKey($0) }
    snapshot = exported ?? ""
    self.schema = quoted
    self.settings = settings
    self.holder = holder
  }

  /// The orders that were placed and those that were refused, by market and number.
  public func orders() throws(PostgreSQLError) -> RecordedOrders {
    RecordedOrders(try rows(RecordedOrders.query, "read orders"), places, key)
  }

  /// The run's orders and refused orders, by slot. Without a run there are none.
  public func ordersBySlot() throws(PostgreSQLError) -> RecordedOrders {
    let name = SQLText.literal(key?.prefix ?? "")
    let query = """
      SELECT * FROM (\(RecordedOrders.unordered)) o
      WHERE client_order_id LIKE replace(replace(\(name), '_', '\\_'), '%', '\\%') || '%'
      ORDER BY length(client_order_id), client_order_id COLLATE "C", id
      """
    return RecordedOrders(try rows(query, "read orders of the run"), places, key)
  }

  /// The cancels, expiries and refused cancels, by market and number.
  public func cancels() throws(PostgreSQLError) -> RecordedCancels {
    RecordedCancels(try rows(RecordedCancels.query, "read cancels"), places, key)
  }

  /// The tapes, by market and sequence.
  public func fills() throws(PostgreSQLError) -> RecordedFills {
    RecordedFills(try rows(RecordedFills.query, "read fills"), places)
  }

  /// The changes of balances, in the given order.
  public func ledgerEntries(
    _ order: LedgerOrder
  ) throws(PostgreSQLError) -> RecordedLedgerEntries {
    RecordedLedgerEntries(try rows(order.query, "read ledger entries"), places)
  }

  /// The balances, by account and asset.
  public func balances() throws(PostgreSQLError) -> RecordedBalances {
    RecordedBalances(try rows(RecordedBalances.query, "read balances"), places)
  }

  /// What changed the wallets for which orders were refused, and these refusals.
  public func walletChanges() throws(PostgreSQLError) -> RecordedWalletChanges {
    let name = SQLText.literal(key.map { String($0.prefix.dropLast()) } ?? "")
    let query = RecordedWalletChanges.query.replacing("$key", with: name)
    return RecordedWalletChanges(try rows(query, "read refusals"), places, key)
  }

  private func rows(_ query: String, _ name: String) throws(PostgreSQLError) -> CopiedRows {
    var connection = try Connection.open(settings)
    try connection.execute(
      "SET statement_timeout = 0; SET lock_timeout = 0; "
        + "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT \(SQLText.literal(snapshot)); "
        + "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off", name: name)
    let text = query.replacing("$schema", with: schema)
    return try CopiedRows("COPY (\(text)) TO STDOUT (FORMAT binary)", on: connection, name: name)
  }
}

/// Where accounts, assets and markets stand in the records, by the database's numbers.
struct RecordPlaces {
  private var accounts: [Int64: Int] = [:]
  private var assets: [Int64: Int] = [:]
  private var markets: [Int64: Int] = [:]

  init(accounts: [RecordedAccount], assets: [RecordedAsset], markets: [RecordedMarket]) {
    self.accounts.reserveCapacity(accounts.count)
    for (place, account) in accounts.enumerated() { self.accounts[account.id] = place }
    for (place, asset) in assets.enumerated() { self.assets[asset.id] = place }
    for (place, market) in markets.enumerated() { self.markets[market.id] = place }
  }

  func account(_ id: Int64?) -> Int? { id.flatMap { accounts[$0] } }

  /// The asset's place.
  ///
  /// - Throws: `PostgreSQLError` when there is none, which the schema's references rule out.
  func asset(_ id: Int64?) throws(PostgreSQLError) -> Int {
    guard let place = id.flatMap({ assets[$0] }) else { throw Self.unknown("asset") }
    return place
  }

  /// Market and number that make an id: market << 40, plus the number.
  func split(_ id: Int64?) throws(PostgreSQLError) -> (market: Int, number: UInt64) {
    guard let id, let place = markets[id >> 40] else { throw Self.unknown("market") }
    return (place, UInt64(id & 0xff_ffff_ffff))
  }

  private static func unknown(_ what: String) -> PostgreSQLError {
    PostgreSQLError(.unexpectedAnswer, "a record names an \(what) that the database does not have")
  }
}
