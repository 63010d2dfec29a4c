import Audit
import Domain

extension DatabaseMutant {
  /// Refusals that nothing justifies, as an order or a cancel that is refused behind all others.
  static let ofRefusals = [
    refused("priceOutsideBand"), refused("invalidPrice"), refused("invalidQuantity"),
    refused("invalidInstruction"), refused("insufficientBalance"), refused("unknownOrder"),
    refused("duplicateClientOrderID"), refused("postOnlyWouldCross", isPostOnly: true),
    refused("insufficientBalance", quantity: "0"), refused("postOnlyWouldCross"),
    refused("unknownOrder", isCancel: true), refused("marketNotActive", isCancel: true),
  ]

  /// Takes the refusal of such a mutant away.
  static let undoRefusal = """
    WITH gone AS (DELETE FROM $schema.refusals WHERE client_order_id = 'refused' RETURNING market_id)
    UPDATE $schema.market_sequences s SET commands = s.commands - 1 FROM gone g
    WHERE s.market_id = g.market_id
    """

  private static func refused(
    _ reason: String, quantity: String = "1", isPostOnly: Bool = false, isCancel: Bool = false
  ) -> DatabaseMutant {
    let what = isCancel ? "a cancel" : "an order of \(quantity)\(isPostOnly ? ", post-only," : "")"
    return DatabaseMutant(
      "\(what) is refused for \(reason)", .refusals,
      """
      WITH target AS (SELECT account_id, market_id, client_order_id FROM $schema.orders
          WHERE leaves_lots > 0 LIMIT 1),
        next AS (UPDATE $schema.market_sequences s SET commands = s.commands + 1 FROM target t
          WHERE s.market_id = t.market_id RETURNING s.market_id, s.commands)
      INSERT INTO $schema.refusals (id, account_id, market_id, side, type, time_in_force,
        price_ticks, quantity_lots, is_post_only, reason, client_order_id, target)
      SELECT (n.market_id::bigint << 40) + n.commands, t.account_id, n.market_id, 'bid', 'limit',
        'goodTillCancel', m.price_min_ticks, \(quantity), \(isPostOnly), '\(reason)', 'refused',
        \(isCancel ? "t.client_order_id" : "NULL")
      FROM next n JOIN $schema.markets m ON m.id = n.market_id CROSS JOIN target t
      """)
  }
}
