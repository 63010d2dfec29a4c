import PostgreSQL

/// SQL text in which `$schema` stands for a schema's name.
enum SQLTemplate {
  /// The text with the name in its place.
  static func text(_ template: String, schema: String) -> String {
    template.replacing("$schema", with: SQLText.identifier(schema))
  }
}

/// What the order-book database is measured against, and what its books are filled with.
enum StraightforwardSQL {
  /// An order as it is usually placed: lock the market, one statement for everything that changes.
  static let function = #"""
    CREATE FUNCTION $schema.straightforward_place_order(
      p_client text, p_account bigint, p_market integer, p_side $schema.order_side,
      p_price bigint, p_quantity bigint) RETURNS bigint LANGUAGE plpgsql
    SET enable_seqscan = off
    AS $$
    DECLARE
      m record; r $schema.orders; o bigint; rest bigint := p_quantity; q bigint; f bigint;
      cost numeric; quote numeric; base numeric; buys boolean := p_side = 'bid';
    BEGIN
      SELECT t.*, s.commands, s.fills INTO m FROM $schema.market_sequences s
        JOIN $schema.markets t ON t.id = s.market_id WHERE s.market_id = p_market FOR UPDATE OF s;
      SELECT t.id INTO o FROM $schema.orders t WHERE t.client_order_id = p_client;
      IF FOUND THEN RETURN o; END IF;
      IF p_price < m.price_min_ticks OR p_price > m.price_max_ticks THEN RAISE 'outside the band'; END IF;
      o := p_market::bigint << 40 | m.commands + 1;
      f := m.fills;
      cost := CASE WHEN buys THEN p_price::numeric * p_quantity * m.quote_units_per_tick_lot
        ELSE p_quantity * m.base_units_per_lot END;
      UPDATE $schema.balances SET available = available + (-cost), locked = locked + (cost)
        WHERE account_id = p_account AND asset_id = CASE WHEN buys THEN m.quote_asset_id ELSE m.base_asset_id END;
      INSERT INTO $schema.ledger_entries (account_id, order_id, fill_id, asset_id, kind,
          available_change, locked_change)
        VALUES (p_account, o, NULL, CASE WHEN buys THEN m.quote_asset_id ELSE m.base_asset_id END, 'lock', -cost, cost);
      WHILE rest > 0 LOOP
        IF buys THEN
          SELECT * INTO r FROM $schema.orders t WHERE t.market_id = p_market AND t.leaves_lots > 0
            AND t.side = 'ask' AND t.price_ticks <= p_price AND t.account_id <> p_account
            ORDER BY t.price_ticks, t.id LIMIT 1;
        ELSE
          SELECT * INTO r FROM $schema.orders t WHERE t.market_id = p_market AND t.leaves_lots > 0
            AND t.side = 'bid' AND t.price_ticks >= p_price AND t.account_id <> p_account
            ORDER BY t.price_ticks DESC, t.id LIMIT 1;
        END IF;
        EXIT WHEN NOT FOUND;
        q := least(rest, r.leaves_lots);
        rest := rest - q;
        f := f + 1;
        INSERT INTO $schema.fills VALUES (p_market::bigint << 40 | f, r.id, o, r.account_id, p_account,
          r.price_ticks, q, p_market, p_side, 'settled');
        UPDATE $schema.orders SET leaves_lots = leaves_lots - q, cumulative_lots = cumulative_lots + q,
          status = CASE WHEN leaves_lots = q THEN 'filled' ELSE 'partiallyFilled' END
            ::$schema.order_status WHERE id = r.id;
        quote := r.price_ticks::numeric * q * m.quote_units_per_tick_lot;
        base := q * m.base_units_per_lot;
        IF buys THEN
          cost := (p_price - r.price_ticks)::numeric * q * m.quote_units_per_tick_lot;
          UPDATE $schema.balances SET available = available + (cost), locked = locked + (-quote - cost)
            WHERE account_id = p_account AND asset_id = m.quote_asset_id;
          INSERT INTO $schema.ledger_entries (account_id, order_id, fill_id, asset_id, kind,
              available_change, locked_change)
            VALUES (p_account, o, f, m.quote_asset_id, 'trade', cost, -quote - cost);
          UPDATE $schema.balances SET available = available + (base), locked = locked + (0)
            WHERE account_id = p_account AND asset_id = m.base_asset_id;
          INSERT INTO $schema.ledger_entries (account_id, order_id, fill_id, asset_id, kind,
              available_change, locked_change)
            VALUES (p_account, o, f, m.base_asset_id, 'trade', base, 0);
          UPDATE $schema.balances SET available = available + (0), locked = locked + (-base)
            WHERE account_id = r.account_id AND asset_id = m.base_asset_id;
          INSERT INTO $schema.ledger_entries (account_id, order_id, fill_id, asset_id, kind,
              available_change, locked_change)
            VALUES (r.account_id, r.id, f, m.base_asset_id, 'trade', 0, -base);
          UPDATE $schema.balances SET available = available + (quote), locked = locked + (0)
            WHERE account_id = r.account_id AND asset_id = m.quote_asset_id;
          INSERT INTO $schema.ledger_entries (account_id, order_id, fill_id, asset_id, kind,
              available_change, locked_change)
            VALUES (r.account_id, r.id, f, m.quote_asset_id, 'trade', quote, 0);
        ELSE
          UPDATE $schema.balances SET available = available + (0), locked = locked + (-base)
            WHERE account_id = p_account AND asset_id = m.base_asset_id;
          INSERT INTO $schema.ledger_entries (account_id, order_id, fill_id, asset_id, kind,
              available_change, locked_change)
            VALUES (p_account, o, f, m.base_asset_id, 'trade', 0, -base);
          UPDATE $schema.balances SET available = available + (quote), locked = locked + (0)
            WHERE account_id = p_account AND asset_id = m.quote_asset_id;
          INSERT INTO $schema.ledger_entries (account_id, order_id, fill_id, asset_id, kind,
              available_change, locked_change)
            VALUES (p_account, o, f, m.quote_asset_id, 'trade', quote, 0);
          UPDATE $schema.balances SET available = available + (0), locked = locked + (-quote)
            WHERE account_id = r.account_id AND asset_id = m.quote_asset_id;
          INSERT INTO $schema.ledger_entries (account_id, order_id, fill_id, asset_id, kind,
              available_change, locked_change)
            VALUES (r.account_id, r.id, f, m.quote_asset_id, 'trade', 0, -quote);
          UPDATE $schema.balances SET available = available + (base), locked = locked + (0)
            WHERE account_id = r.account_id AND asset_id = m.base_asset_id;
          INSERT INTO $schema.ledger_entries (account_id, order_id, fill_id, asset_id, kind,
              available_change, locked_change)
            VALUES (r.account_id, r.id, f, m.base_asset_id, 'trade', base, 0);
        END IF;
      END LOOP;
      INSERT INTO $schema.orders VALUES (o, p_account, p_market, p_side, 'limit', 'goodTillCancel',
        CASE WHEN rest = 0 THEN 'filled' WHEN rest = p_quantity THEN 'new' ELSE 'partiallyFilled' END
          ::$schema.order_status,
        p_price, p_quantity, p_quantity - rest, rest, 0, 0, false, NULL, now(), NULL, p_client, NULL);
      UPDATE $schema.market_sequences SET commands = commands + 1, fills = f WHERE market_id = p_market;
      RETURN o;
    END $$;
    """#

  /// Two orders of two accounts that trade, by the statement that the venue uses.
  static let pairScript = #"""
    \set r random(1, 9000000000000)
    \set a random(1, 500)
    \set b random(501, 1000)
    SELECT position, kind, client_order_id, status, refusal, cumulative_lots, canceled_lots,
      is_repeat, sequence, price_ticks, quantity_lots
    FROM $schema.place_orders(ARRAY['p' || :r::text || 'a'], ARRAY[:a::bigint], ARRAY[1],
      ARRAY['ask'::$schema.order_side], ARRAY['limit'::$schema.order_type],
      ARRAY['goodTillCancel'::$schema.time_in_force], ARRAY[5000000::bigint],
      ARRAY[10::bigint], NULL, NULL, NULL, 'cancelTaker', false);
    SELECT position, kind, client_order_id, status, refusal, cumulative_lots, canceled_lots,
      is_repeat, sequence, price_ticks, quantity_lots
    FROM $schema.place_orders(ARRAY['p' || :r::text || 'b'], ARRAY[:b::bigint], ARRAY[1],
      ARRAY['bid'::$schema.order_side], ARRAY['limit'::$schema.order_type],
      ARRAY['goodTillCancel'::$schema.time_in_force], ARRAY[5000000::bigint],
      ARRAY[10::bigint], NULL, NULL, NULL, 'cancelTaker', false);

    """#

  /// Fifty orders, every two of which trade, in one transaction.
  static let batchScript = #"""
    \set r random(1, 9000000000000)
    SELECT count(*) FROM generate_series(1, 50) i,
      LATERAL $schema.straightforward_place_order('s' || :r::text || '-' || i,
        1 + (i * 79 + :r::bigint) % 1000, 1,
        CASE WHEN i % 2 = 0 THEN 'bid' ELSE 'ask' END::$schema.order_side, 5000000, 10) o;

    """#

  /// Closed orders of market 1, every two with a fill.
  static func history(_ count: Int) -> String {
    """
    INSERT INTO $schema.orders SELECT 1::bigint << 40 | n, 1 + n % 1000, 1,
        CASE WHEN n % 2 = 0 THEN 'bid' ELSE 'ask' END::$schema.order_side, 'limit',
        'goodTillCancel', 'filled', 5000000, 10, 10, 0, 0, 1 - n % 2, false,
        CASE WHEN n % 2 = 0 THEN n / 2 END, now(), NULL, 'old-' || n, NULL
      FROM generate_series(1, \(count)) n;
    INSERT INTO $schema.fills SELECT 1::bigint << 40 | n, 1::bigint << 40 | n * 2 - 1,
        1::bigint << 40 | n * 2, 1 + (n * 2 - 1) % 1000, 1 + n * 2 % 1000, 5000000, 10, 1, 'bid', 'settled'
      FROM generate_series(1, \(count / 2)) n;
    UPDATE $schema.market_sequences SET commands = \(count), fills = \(count / 2) WHERE market_id = 1;
    """
  }

  /// Resting orders on both sides of market 1, away from the price at which others trade.
  static func depth(_ count: Int) -> String {
    """
    INSERT INTO $schema.orders SELECT 1::bigint << 40 | n, 1 + n % 1000, 1,
        CASE WHEN n % 2 = 0 THEN 'bid' ELSE 'ask' END::$schema.order_side, 'limit',
        'goodTillCancel', 'new',
        CASE WHEN n % 2 = 0 THEN 4990000 - n % 997 ELSE 5010000 + n % 997 END, 10, 0, 10, 0, 0, false,
        NULL, now(), NULL, 'deep-' || n, NULL
      FROM generate_series(1, \(count * 2)) n;
    UPDATE $schema.market_sequences SET commands = \(count * 2) WHERE market_id = 1;
    """
  }
}
