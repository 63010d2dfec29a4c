extension SchemaSQL {
  /// The short way of a single order of the usual kind: no expiry, no order of its own account in its
  /// way, immediate settlement. It gives no rows when the order is not one, and then has changed nothing.
  static let placeOne = #"""
    CREATE OR REPLACE FUNCTION $schema.place_one(
      p_client_order_id text, p_account_id bigint, p_market_id integer, p_side $schema.order_side,
      p_type $schema.order_type, p_time $schema.time_in_force, p_price bigint, p_quantity bigint,
      p_deferred boolean
    ) RETURNS TABLE (
      "position" integer, kind $schema.answer_kind, client_order_id text,
      status $schema.order_status, refusal text, cumulative_lots bigint, leaves_lots bigint,
      canceled_lots bigint, is_repeat boolean, sequence bigint, account_id bigint,
      price_ticks bigint, quantity_lots bigint
    ) LANGUAGE plpgsql AS $body$
    #variable_conflict use_column
    DECLARE
      m record;
      maker record;
      buys boolean := p_side = 'bid';
      order_id bigint; pay_asset integer; receive_asset integer; cost numeric; paid numeric := 0;
      received numeric := 0; locks numeric := 0; leaves bigint := p_quantity; lots bigint;
      fill bigint; held numeric; found_count integer; amount numeric; other numeric;
      keys bigint[]; f_order bigint[]; f_client text[]; f_account bigint[]; f_price bigint[];
      f_lots bigint[]; f_id bigint[]; f_place tid[]; f_pays numeric[]; f_gets numeric[];
      n integer := 0;
    BEGIN
      SELECT t.base_asset_id, t.quote_asset_id, t.base_units_per_lot, t.quote_units_per_tick_lot,
          s.commands, s.fills, s.ctid AS place, t.status = 'active'
            AND NOT coalesce(p_deferred, t.is_deferred) AND p_time <> 'fillOrKill'
            AND p_price BETWEEN t.price_min_ticks AND t.price_max_ticks AND p_price > 0
            AND p_quantity BETWEEN 1 AND 1000000000000
            AND p_price::numeric * p_quantity * t.quote_units_per_tick_lot < 1e37
            AND p_quantity * t.base_units_per_lot < 1e37
            AND EXISTS (SELECT FROM $schema.accounts a WHERE a.id = p_account_id AND a.is_active)
            AND NOT EXISTS (SELECT FROM $schema.orders o WHERE o.client_order_id = p_client_order_id)
            AND NOT EXISTS (SELECT FROM $schema.orders o WHERE o.canceled_by = p_client_order_id)
            AS is_usual
        INTO m FROM $schema.market_sequences s JOIN $schema.markets t ON t.id = s.market_id
        WHERE s.market_id = p_market_id FOR NO KEY UPDATE OF s;
      IF m.is_usual IS NOT TRUE THEN RETURN; END IF;
      order_id := p_market_id::bigint << 40 | m.commands + 1;
      fill := p_market_id::bigint << 40 | m.fills;
      IF buys THEN
        pay_asset := m.quote_asset_id;
        receive_asset := m.base_asset_id;
        cost := p_price::numeric * p_quantity * m.quote_units_per_tick_lot;
      ELSE
        pay_asset := m.base_asset_id;
        receive_asset := m.quote_asset_id;
        cost := p_quantity * m.base_units_per_lot;
      END IF;
      FOR maker IN
        (SELECT o.id, o.client_order_id, o.account_id, o.price_ticks, o.leaves_lots, o.expires_at, o.ctid
          FROM $schema.orders o WHERE p_side = 'bid' AND o.market_id = p_market_id AND o.leaves_lots > 0
            AND o.side = 'ask' AND o.price_ticks <= p_price ORDER BY o.price_ticks, o.id)
        UNION ALL
        (SELECT o.id, o.client_order_id, o.account_id, o.price_ticks, o.leaves_lots, o.expires_at, o.ctid
          FROM $schema.orders o WHERE p_side = 'ask' AND o.market_id = p_market_id AND o.leaves_lots > 0
            AND o.side = 'bid' AND o.price_ticks >= p_price ORDER BY o.price_ticks DESC, o.id)
      LOOP
        -- Expiry and self-trade are for the long way.
        IF maker.account_id = p_account_id OR maker.expires_at IS NOT NULL THEN RETURN; END IF;
        lots := least(leaves, maker.leaves_lots);
        leaves := leaves - lots;
        n := n + 1;
        amount := maker.price_ticks::numeric * lots * m.quote_units_per_tick_lot;
        other := lots * m.base_units_per_lot;
        f_order[n] := maker.id; f_client[n] := maker.client_order_id; f_price[n] := maker.price_ticks;
        f_account[n] := maker.account_id; f_lots[n] := lots; f_id[n] := fill + n;
        f_place[n] := maker.ctid;
        IF buys THEN
          paid := paid + amount; received := received + other;
          f_pays[n] := other; f_gets[n] := amount;
        ELSE
          paid := paid + other; received := received + amount;
          f_pays[n] := amount; f_gets[n] := other;
        END IF;
        EXIT WHEN leaves = 0;
      END LOOP;

      IF n = 0 THEN
        SELECT b.available INTO held FROM $schema.balances b
          WHERE b.account_id = p_account_id AND b.asset_id = pay_asset FOR NO KEY UPDATE;
        IF NOT FOUND THEN RETURN; END IF;
      ELSE
        keys := ARRAY(SELECT DISTINCT k.account << 24 | k.asset FROM (
          SELECT a.account, s.asset FROM unnest(f_account || p_account_id) a (account)
          CROSS JOIN (VALUES (pay_asset), (receive_asset)) s (asset)) k ORDER BY 1);
        SELECT max(l.available) FILTER (WHERE l.key = p_account_id << 24 | pay_asset), count(*)
          INTO held, found_count FROM (SELECT u.key, b.available FROM unnest(keys) u (key)
            JOIN $schema.balances b ON b.account_id = u.key >> 24
              AND b.asset_id = (u.key & 16777215)::integer ORDER BY u.key FOR NO KEY UPDATE OF b) l;
        IF found_count < cardinality(keys) THEN RETURN; END IF;
      END IF;
      IF held < cost THEN RETURN; END IF;
      IF leaves > 0 AND p_type = 'limit' AND p_time = 'goodTillCancel' THEN
        locks := CASE WHEN buys THEN p_price::numeric * leaves * m.quote_units_per_tick_lot
          ELSE leaves * m.base_units_per_lot END;
      END IF;

      IF n = 0 THEN
        IF locks > 0 THEN
          UPDATE $schema.balances b SET available = b.available - locks, locked = b.locked + locks
            WHERE b.account_id = p_account_id AND b.asset_id = pay_asset;
        END IF;
      ELSE
        UPDATE $schema.balances b SET available = b.available + d.available,
            locked = b.locked + d.locked
          FROM (SELECT e.account, e.asset, sum(e.available) AS available, sum(e.locked) AS locked FROM (
            VALUES (p_account_id, pay_asset, -paid - locks, locks),
              (p_account_id, receive_asset, received, 0)
            UNION ALL SELECT u.account, x.asset, x.available, x.locked
              FROM unnest(f_account, f_pays, f_gets) u (account, pays, gets)
              CROSS JOIN LATERAL (VALUES (receive_asset, 0, -u.pays), (pay_asset, u.gets, 0))
                x (asset, available, locked)) e (account, asset, available, locked) GROUP BY 1, 2) d
          WHERE b.account_id = d.account AND b.asset_id = d.asset;
        UPDATE $schema.orders o SET leaves_lots = o.leaves_lots - u.lots,
            cumulative_lots = o.cumulative_lots + u.lots,
            status = CASE WHEN o.leaves_lots = u.lots THEN 'filled' ELSE 'partiallyFilled' END
              ::$schema.order_status
          FROM unnest(f_place, f_lots) u (place, lots) WHERE o.ctid = u.place;
        INSERT INTO $schema.fills
          SELECT u.id, u.maker, order_id, u.account, p_account_id, u.price, u.lots, p_market_id, p_side,
            'settled' FROM unnest(f_id, f_order, f_account, f_price, f_lots)
            u (id, maker, account, price, lots);
        INSERT INTO $schema.ledger_entries
            (account_id, order_id, fill_id, asset_id, kind, available_change, locked_change)
          SELECT x.account, x.for_order, u.id, x.asset, 'trade', x.available, x.locked
          FROM unnest(f_id, f_order, f_account, f_pays, f_gets) u (id, maker, account, pays, gets)
          CROSS JOIN LATERAL (VALUES (p_account_id, order_id, pay_asset, -u.gets, 0),
            (p_account_id, order_id, receive_asset, u.pays, 0),
            (u.account, u.maker, receive_asset, 0, -u.pays),
            (u.account, u.maker, pay_asset, u.gets, 0)) x (account, for_order, asset, available, locked);
      END IF;
      lots := p_quantity - leaves;
      status := CASE WHEN leaves = 0 THEN 'filled' WHEN locks = 0 THEN 'canceled'
        WHEN lots > 0 THEN 'partiallyFilled' ELSE 'new' END;
      leaves_lots := CASE WHEN locks > 0 THEN leaves ELSE 0 END;
      canceled_lots := leaves - leaves_lots;
      INSERT INTO $schema.orders VALUES (order_id, p_account_id, p_market_id, p_side, p_type, p_time,
        status, p_price, p_quantity, lots, leaves_lots, canceled_lots, n, false,
        CASE WHEN n > 0 THEN m.fills + 1 END, now(), NULL, p_client_order_id, NULL,
        CASE WHEN canceled_lots > 0 THEN m.commands + 1 END);
      IF locks > 0 THEN
        INSERT INTO $schema.ledger_entries
            (account_id, order_id, asset_id, kind, available_change, locked_change)
          VALUES (p_account_id, order_id, pay_asset, 'lock', -locks, locks);
      END IF;
      UPDATE $schema.market_sequences s SET commands = m.commands + 1, fills = m.fills + n
        WHERE s.market_id = p_market_id;

      "position" := 1; kind := 'order'; client_order_id := p_client_order_id; cumulative_lots := lots;
      is_repeat := false; sequence := m.fills; account_id := p_account_id; price_ticks := p_price;
      quantity_lots := p_quantity;
      RETURN NEXT;
      status := NULL; cumulative_lots := NULL; leaves_lots := NULL; canceled_lots := NULL;
      kind := 'fill';
      FOR i IN 1..n LOOP
        client_order_id := f_client[i]; sequence := m.fills + i; account_id := f_account[i];
        price_ticks := f_price[i]; quantity_lots := f_lots[i];
        RETURN NEXT;
      END LOOP;
    END $body$;

    """#
}
