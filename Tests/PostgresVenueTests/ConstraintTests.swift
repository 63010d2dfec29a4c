import DatabaseTestSupport
import PostgreSQL
import Testing

/// Wrong states that nobody can write, whatever writes them.
@Suite struct ConstraintTests {
  @Test(
    arguments: [
      ("UPDATE $schema.balances SET available = -1 WHERE account_id = 1", "23514"),
      ("UPDATE $schema.balances SET locked = -1 WHERE account_id = 1", "23514"),
      ("UPDATE $schema.orders SET cumulative_lots = cumulative_lots + 1", "23514"),
      ("UPDATE $schema.orders SET cumulative_lots = 9, leaves_lots = -4", "23514"),
      ("UPDATE $schema.orders SET status = 'filled'", "23514"),
      ("UPDATE $schema.fills SET quantity_lots = 0", "23514"),
      ("UPDATE $schema.fills SET taker_account_id = maker_account_id", "23514"),
      ("INSERT INTO $schema.fills SELECT * FROM $schema.fills", "23505"),
      ("INSERT INTO $schema.orders SELECT * FROM $schema.orders", "23505"),
      (
        "INSERT INTO $schema.orders SELECT id + 9, account_id, market_id, side, type, "
          + "time_in_force, status, price_ticks, quantity_lots, cumulative_lots, leaves_lots, "
          + "canceled_lots, 0, false, NULL, now(), NULL, client_order_id, NULL FROM $schema.orders",
        "23505"
      ),
      ("DELETE FROM $schema.accounts WHERE id = 1", "23503"),
      ("DELETE FROM $schema.assets WHERE id = 1", "23503"),
      ("INSERT INTO $schema.assets (symbol, decimals) VALUES ('D', 19)", "23514"),
      ("INSERT INTO $schema.accounts (label) VALUES ('a-1')", "23505"),
      ("SELECT $schema.deposit(1, 1, -99999999999)", "23514"),
    ])
  func `the database refuses`(statement: String, code: String) throws {
    let schema = try RecordsTests.bookOfOneMarket()
    try schema.row("SELECT $schema.place_order('rests', 1, 1, 'ask', 100, 5)")
    try schema.row("SELECT $schema.place_order('takes', 2, 1, 'bid', 100, 2)")
    var connection = try schema.connect()
    do throws(PostgreSQLError) {
      try connection.execute(statement.replacing("$schema", with: schema.quoted))
      Issue.record("it was done")
    } catch {
      #expect(error.sqlState == SQLState(code), "\(error.debugDescription)")
    }
    #expect(try schema.violations() == [])
  }

  @Test(
    arguments: [
      (
        "UPDATE $schema.balances SET available = available + 1 WHERE account_id = 1 AND asset_id = 1",
        "balances are the sums of their ledger entries"
      ),
      (
        "UPDATE $schema.orders SET leaves_lots = 2, canceled_lots = 1 WHERE client_order_id = 'rests'",
        "what is locked is what open orders and unsettled fills need"
      ),
      ("DELETE FROM $schema.fills", "orders are filled by exactly their fills"),
      ("UPDATE $schema.market_sequences SET fills = 7 WHERE market_id = 1", "tapes have no gaps"),
      (
        "UPDATE $schema.market_sequences SET commands = 7 WHERE market_id = 1",
        "commands have no gaps"
      ),
      ("UPDATE $schema.fills SET price_ticks = 101", "fills are between orders that fit"),
      (
        "INSERT INTO $schema.orders SELECT id + 2, account_id, market_id, 'bid', type, time_in_force, "
          + "'new', 200, 1, 0, 1, 0, 0, false, NULL, now(), NULL, 'crosses', NULL FROM $schema.orders "
          + "WHERE client_order_id = 'rests'", "books are not crossed"
      ),
    ])
  func `the check finds`(statement: String, rule: String) throws {
    let schema = try RecordsTests.bookOfOneMarket()
    try schema.row("SELECT $schema.place_order('rests', 1, 1, 'ask', 100, 5)")
    try schema.row("SELECT $schema.place_order('takes', 2, 1, 'bid', 100, 2)")
    try schema.row(statement)
    #expect(try schema.violations().contains { $0.hasPrefix(rule) })
  }
}
