import DatabaseTestSupport
import PostgreSQL
import Testing

/// Fills whose settlement is deferred.
@Suite struct SettlementTests {
  /// Two fills of 2 and 3 lots at 100; a lot is 100 minor units of A, a tick and lot 1 of B.
  private static func book() throws -> TestSchema {
    let schema = try RecordsTests.bookOfOneMarket()
    try schema.row("UPDATE $schema.markets SET is_deferred = true")
    try schema.row("SELECT $schema.place_order('rests', 1, 1, 'ask', 100, 5)")
    try schema.row("SELECT $schema.place_order('first', 2, 1, 'bid', 100, 2)")
    try schema.row("SELECT $schema.place_order('second', 2, 1, 'bid', 110, 3)")
    return schema
  }

  private static func balances(_ schema: TestSchema) throws -> String {
    try schema.row(
      """
      SELECT string_agg(format('%s%s %s+%s', a.symbol, b.account_id,
        b.available - 1000000000, b.locked), ', ' ORDER BY b.account_id, a.symbol)
      FROM $schema.balances b JOIN $schema.assets a ON a.id = b.asset_id WHERE a.symbol <> 'C'
      """)[0] ?? ""
  }

  @Test func `matched fills hold both payments until they are settled in order`() throws {
    let schema = try Self.book()
    let unit = try #require(
      Int(try schema.row("SELECT base_units_per_lot FROM $schema.markets WHERE id = 1")[0] ?? ""))
    let price = try #require(
      Int(
        try schema.row("SELECT quote_units_per_tick_lot * 100 FROM $schema.markets WHERE id = 1")[0]
          ?? ""))
    #expect(
      try Self.balances(schema)
        == "A1 -\(5 * unit)+\(5 * unit), B1 0+0, A2 0+0, B2 -\(5 * price)+\(5 * price)")
    #expect(try schema.row("SELECT $schema.settle(1, 1)") == ["1"])
    #expect(
      try schema.row("SELECT string_agg(status::text, ' ' ORDER BY id) FROM $schema.fills") == [
        "settled matched"
      ])
    #expect(
      try Self.balances(schema)
        == "A1 -\(5 * unit)+\(3 * unit), B1 \(2 * price)+0, A2 \(2 * unit)+0, "
        + "B2 -\(5 * price)+\(3 * price)")
    #expect(try schema.violations() == [])
    #expect(try schema.row("SELECT $schema.settle(1)") == ["1"])
    #expect(try schema.row("SELECT $schema.settle(1)") == ["0"])
    #expect(try schema.violations() == [])
  }

  @Test func `a fill that fails releases what it held`() throws {
    let schema = try Self.book()
    let first = try #require(try schema.row("SELECT min(id) FROM $schema.fills")[0])
    #expect(try schema.row("SELECT $schema.settle(1, 10, ARRAY[\(first)])") == ["2"])
    #expect(
      try schema.row("SELECT string_agg(status::text, ' ' ORDER BY id) FROM $schema.fills") == [
        "failed settled"
      ])
    #expect(try schema.row("SELECT sum(locked) FROM $schema.balances") == ["0"])
    #expect(try schema.violations() == [])
  }
}
