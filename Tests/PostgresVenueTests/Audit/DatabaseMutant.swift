import Audit
import Domain

/// One way in which a database can be wrong, as SQL, and the invariant that must say so.
struct DatabaseMutant: Sendable, CustomStringConvertible {
  let name: String
  let invariant: Invariant
  /// What makes it so; `$schema` stands for the schema's name.
  let sql: String

  var description: String { name }

  init(_ name: String, _ invariant: Invariant, _ sql: String) {
    self.name = name
    self.invariant = invariant
    self.sql = sql
  }

  static let all = [
    DatabaseMutant(
      "a fill is lost", .fillSequence,
      "DELETE FROM $schema.fills WHERE id = (SELECT id FROM $schema.fills ORDER BY id OFFSET 7 LIMIT 1)"
    ),
    DatabaseMutant(
      "the last fill is lost", .fillSequence,
      "DELETE FROM $schema.fills WHERE id = (SELECT max(id) FROM $schema.fills)"),
    DatabaseMutant(
      "a fill twice", .fillSequence,
      """
      INSERT INTO $schema.fills SELECT (f.market_id::bigint << 40) + s.fills + 1, f.maker_order_id,
        f.taker_order_id, f.maker_account_id, f.taker_account_id, f.price_ticks, f.quantity_lots,
        f.market_id, f.taker_side, f.status, f.created_at
      FROM $schema.fills f JOIN $schema.market_sequences s ON s.market_id = f.market_id LIMIT 1
      """),
    DatabaseMutant(
      "a fill at another price", .fillTerms,
      "UPDATE $schema.fills SET price_ticks = price_ticks + 1 WHERE id = (SELECT min(id) FROM $schema.fills)"
    ),
    DatabaseMutant(
      "a fill of one lot more", .quantitiesAddUp,
      "UPDATE $schema.fills SET quantity_lots = quantity_lots + 1 WHERE id = (SELECT min(id) FROM $schema.fills)"
    ),
    DatabaseMutant(
      "the maker of a fill is exchanged", .priority,
      """
      UPDATE $schema.fills f SET maker_order_id = o.id, maker_account_id = o.account_id
      FROM (SELECT g.id AS fill, n.id, n.account_id
        FROM $schema.fills g JOIN $schema.orders n ON n.market_id = g.market_id
        WHERE n.id < g.taker_order_id AND n.id <> g.maker_order_id AND n.leaves_lots > 0
          AND n.side::text <> g.taker_side::text AND n.account_id <> g.taker_account_id LIMIT 1) o
      WHERE f.id = o.fill
      """),
    DatabaseMutant(
      "an order that has filled more than it did", .quantitiesAddUp,
      """
      UPDATE $schema.orders SET cumulative_lots = cumulative_lots + 1, leaves_lots = leaves_lots - 1,
        status = 'partiallyFilled'
      WHERE id = (SELECT min(id) FROM $schema.orders WHERE leaves_lots > 1)
      """),
    DatabaseMutant(
      "an order that was filled rests again", .soundBook,
      """
      UPDATE $schema.orders SET cumulative_lots = 0, leaves_lots = quantity_lots, status = 'new'
      WHERE id = (SELECT min(id) FROM $schema.orders WHERE status = 'filled')
      """),
    DatabaseMutant(
      "an acknowledged order is lost", .durability,
      "DELETE FROM $schema.orders WHERE id = (SELECT min(id) FROM $schema.orders WHERE leaves_lots > 0)"
    ),
    DatabaseMutant(
      "an order without a slot", .oneOrderPerSlot,
      """
      UPDATE $schema.orders SET client_order_id =
        regexp_replace(client_order_id, '-[0-9]+$', '-99999999')
      WHERE id = (SELECT max(id) FROM $schema.orders)
      """),
    DatabaseMutant(
      "an order of other content under its id", .repeatsTakeEffectOnce,
      """
      UPDATE $schema.orders SET price_ticks = price_ticks + CASE side WHEN 'bid' THEN -1 ELSE 1 END
      WHERE id = (SELECT min(id) FROM $schema.orders WHERE leaves_lots > 0)
      """),
    DatabaseMutant(
      "two orders change their places", .orderOfArrival,
      """
      DO $$ DECLARE a bigint; b bigint; BEGIN
        SELECT min(id), max(id) INTO a, b FROM $schema.orders
          WHERE market_id = (SELECT min(market_id) FROM $schema.orders);
        UPDATE $schema.orders SET id = -1 WHERE id = a;
        UPDATE $schema.orders SET id = a WHERE id = b;
        UPDATE $schema.orders SET id = b WHERE id = -1;
      END $$
      """),
    DatabaseMutant(
      "a balance of one unit more", .settlement,
      """
      UPDATE $schema.balances SET available = available + 1
      WHERE (account_id, asset_id) = (SELECT account_id, asset_id FROM $schema.balances LIMIT 1)
      """),
    DatabaseMutant(
      "money out of nothing", .balances,
      """
      UPDATE $schema.balances SET available = available + 1
      WHERE (account_id, asset_id) = (SELECT account_id, asset_id FROM $schema.balances LIMIT 1)
      """),
    DatabaseMutant(
      "a lock leaks", .locks,
      """
      UPDATE $schema.balances SET available = available - 1, locked = locked + 1
      WHERE (account_id, asset_id) = (SELECT account_id, asset_id FROM $schema.balances
        WHERE available > 0 LIMIT 1)
      """),
    DatabaseMutant(
      "the proceeds go to another account", .settlement,
      """
      UPDATE $schema.ledger_entries SET account_id = (SELECT max(id) FROM $schema.accounts)
      WHERE id = (SELECT id FROM $schema.ledger_entries WHERE fill_id IS NOT NULL
        AND account_id <> (SELECT max(id) FROM $schema.accounts) LIMIT 1)
      """),
    DatabaseMutant(
      "a fill is never paid", .settlement,
      "DELETE FROM $schema.ledger_entries WHERE fill_id = (SELECT min(id) FROM $schema.fills)"),
    DatabaseMutant(
      "an order canceled by nobody", .quantitiesAddUp,
      """
      UPDATE $schema.orders SET canceled_lots = canceled_lots - 1, cumulative_lots = cumulative_lots + 1
      WHERE id = (SELECT min(id) FROM $schema.orders WHERE canceled_lots > 1)
      """),
  ]
}
