extension SchemaSQL {
  /// Locks the markets, finds repeats, and what can be said of each order by itself.
  static let placeOrdersChecks = #"""
    BEGIN
      -- 0. A single order of the usual kind takes the short way; it gives nothing when it is not one.
      IF n = 1 AND p_targets IS NULL AND p_expires IS NULL AND p_post_only IS NULL THEN
        RETURN QUERY SELECT * FROM $schema.place_one(p_client_order_ids[1], p_account_ids[1],
          p_market_ids[1], p_sides[1], p_types[1], p_times[1], p_prices[1], p_quantities[1], p_deferred);
        IF FOUND THEN RETURN; END IF;
      END IF;

      -- 1. Markets, locked in one order: whoever holds a market's row owns its book.
      SELECT array_agg(m.id), array_agg(m.base_asset_id), array_agg(m.quote_asset_id),
          array_agg(m.base_units_per_lot), array_agg(m.quote_units_per_tick_lot),
          array_agg(m.price_min_ticks), array_agg(m.price_max_ticks),
          array_agg(m.status = 'active'), array_agg(coalesce(p_self_trade, m.self_trade)),
          array_agg(coalesce(p_deferred, m.is_deferred)), array_agg(m.commands),
          array_agg(m.fills), array_agg(m.ctid)
        INTO m_id, m_base, m_quote, m_base_unit, m_quote_unit, m_low, m_high, m_active,
          m_self_trade, m_deferred, m_commands, m_fills, m_place
        FROM (SELECT t.*, q.commands, q.fills, q.ctid FROM $schema.market_sequences q
          JOIN $schema.markets t ON t.id = q.market_id WHERE q.market_id = ANY (p_market_ids)
          ORDER BY q.market_id FOR NO KEY UPDATE OF q) m;
      m_id := coalesce(m_id, '{}');
      SELECT coalesce(array_agg(a.id ORDER BY a.id), '{}') INTO known_accounts
        FROM $schema.accounts a WHERE a.id = ANY (p_account_ids) AND a.is_active;

      -- 2. Ids that were used before: the same content is answered, other content refused.
      o_state := array_fill(0, ARRAY[n]);
      FOR found_rows IN
        SELECT x.place::integer, o.* FROM unnest(p_client_order_ids) WITH ORDINALITY x (id, place)
          CROSS JOIN LATERAL (SELECT * FROM $schema.orders t WHERE t.client_order_id = x.id LIMIT 1) o
      LOOP
        i := found_rows.place;
        has_repeats := true;
        o_state[i] := CASE WHEN found_rows.account_id = p_account_ids[i]
          AND found_rows.market_id = p_market_ids[i] AND found_rows.side = p_sides[i]
          AND found_rows.type = p_types[i] AND found_rows.time_in_force = p_times[i]
          AND found_rows.price_ticks = p_prices[i] AND found_rows.quantity_lots = p_quantities[i]
          AND p_targets[i] IS NULL AND found_rows.is_post_only = coalesce(p_post_only[i], false)
          AND found_rows.expires_at IS NOT DISTINCT FROM p_expires[i] THEN 1 ELSE 2 END;
      END LOOP;
      FOR found_rows IN
        SELECT x.place::integer, o.* FROM unnest(p_client_order_ids) WITH ORDINALITY x (id, place)
          CROSS JOIN LATERAL (SELECT * FROM $schema.orders t WHERE t.canceled_by = x.id LIMIT 1) o
      LOOP
        i := found_rows.place;
        has_repeats := true;
        o_state[i] := CASE WHEN found_rows.account_id = p_account_ids[i]
          AND found_rows.market_id = p_market_ids[i]
          AND found_rows.client_order_id = p_targets[i] THEN 3 ELSE 2 END;
      END LOOP;

      -- 3. What can be said of each order by itself, and how much of the books may be needed.
      o_market := array_fill(0, ARRAY[n]);
      o_refusal := array_fill(NULL::text, ARRAY[n]);
      o_before := array_fill(NULL::bigint, ARRAY[n]);
      o_number := array_fill(NULL::bigint, ARRAY[n]);
      b_head := array_fill(0, ARRAY[2 * cardinality(m_id)]);
      b_need := array_fill(0::bigint, ARRAY[2 * cardinality(m_id)]);
      b_limit := array_fill(NULL::bigint, ARRAY[2 * cardinality(m_id)]);
      s_key := '{}';
      FOR i IN 1..n LOOP
        CONTINUE WHEN o_state[i] <> 0;
        k := width_bucket(p_market_ids[i], m_id);
        slot := width_bucket(p_account_ids[i], known_accounts);
        IF k < 1 OR m_id[k] IS DISTINCT FROM p_market_ids[i] THEN
          o_refusal[i] := 'unknownMarket';
        ELSIF slot < 1 OR known_accounts[slot] IS DISTINCT FROM p_account_ids[i] THEN
          o_market[i] := k;
          o_refusal[i] := 'unknownAccount';
        ELSIF p_targets[i] IS NULL THEN
          o_market[i] := k;
          price := p_prices[i];
          lots := p_quantities[i];
          o_refusal[i] := CASE
            WHEN NOT m_active[k] THEN 'marketNotActive'
            WHEN lots IS NULL OR lots <= 0 OR lots * m_base_unit[k] > amount_max
              THEN 'invalidQuantity'
            WHEN price IS NULL OR price <= 0 OR price::numeric * lots * m_quote_unit[k] > amount_max
              THEN 'invalidPrice'
            WHEN price < m_low[k] OR price > m_high[k] THEN 'priceOutsideBand'
            WHEN p_sides[i] IS NULL OR p_types[i] IS NULL OR p_times[i] IS NULL
              OR p_expires[i] <= now() OR p_post_only[i]
              AND (p_types[i] <> 'limit' OR p_times[i] <> 'goodTillCancel')
              THEN 'invalidInstruction' END;
          IF o_refusal[i] IS NULL THEN
            bids := p_sides[i] = 'bid';
            b := CASE WHEN bids THEN 2 * k ELSE 2 * k - 1 END;
            b_need[b] := CASE WHEN lots > 4000000000000000000 - b_need[b]
              THEN 4000000000000000000 ELSE b_need[b] + lots END;
            b_limit[b] := CASE WHEN bids THEN greatest(b_limit[b], price)
              ELSE least(b_limit[b], price) END;
          END IF;
        ELSE
          o_market[i] := k;
        END IF;
        IF o_refusal[i] IS NULL THEN
          s_key := s_key || (p_account_ids[i] << 24 | m_base[k])
            || (p_account_ids[i] << 24 | m_quote[k]);
        END IF;
      END LOOP;

    """#

  /// Reads of each book as much as the orders could meet.
  static let placeOrdersLoading = #"""
      -- 4. Resting orders: those to cancel, then of each book as many as could trade at all.
      r_id := array_fill(NULL::bigint, ARRAY[n]);
      r_client := p_client_order_ids; r_account := p_account_ids; r_price := p_prices;
      r_leaves := p_quantities; r_expires := p_expires;
      r_canceled := array_fill(0::bigint, ARRAY[n]); r_next := array_fill(0, ARRAY[n]);
      r_market := o_market; r_bids := array_fill(NULL::boolean, ARRAY[n]);
      r_rested := array_fill(0::bigint, ARRAY[n]); r_filled := array_fill(0::bigint, ARRAY[n]);
      r_canceled_by := array_fill(NULL::text, ARRAY[n]);
      r_is_expired := array_fill(false, ARRAY[n]); r_touched := array_fill(false, ARRAY[n]);
      o_first := array_fill(NULL::bigint, ARRAY[n]); o_fills := array_fill(0, ARRAY[n]);
      o_target := array_fill(0, ARRAY[n]); o_filled := array_fill(0::bigint, ARRAY[n]);
      o_leaves := array_fill(0::bigint, ARRAY[n]); o_canceled := array_fill(0::bigint, ARRAY[n]);
      r_before := array_fill(0::bigint, ARRAY[n]);
      r_closed_by := array_fill(NULL::bigint, ARRAY[n]);
      r_count := n;
      IF p_targets IS NOT NULL THEN
        FOR found_rows IN
          SELECT o.*, x.place::integer FROM unnest(p_targets) WITH ORDINALITY x (id, place)
            CROSS JOIN LATERAL (SELECT t.ctid, t.* FROM $schema.orders t
              WHERE t.client_order_id = x.id LIMIT 1) o
            WHERE o.leaves_lots > 0
        LOOP
          i := found_rows.place;
          CONTINUE WHEN o_market[i] = 0 OR o_state[i] <> 0
            OR found_rows.account_id <> p_account_ids[i] OR found_rows.market_id <> p_market_ids[i];
          j := coalesce(array_position(r_id, found_rows.id), 0);
          IF j = 0 THEN
            r_count := r_count + 1;
            j := r_count;
            r_id[j] := found_rows.id; r_client[j] := found_rows.client_order_id;
            r_account[j] := found_rows.account_id; r_price[j] := found_rows.price_ticks;
            r_leaves[j] := found_rows.leaves_lots; r_expires[j] := found_rows.expires_at;
            r_canceled[j] := 0; r_next[j] := 0; r_market[j] := o_market[i];
            r_bids[j] := found_rows.side = 'bid'; r_rested[j] := 0; r_filled[j] := 0;
            r_before[j] := found_rows.cumulative_lots + found_rows.carried_lots;
            r_is_expired[j] := false; r_touched[j] := false; r_place[j] := found_rows.ctid;
          END IF;
          o_target[i] := j;
        END LOOP;
      END IF;
      FOR k IN 1..cardinality(m_id) LOOP
        takes_own := m_self_trade[k] <> 'cancelTaker';
        FOR b IN 2 * k - 1..2 * k LOOP
          CONTINUE WHEN b_need[b] = 0;
          seen := 0;
          before_j := 0;
          FOR found_rows IN
            (SELECT o.id, o.client_order_id, o.account_id, o.price_ticks, o.leaves_lots, o.expires_at,
                o.cumulative_lots + o.carried_lots AS cumulative_lots, o.ctid
              FROM $schema.orders o WHERE b = 2 * k AND o.market_id = m_id[k] AND o.leaves_lots > 0
                AND o.side = 'ask' AND o.price_ticks <= b_limit[b] ORDER BY o.price_ticks, o.id)
            UNION ALL
            (SELECT o.id, o.client_order_id, o.account_id, o.price_ticks, o.leaves_lots, o.expires_at,
                o.cumulative_lots + o.carried_lots AS cumulative_lots, o.ctid
              FROM $schema.orders o WHERE b < 2 * k AND o.market_id = m_id[k] AND o.leaves_lots > 0
                AND o.side = 'bid' AND o.price_ticks >= b_limit[b] ORDER BY o.price_ticks DESC, o.id)
          LOOP
            j := coalesce(array_position(r_id, found_rows.id, n + 1), 0);
            IF j = 0 THEN
              r_count := r_count + 1;
              j := r_count;
              r_id[j] := found_rows.id; r_client[j] := found_rows.client_order_id;
              r_account[j] := found_rows.account_id; r_price[j] := found_rows.price_ticks;
              r_leaves[j] := found_rows.leaves_lots; r_expires[j] := found_rows.expires_at;
              r_before[j] := found_rows.cumulative_lots; r_place[j] := found_rows.ctid;
              r_market[j] := k; r_bids[j] := b < 2 * k; r_canceled[j] := 0; r_rested[j] := 0;
              r_filled[j] := 0; r_is_expired[j] := false; r_touched[j] := false;
              IF (r_expires[j] <= now()) IS NOT TRUE
                AND NOT (takes_own AND r_account[j] = ANY (p_account_ids)) THEN
                seen := seen + r_leaves[j];
              END IF;
              s_key := s_key || (r_account[j] << 24 | m_base[k]) || (r_account[j] << 24 | m_quote[k]);
            END IF;
            r_next[j] := 0;
            IF before_j = 0 THEN b_head[b] := j; ELSE r_next[before_j] := j; END IF;
            before_j := j;
            EXIT WHEN seen >= b_need[b];
          END LOOP;
        END LOOP;
      END LOOP;

    """#
}
