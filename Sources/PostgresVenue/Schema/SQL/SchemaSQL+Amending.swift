extension SchemaSQL {
  /// Amendments that were carried out, by which a repeat of one is known; and what an order that lost its
  /// place had filled before.
  static let amendments = #"""
    CREATE TABLE $schema.amendments (
      client_order_id text COLLATE "C" PRIMARY KEY,
      account_id bigint NOT NULL,
      market_id integer NOT NULL,
      target text COLLATE "C" NOT NULL,
      price_ticks bigint NOT NULL,
      quantity_lots bigint NOT NULL,
      keeps_place boolean NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    ALTER TABLE $schema.orders ADD COLUMN carried_lots bigint NOT NULL DEFAULT 0;

    """#

  /// Gives an open order another price and total quantity.
  ///
  /// At the same price and no greater quantity it keeps its place: its row becomes what it would be had
  /// it been placed so, which changes nothing of what it did. Else it is canceled, and what it is to have
  /// beyond its fills comes in as a new order under its id; the row that was canceled keeps the id with
  /// `~` and that of the amendment behind it.
  static let amendOrder =
    amendOrderHead + amendOrderChecks + amendOrderKeeping + amendOrderReentering

  private static let amendOrderHead = #"""
    CREATE OR REPLACE FUNCTION $schema.amend_order(
      p_client_order_id text, p_account_id bigint, p_market_id integer, p_target text,
      p_price_ticks bigint, p_quantity_lots bigint, p_self_trade $schema.self_trade DEFAULT NULL,
      p_deferred boolean DEFAULT NULL
    ) RETURNS TABLE (
      "position" integer, kind $schema.answer_kind, client_order_id text,
      status $schema.order_status, refusal text, cumulative_lots bigint, leaves_lots bigint,
      canceled_lots bigint, is_repeat boolean, sequence bigint, account_id bigint,
      price_ticks bigint, quantity_lots bigint
    ) LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
    AS $body$
    #variable_conflict use_column
    DECLARE
      amount_max CONSTANT numeric := 42535295865117307932921825928971026431;
      m record; o record; a record; answer record;
      reason text; price_reason text; carried bigint; released bigint; amount numeric;
      asset integer; keeps_place boolean;
      name_before text;
    BEGIN
      SELECT t.*, s.commands, s.fills INTO m FROM $schema.market_sequences s
        JOIN $schema.markets t ON t.id = s.market_id WHERE s.market_id = p_market_id
        FOR NO KEY UPDATE OF s;
      IF NOT FOUND THEN
        reason := 'unknownMarket';
      END IF;

    """#

  /// Repeats, and what can be said against it.
  private static let amendOrderChecks = #"""
      SELECT * INTO a FROM $schema.amendments t WHERE t.client_order_id = p_client_order_id;
      IF FOUND AND a.account_id = p_account_id AND a.market_id = p_market_id
        AND a.target = p_target AND a.price_ticks = p_price_ticks
        AND a.quantity_lots = p_quantity_lots
      THEN
        FOR answer IN SELECT * FROM $schema.order_answers(ARRAY[p_target], ARRAY[1]) LOOP
          -- What an order took when it came in is not what its amendment took.
          CONTINUE WHEN a.keeps_place AND answer.kind = 'fill';
          RETURN QUERY SELECT 1, answer.kind, answer.client_order_id, answer.status, NULL::text,
            answer.cumulative_lots, answer.leaves_lots, answer.canceled_lots, true,
            answer.sequence, answer.account_id, answer.price_ticks, answer.quantity_lots;
        END LOOP;
        RETURN;
      END IF;
      IF FOUND OR EXISTS (SELECT FROM $schema.orders t WHERE t.client_order_id = p_client_order_id)
        OR EXISTS (SELECT FROM $schema.orders t WHERE t.canceled_by = p_client_order_id)
      THEN
        reason := 'duplicateClientOrderID';
      END IF;
      reason := coalesce(reason, CASE
        WHEN NOT EXISTS (SELECT FROM $schema.accounts t WHERE t.id = p_account_id AND t.is_active)
          THEN 'unknownAccount'
        WHEN m.status <> 'active' THEN 'marketNotActive'
        WHEN p_quantity_lots IS NULL OR p_quantity_lots <= 0
          OR p_quantity_lots * m.base_units_per_lot > amount_max THEN 'invalidQuantity' END);
      IF reason IS NULL THEN
        price_reason := CASE
          WHEN p_price_ticks IS NULL OR p_price_ticks <= 0
            OR p_price_ticks::numeric * p_quantity_lots * m.quote_units_per_tick_lot > amount_max
            THEN 'invalidPrice'
          WHEN p_price_ticks < m.price_min_ticks OR p_price_ticks > m.price_max_ticks
            THEN 'priceOutsideBand' END;
        SELECT t.* INTO o FROM $schema.orders t WHERE t.client_order_id = p_target
          AND t.account_id = p_account_id AND t.market_id = p_market_id AND t.leaves_lots > 0
          AND (t.expires_at <= now()) IS NOT TRUE;
        IF NOT FOUND THEN
          reason := coalesce(price_reason, 'unknownOrder');
        ELSE
          carried := o.carried_lots;
          reason := CASE WHEN p_quantity_lots - carried <= o.cumulative_lots
            THEN 'invalidQuantity' ELSE price_reason END;
        END IF;
      END IF;

    """#

  /// The order keeps its place.
  private static let amendOrderKeeping = #"""
      IF reason IS NULL THEN
        keeps_place := p_price_ticks = o.price_ticks
          AND p_quantity_lots - carried <= o.quantity_lots;
      END IF;
      IF keeps_place THEN
        released := o.quantity_lots - (p_quantity_lots - carried);
        IF released > 0 THEN
          asset := CASE o.side WHEN 'bid' THEN m.quote_asset_id ELSE m.base_asset_id END;
          amount := CASE o.side
            WHEN 'bid' THEN o.price_ticks::numeric * released * m.quote_units_per_tick_lot
            ELSE released * m.base_units_per_lot END;
          UPDATE $schema.orders t SET quantity_lots = t.quantity_lots - released,
            leaves_lots = t.leaves_lots - released WHERE t.id = o.id;
          UPDATE $schema.balances t SET available = t.available + amount,
            locked = t.locked - amount WHERE t.account_id = p_account_id AND t.asset_id = asset;
          INSERT INTO $schema.ledger_entries
              (account_id, order_id, asset_id, kind, available_change, locked_change)
            VALUES (p_account_id, o.id, asset, 'unlock', amount, -amount);
        END IF;
        INSERT INTO $schema.amendments VALUES (p_client_order_id, p_account_id, p_market_id, p_target,
          p_price_ticks, p_quantity_lots, true);
        RETURN QUERY SELECT 1, 'order'::$schema.answer_kind, p_target,
          CASE WHEN carried + o.cumulative_lots > 0 THEN 'partiallyFilled' ELSE 'new' END
            ::$schema.order_status, NULL::text, carried + o.cumulative_lots,
          o.leaves_lots - released, 0::bigint, false, m.fills, p_account_id, p_price_ticks,
          p_quantity_lots;
        RETURN;
      END IF;

    """#

  /// The order loses its place. What is refused then was not canceled either.
  private static let amendOrderReentering = #"""
      IF reason IS NULL THEN
        BEGIN
          name_before := p_target || '~' || p_client_order_id;
          UPDATE $schema.orders t SET client_order_id = name_before WHERE t.id = o.id;
          FOR answer IN SELECT * FROM $schema.place_orders(ARRAY[p_client_order_id, p_target],
            ARRAY[p_account_id, p_account_id], ARRAY[p_market_id, p_market_id], ARRAY[NULL, o.side],
            ARRAY[NULL, 'limit']::$schema.order_type[],
            ARRAY[NULL, 'goodTillCancel']::$schema.time_in_force[], ARRAY[NULL, p_price_ticks],
            ARRAY[NULL, p_quantity_lots - carried - o.cumulative_lots], ARRAY[name_before, NULL],
            ARRAY[NULL, o.is_post_only], ARRAY[NULL, o.expires_at], p_self_trade, p_deferred)
          LOOP
            CONTINUE WHEN answer.position = 1;
            IF answer.refusal IS NOT NULL THEN
              reason := answer.refusal;
              RAISE EXCEPTION USING ERRCODE = 'SX001', MESSAGE = 'the amendment is refused';
            END IF;
            RETURN QUERY SELECT 1, answer.kind, answer.client_order_id,
              CASE WHEN answer.status = 'new' AND carried + o.cumulative_lots > 0
                THEN 'partiallyFilled' ELSE answer.status END::$schema.order_status, NULL::text,
              answer.cumulative_lots + carried + o.cumulative_lots, answer.leaves_lots,
              answer.canceled_lots, false, answer.sequence, answer.account_id, answer.price_ticks,
              answer.quantity_lots;
          END LOOP;
          UPDATE $schema.orders t SET carried_lots = carried + o.cumulative_lots
            WHERE t.client_order_id = p_target;
          INSERT INTO $schema.amendments VALUES (p_client_order_id, p_account_id, p_market_id,
            p_target, p_price_ticks, p_quantity_lots, false);
          RETURN;
        EXCEPTION WHEN SQLSTATE 'SX001' THEN
          -- What was done in this block is undone; the reason stays.
        END;
      END IF;

      RETURN QUERY SELECT 1, 'order'::$schema.answer_kind, p_client_order_id,
        'rejected'::$schema.order_status, reason, NULL::bigint, NULL::bigint, NULL::bigint, false,
        m.fills, p_account_id, p_price_ticks, p_quantity_lots;
    END $body$;

    """#

  /// Orders, cancels and amendments, one after the other; what is no amendment is placed together.
  static let placeAndAmend = #"""
    CREATE OR REPLACE FUNCTION $schema.place_and_amend(
      p_client_order_ids text[], p_account_ids bigint[], p_market_ids integer[],
      p_sides $schema.order_side[], p_types $schema.order_type[], p_times $schema.time_in_force[],
      p_prices bigint[], p_quantities bigint[], p_targets text[], p_is_amendment boolean[],
      p_post_only boolean[] DEFAULT NULL, p_self_trade $schema.self_trade DEFAULT NULL,
      p_deferred boolean DEFAULT NULL
    ) RETURNS TABLE (
      "position" integer, kind $schema.answer_kind, client_order_id text,
      status $schema.order_status, refusal text, cumulative_lots bigint, leaves_lots bigint,
      canceled_lots bigint, is_repeat boolean, sequence bigint, account_id bigint,
      price_ticks bigint, quantity_lots bigint
    ) LANGUAGE plpgsql AS $body$
    #variable_conflict use_column
    DECLARE
      n CONSTANT integer := coalesce(cardinality(p_client_order_ids), 0);
      i integer := 1;
      j integer;
    BEGIN
      -- Whoever takes several markets takes them in one order.
      PERFORM FROM $schema.market_sequences s WHERE s.market_id = ANY (p_market_ids)
        ORDER BY s.market_id FOR NO KEY UPDATE;
      WHILE i <= n LOOP
        IF p_is_amendment[i] THEN
          RETURN QUERY SELECT i, t.kind, t.client_order_id, t.status, t.refusal, t.cumulative_lots,
            t.leaves_lots, t.canceled_lots, t.is_repeat, t.sequence, t.account_id, t.price_ticks,
            t.quantity_lots
            FROM $schema.amend_order(p_client_order_ids[i], p_account_ids[i], p_market_ids[i],
              p_targets[i], p_prices[i], p_quantities[i], p_self_trade, p_deferred) t;
          i := i + 1;
        ELSE
          j := i;
          WHILE j < n AND NOT p_is_amendment[j + 1] LOOP j := j + 1; END LOOP;
          RETURN QUERY SELECT t.position + i - 1, t.kind, t.client_order_id, t.status, t.refusal,
            t.cumulative_lots, t.leaves_lots, t.canceled_lots, t.is_repeat, t.sequence, t.account_id,
            t.price_ticks, t.quantity_lots
            FROM $schema.place_orders(p_client_order_ids[i:j], p_account_ids[i:j], p_market_ids[i:j],
              p_sides[i:j], p_types[i:j], p_times[i:j], p_prices[i:j], p_quantities[i:j],
              CASE WHEN num_nonnulls(VARIADIC p_targets[i:j]) > 0 THEN p_targets[i:j] END,
              p_post_only[i:j], NULL, p_self_trade, p_deferred) t;
          i := j + 1;
        END IF;
      END LOOP;
    END $body$;

    """#
}
