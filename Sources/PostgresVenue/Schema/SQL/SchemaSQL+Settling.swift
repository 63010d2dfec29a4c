extension SchemaSQL {
  /// Deposits, deferred settlement and expiry.
  static let settling = #"""
    CREATE OR REPLACE FUNCTION $schema.deposit(p_account_id bigint, p_asset_id integer, p_amount numeric)
    RETURNS numeric LANGUAGE sql AS $body$
      INSERT INTO $schema.ledger_entries (account_id, asset_id, kind, available_change, locked_change)
        VALUES (p_account_id, p_asset_id,
          CASE WHEN p_amount < 0 THEN 'withdrawal' ELSE 'deposit' END::$schema.ledger_kind,
          p_amount, 0);
      INSERT INTO $schema.balances (account_id, asset_id) VALUES (p_account_id, p_asset_id)
        ON CONFLICT (account_id, asset_id) DO NOTHING;
      UPDATE $schema.balances b SET available = b.available + p_amount
        WHERE b.account_id = p_account_id AND b.asset_id = p_asset_id RETURNING available
    $body$;

    CREATE OR REPLACE FUNCTION $schema.settlement_legs(p_fills bigint[], p_failed bigint[]) RETURNS TABLE (
      account bigint, order_id bigint, fill bigint, asset integer, available numeric, locked numeric
    ) LANGUAGE sql STABLE AS $body$
      SELECT l.account, l.order_id, f.id, l.asset, l.available, l.locked
      FROM $schema.fills f JOIN $schema.markets m ON m.id = f.market_id
      CROSS JOIN LATERAL (SELECT f.quantity_lots * m.base_units_per_lot,
        f.price_ticks::numeric * f.quantity_lots * m.quote_units_per_tick_lot,
        f.taker_side = 'bid', f.id = ANY (p_failed)) a (base, quote, taker_buys, is_failed)
      CROSS JOIN LATERAL (SELECT
        CASE WHEN a.taker_buys THEN f.taker_account_id ELSE f.maker_account_id END,
        CASE WHEN a.taker_buys THEN f.taker_order_id ELSE f.maker_order_id END,
        CASE WHEN a.taker_buys THEN f.maker_account_id ELSE f.taker_account_id END,
        CASE WHEN a.taker_buys THEN f.maker_order_id ELSE f.taker_order_id END
      ) p (buyer, buyer_order, seller, seller_order)
      CROSS JOIN LATERAL (VALUES
        (p.buyer, p.buyer_order, m.quote_asset_id,
          CASE WHEN a.is_failed THEN a.quote ELSE 0 END, -a.quote),
        (p.buyer, p.buyer_order, m.base_asset_id, CASE WHEN a.is_failed THEN 0 ELSE a.base END, 0),
        (p.seller, p.seller_order, m.base_asset_id,
          CASE WHEN a.is_failed THEN a.base ELSE 0 END, -a.base),
        (p.seller, p.seller_order, m.quote_asset_id, CASE WHEN a.is_failed THEN 0 ELSE a.quote END, 0)
      ) l (account, order_id, asset, available, locked)
      WHERE f.id = ANY (p_fills) AND (l.available <> 0 OR l.locked <> 0)
    $body$;

    CREATE OR REPLACE FUNCTION $schema.open_locks(p_orders bigint[]) RETURNS TABLE (
      account bigint, order_id bigint, asset integer, amount numeric
    ) LANGUAGE sql STABLE AS $body$
      SELECT o.account_id, o.id,
        CASE o.side WHEN 'bid' THEN m.quote_asset_id ELSE m.base_asset_id END,
        CASE o.side WHEN 'bid' THEN o.price_ticks::numeric * o.leaves_lots * m.quote_units_per_tick_lot
          ELSE o.leaves_lots * m.base_units_per_lot END
      FROM $schema.orders o JOIN $schema.markets m ON m.id = o.market_id WHERE o.id = ANY (p_orders)
    $body$;

    CREATE OR REPLACE FUNCTION $schema.settle(
      p_market_id integer, p_limit integer DEFAULT 1000, p_failed bigint[] DEFAULT '{}'
    ) RETURNS integer LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
    AS $body$
    DECLARE
      chosen bigint[];
      keys bigint[];
    BEGIN
      PERFORM FROM $schema.market_sequences q WHERE q.market_id = p_market_id FOR NO KEY UPDATE;
      chosen := ARRAY(SELECT f.id FROM $schema.fills f WHERE f.status = 'matched'
        AND f.id BETWEEN p_market_id::bigint << 40 AND (p_market_id + 1)::bigint << 40
        ORDER BY f.id LIMIT p_limit);
      IF cardinality(chosen) = 0 THEN RETURN 0; END IF;
      keys := ARRAY(SELECT DISTINCT l.account << 24 | l.asset
        FROM $schema.settlement_legs(chosen, p_failed) l ORDER BY 1);
      PERFORM FROM unnest(keys) k (key) JOIN $schema.balances t
        ON t.account_id = k.key >> 24 AND t.asset_id = (k.key & 16777215)::integer
        ORDER BY k.key FOR NO KEY UPDATE OF t;
      UPDATE $schema.balances t SET available = t.available + c.available, locked = t.locked + c.locked
        FROM (SELECT l.account, l.asset, sum(l.available) AS available, sum(l.locked) AS locked
          FROM $schema.settlement_legs(chosen, p_failed) l GROUP BY 1, 2) c
        WHERE t.account_id = c.account AND t.asset_id = c.asset;
      INSERT INTO $schema.ledger_entries
          (account_id, order_id, fill_id, asset_id, kind, available_change, locked_change)
        SELECT l.account, l.order_id, l.fill, l.asset,
          CASE WHEN l.fill = ANY (p_failed) THEN 'unwind' ELSE 'settle' END::$schema.ledger_kind,
          l.available, l.locked
        FROM $schema.settlement_legs(chosen, p_failed) l;
      UPDATE $schema.fills f SET
          status = CASE WHEN f.id = ANY (p_failed) THEN 'failed' ELSE 'settled' END
            ::$schema.fill_status
        WHERE f.id = ANY (chosen);
      RETURN cardinality(chosen);
    END $body$;

    CREATE OR REPLACE FUNCTION $schema.expire_orders(p_market_id integer, p_limit integer DEFAULT 1000)
    RETURNS integer LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
    AS $body$
    DECLARE
      chosen bigint[];
      number bigint;
    BEGIN
      SELECT q.commands INTO number FROM $schema.market_sequences q
        WHERE q.market_id = p_market_id FOR NO KEY UPDATE;
      chosen := ARRAY(SELECT o.id FROM $schema.orders o WHERE o.market_id = p_market_id
        AND o.leaves_lots > 0 AND o.expires_at <= now() ORDER BY o.expires_at LIMIT p_limit);
      IF cardinality(chosen) = 0 THEN RETURN 0; END IF;
      PERFORM FROM $schema.open_locks(chosen) l JOIN $schema.balances t
        ON t.account_id = l.account AND t.asset_id = l.asset
        ORDER BY t.account_id, t.asset_id FOR NO KEY UPDATE OF t;
      UPDATE $schema.balances t SET available = t.available + c.amount, locked = t.locked - c.amount
        FROM (SELECT l.account, l.asset, sum(l.amount) AS amount
          FROM $schema.open_locks(chosen) l GROUP BY 1, 2) c
        WHERE t.account_id = c.account AND t.asset_id = c.asset;
      INSERT INTO $schema.ledger_entries
          (account_id, order_id, asset_id, kind, available_change, locked_change)
        SELECT l.account, l.order_id, l.asset, 'unlock', l.amount, -l.amount
        FROM $schema.open_locks(chosen) l;
      UPDATE $schema.orders o SET status = 'expired', canceled_lots = o.leaves_lots, leaves_lots = 0,
          closed_by_number = number + c.place
        FROM unnest(chosen) WITH ORDINALITY c (id, place) WHERE o.id = c.id;
      UPDATE $schema.market_sequences q SET commands = number + cardinality(chosen)
        WHERE q.market_id = p_market_id;
      RETURN cardinality(chosen);
    END $body$;

    """#
}
