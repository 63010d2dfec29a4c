extension SchemaSQL {
  /// Answers to repeats and look-ups; the forms for one order.
  static let singleOrders = #"""
    CREATE OR REPLACE FUNCTION $schema.order_answers(p_client_order_ids text[], p_states integer[])
    RETURNS TABLE (
      "position" integer, kind $schema.answer_kind, client_order_id text,
      status $schema.order_status, refusal text, cumulative_lots bigint, leaves_lots bigint,
      canceled_lots bigint, is_repeat boolean, sequence bigint, account_id bigint,
      price_ticks bigint, quantity_lots bigint
    ) LANGUAGE sql STABLE
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
    AS $body$
      SELECT x.place::integer, 'order'::$schema.answer_kind, x.id, 'rejected'::$schema.order_status,
          'duplicateClientOrderID', NULL::bigint, NULL::bigint, NULL::bigint, true, NULL::bigint,
          NULL::bigint, NULL::bigint, NULL::bigint
        FROM unnest(p_client_order_ids, p_states) WITH ORDINALITY x (id, state, place)
        WHERE x.state = 2
      UNION ALL
      SELECT x.place::integer, 'order', x.id, o.status, NULL, o.cumulative_lots + o.carried_lots, o.leaves_lots,
          o.canceled_lots, true, NULL, o.account_id, o.price_ticks, o.quantity_lots
        FROM unnest(p_client_order_ids, p_states) WITH ORDINALITY x (id, state, place)
          JOIN $schema.orders o ON o.client_order_id = x.id WHERE x.state = 1
      UNION ALL
      SELECT x.place::integer, 'order', x.id, o.status, NULL, o.cumulative_lots + o.carried_lots, o.leaves_lots,
          o.canceled_lots, true, NULL, o.account_id, o.price_ticks, o.quantity_lots
        FROM unnest(p_client_order_ids, p_states) WITH ORDINALITY x (id, state, place)
          JOIN $schema.orders o ON o.canceled_by = x.id WHERE x.state = 3
      UNION ALL
      SELECT x.place::integer, 'fill', m.client_order_id, NULL, NULL, NULL, NULL, NULL, true,
          f.id & 1099511627775, f.maker_account_id, f.price_ticks, f.quantity_lots
        FROM unnest(p_client_order_ids, p_states) WITH ORDINALITY x (id, state, place)
          JOIN $schema.orders o ON o.client_order_id = x.id
          JOIN $schema.fills f ON f.id BETWEEN (o.market_id::bigint << 40 | o.taker_fill_first)
            AND (o.market_id::bigint << 40 | o.taker_fill_first + o.taker_fills - 1)
          JOIN $schema.orders m ON m.id = f.maker_order_id
        WHERE x.state = 1 AND o.taker_fills > 0
    $body$;

    CREATE OR REPLACE FUNCTION $schema.place_order(
      p_client_order_id text, p_account_id bigint, p_market_id integer, p_side $schema.order_side,
      p_price_ticks bigint, p_quantity_lots bigint, p_type $schema.order_type DEFAULT 'limit',
      p_time_in_force $schema.time_in_force DEFAULT 'goodTillCancel',
      p_is_post_only boolean DEFAULT false, p_expires_at timestamptz DEFAULT NULL,
      p_self_trade $schema.self_trade DEFAULT NULL, p_deferred boolean DEFAULT NULL
    ) RETURNS TABLE (
      "position" integer, kind $schema.answer_kind, client_order_id text,
      status $schema.order_status, refusal text, cumulative_lots bigint, leaves_lots bigint,
      canceled_lots bigint, is_repeat boolean, sequence bigint, account_id bigint,
      price_ticks bigint, quantity_lots bigint
    ) LANGUAGE sql AS $body$
      SELECT * FROM $schema.place_orders(ARRAY[$1], ARRAY[$2], ARRAY[$3], ARRAY[$4], ARRAY[$7],
        ARRAY[$8], ARRAY[$5], ARRAY[$6], NULL, ARRAY[$9], ARRAY[$10], $11, $12)
    $body$;

    CREATE OR REPLACE FUNCTION $schema.cancel_order(
      p_client_order_id text, p_account_id bigint, p_market_id integer, p_target text
    ) RETURNS TABLE (
      "position" integer, kind $schema.answer_kind, client_order_id text,
      status $schema.order_status, refusal text, cumulative_lots bigint, leaves_lots bigint,
      canceled_lots bigint, is_repeat boolean, sequence bigint, account_id bigint,
      price_ticks bigint, quantity_lots bigint
    ) LANGUAGE sql AS $body$
      SELECT * FROM $schema.place_orders(ARRAY[$1], ARRAY[$2], ARRAY[$3],
        ARRAY[NULL]::$schema.order_side[], ARRAY[NULL]::$schema.order_type[],
        ARRAY[NULL]::$schema.time_in_force[], ARRAY[NULL]::bigint[], ARRAY[NULL]::bigint[], ARRAY[$4])
    $body$;

    CREATE OR REPLACE FUNCTION $schema.find_order(p_client_order_id text) RETURNS TABLE (
      "position" integer, kind $schema.answer_kind, client_order_id text,
      status $schema.order_status, refusal text, cumulative_lots bigint, leaves_lots bigint,
      canceled_lots bigint, is_repeat boolean, sequence bigint, account_id bigint,
      price_ticks bigint, quantity_lots bigint
    ) LANGUAGE sql STABLE AS $body$
      SELECT * FROM $schema.order_answers(ARRAY[$1, $1], ARRAY[1, 3])
    $body$;

    """#
}
