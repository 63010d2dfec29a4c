import DatabaseTestSupport
import PostgreSQL
import Testing

@testable import PostgresVenue

/// Schemas of every version become the latest one and keep what they hold.
@Suite struct MigrationTests {
  @Test func `versions are numbered without gaps`() {
    #expect(SchemaMigration.all.map(\.version) == Array(1...SchemaMigration.all.count))
  }

  @Test func `a schema of version 1 is brought up to date with its orders`() throws {
    let server = try TestServer.shared()
    let schema = OrderBookSchema(name: "first version")
    let quoted = SQLText.identifier(schema.name)
    var connection = try server.connect()
    try connection.execute("CREATE SCHEMA \(quoted)")
    try connection.execute(SchemaSQL.text(SchemaMigration.all[0].sql, schema: schema.name))
    try connection.execute(
      """
      SET search_path = \(quoted);
      INSERT INTO schema_migrations VALUES (1, 'first');
      INSERT INTO assets (symbol, decimals) VALUES ('A', 2), ('B', 2);
      INSERT INTO accounts (label) VALUES ('one'), ('two');
      INSERT INTO markets (name, base_asset_id, quote_asset_id, tick_size, lot_size,
        reference_price_ticks, base_units_per_lot, quote_units_per_tick_lot)
        VALUES ('A/B', 1, 2, 0.01, 1, 100, 100, 1);
      INSERT INTO market_sequences (market_id, orders) VALUES (1, 2);
      INSERT INTO balances VALUES (1, 1, 0, 500), (2, 2, 1000, 0);
      INSERT INTO ledger_entries (account_id, asset_id, kind, available_change, locked_change)
        VALUES (1, 1, 'deposit', 500, 0), (1, 1, 'lock', -500, 500), (2, 2, 'deposit', 1000, 0);
      INSERT INTO orders VALUES
        (1::bigint << 40 | 1, 1, 1, 'ask', 'limit', 'goodTillCancel', 'new', 100, 5, 0, 5, 0, 0, false,
          NULL, now(), NULL, 'rests', NULL),
        (1::bigint << 40 | 2, 2, 1, 'bid', 'limit', 'goodTillCancel', 'canceled', 90, 5, 0, 0, 5, 0,
          false, NULL, now(), NULL, 'canceled', 'cancel');
      RESET search_path
      """)

    let result = try schema.migrate(&connection)
    #expect(result.before == 1 && result.after == OrderBookSchema.versionLatest)
    #expect(try schema.migrate(&connection).before == OrderBookSchema.versionLatest)
    let answer = try connection.execute(
      "SELECT status FROM \(quoted).place_order('new', 2, 1, 'bid', 100, 5)")
    #expect(answer.text(0, 0) == "filled")
    let checks = try ConsistencyCheck.all(schema: schema.name, &connection)
    #expect(checks.allSatisfy { $0.violationCount == 0 }, "\(checks)")
    let records = try PostgresRecords(
      schema: schema.name, orderKey: nil, settings: ConnectionSettings(url: server.url))
    var cancels = try records.cancels()
    let cancel = try cancels.next()
    #expect(cancel?.order == 1 << 40 | 2 && cancel?.number == nil)
    #expect(records.markets[0].commandCount == 3)
  }
}
