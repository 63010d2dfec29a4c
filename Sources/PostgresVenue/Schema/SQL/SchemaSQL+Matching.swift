extension SchemaSQL {
  /// Locks the balances, and begins with the orders; cancels.
  static let placeOrdersLocking = #"""
      -- 5. Every balance that may change, made where it is missing, locked in one order.
      s_key := ARRAY(SELECT DISTINCT u.key FROM unnest(s_key) u (key) ORDER BY u.key);
      FOR i IN 1..2 LOOP
        SELECT array_agg(l.available), array_agg(l.locked), array_agg(l.ctid)
          INTO s_available, s_locked, s_place FROM (
          SELECT t.available, t.locked, t.ctid FROM unnest(s_key) u (key) JOIN $schema.balances t
            ON t.account_id = u.key >> 24 AND t.asset_id = (u.key & 16777215)::integer
            ORDER BY u.key FOR NO KEY UPDATE OF t) l;
        EXIT WHEN coalesce(cardinality(s_available), 0) = cardinality(s_key);
        INSERT INTO $schema.balances (account_id, asset_id)
          SELECT u.key >> 24, (u.key & 16777215)::integer FROM unnest(s_key) u (key) ORDER BY u.key
          ON CONFLICT DO NOTHING;
      END LOOP;

      -- 6. The orders, one after the other.
      FOR i IN 1..n LOOP
        k := o_market[i];
        CONTINUE WHEN o_state[i] <> 0 OR k = 0;
        m_commands[k] := m_commands[k] + 1;
        o_number[i] := m_commands[k];
        CONTINUE WHEN o_refusal[i] IS NOT NULL;
        base_unit := m_base_unit[k];
        quote_unit := m_quote_unit[k];
        taker := p_account_ids[i];
        o_before[i] := m_fills[k];
        IF p_targets[i] IS NOT NULL THEN
          j := o_target[i];
          IF j = 0 THEN
            j := coalesce(array_position(r_client[1:i - 1], p_targets[i]), 0);
            IF j > 0 AND (r_rested[j] = 0 OR r_account[j] <> taker OR r_market[j] <> k) THEN
              j := 0;
            END IF;
          END IF;
          IF j = 0 OR r_leaves[j] = 0 OR r_canceled[j] > 0 THEN
            o_refusal[i] := 'unknownOrder';
            CONTINUE;
          END IF;
          b := CASE WHEN r_bids[j] THEN 2 * k - 1 ELSE 2 * k END;
          IF b_head[b] = j THEN
            b_head[b] := r_next[j];
          ELSE
            before_j := b_head[b];
            WHILE before_j <> 0 AND r_next[before_j] <> j LOOP before_j := r_next[before_j]; END LOOP;
            IF before_j <> 0 THEN r_next[before_j] := r_next[j]; END IF;
          END IF;
          cost := CASE WHEN r_bids[j] THEN r_price[j]::numeric * r_leaves[j] * quote_unit
            ELSE r_leaves[j] * base_unit END;
          slot := width_bucket(
            r_account[j] << 24 | CASE WHEN r_bids[j] THEN m_quote[k] ELSE m_base[k] END, s_key);
          s_locked[slot] := s_locked[slot] - cost;
          s_available[slot] := s_available[slot] + cost;
          r_canceled[j] := r_leaves[j];
          r_leaves[j] := 0;
          r_canceled_by[j] := p_client_order_ids[i];
          r_closed_by[j] := o_number[i];
          r_touched[j] := true;
          o_filled[i] := r_before[j] + r_filled[j];
          o_canceled[i] := r_canceled[j];
          c_count := c_count + 1;
          c_record[c_count] := j; c_lots[c_count] := r_canceled[j]; c_cause[c_count] := i;
          c_amount[c_count] := cost;
          CONTINUE;
        END IF;

    """#

  /// Lets one order trade, rest or end.
  static let placeOrdersMatching = #"""
        bids := p_sides[i] = 'bid';
        price := p_prices[i];
        leaves := p_quantities[i];
        opposite := CASE WHEN bids THEN 2 * k ELSE 2 * k - 1 END;
        policy := m_self_trade[k];
        deferred := m_deferred[k];
        IF bids THEN
          cost := price::numeric * leaves * quote_unit;
          slot_paid := width_bucket(taker << 24 | m_quote[k], s_key);
          slot_received := width_bucket(taker << 24 | m_base[k], s_key);
        ELSE
          cost := leaves * base_unit;
          slot_paid := width_bucket(taker << 24 | m_base[k], s_key);
          slot_received := width_bucket(taker << 24 | m_quote[k], s_key);
        END IF;
        -- Orders whose time is over are none any more, whatever becomes of this one.
        j := b_head[opposite];
        WHILE j <> 0 AND r_expires[j] <= now() LOOP
          slot := width_bucket(
            r_account[j] << 24 | CASE WHEN bids THEN m_base[k] ELSE m_quote[k] END, s_key);
          base_amount := CASE WHEN bids THEN r_leaves[j] * base_unit
            ELSE r_price[j]::numeric * r_leaves[j] * quote_unit END;
          s_locked[slot] := s_locked[slot] - base_amount;
          s_available[slot] := s_available[slot] + base_amount;
          c_count := c_count + 1;
          c_record[c_count] := j; c_lots[c_count] := r_leaves[j]; c_cause[c_count] := i;
          c_amount[c_count] := base_amount;
          r_canceled[j] := r_leaves[j]; r_leaves[j] := 0; r_is_expired[j] := true;
          r_touched[j] := true; r_closed_by[j] := o_number[i];
          j := r_next[j];
          b_head[opposite] := j;
        END LOOP;
        IF p_post_only[i] AND j <> 0 THEN
          IF bids AND r_price[j] <= price OR NOT bids AND r_price[j] >= price THEN
            o_refusal[i] := 'postOnlyWouldCross';
            CONTINUE;
          END IF;
        END IF;
        IF cost > s_available[slot_paid] THEN
          o_refusal[i] := 'insufficientBalance';
          CONTINUE;
        END IF;
        r_id[i] := m_id[k]::bigint << 40 | o_number[i];
        r_bids[i] := bids;
        fate := p_types[i] = 'market' OR p_times[i] <> 'goodTillCancel';
        refused := NULL;
        IF p_times[i] = 'fillOrKill' THEN
          missing := leaves;
          WHILE j <> 0 AND missing > 0 LOOP
            EXIT WHEN CASE WHEN bids THEN r_price[j] > price ELSE r_price[j] < price END;
            IF r_account[j] = taker THEN
              EXIT WHEN policy <> 'cancelMaker';
            ELSIF (r_expires[j] <= now()) IS NOT TRUE THEN
              missing := missing - r_leaves[j];
            END IF;
            j := r_next[j];
          END LOOP;
          IF missing > 0 THEN refused := 'kill'; END IF;
          j := b_head[opposite];
        END IF;
        paid := 0;
        received := 0;
        IF refused IS NULL THEN
          WHILE j <> 0 AND leaves > 0 LOOP
            EXIT WHEN CASE WHEN bids THEN r_price[j] > price ELSE r_price[j] < price END;
            IF r_account[j] = taker OR r_expires[j] <= now() THEN
              IF r_account[j] = taker AND (r_expires[j] <= now()) IS NOT TRUE
                AND policy <> 'cancelMaker' THEN fate := true; END IF;
              EXIT WHEN r_account[j] = taker AND (r_expires[j] <= now()) IS NOT TRUE
                AND policy = 'cancelTaker';
              slot := width_bucket(
                r_account[j] << 24 | CASE WHEN bids THEN m_base[k] ELSE m_quote[k] END, s_key);
              base_amount := CASE WHEN bids THEN r_leaves[j] * base_unit
                ELSE r_price[j]::numeric * r_leaves[j] * quote_unit END;
              s_locked[slot] := s_locked[slot] - base_amount;
              s_available[slot] := s_available[slot] + base_amount;
              c_count := c_count + 1;
              c_record[c_count] := j; c_lots[c_count] := r_leaves[j]; c_cause[c_count] := i;
              c_amount[c_count] := base_amount;
              r_is_expired[j] := coalesce(r_expires[j] <= now(), false);
              r_canceled[j] := r_leaves[j]; r_leaves[j] := 0; r_touched[j] := true;
              r_closed_by[j] := o_number[i];
              before_j := j;
              j := r_next[j];
              b_head[opposite] := j;
              EXIT WHEN NOT r_is_expired[before_j] AND policy = 'cancelBoth';
              CONTINUE;
            END IF;
            lots := least(leaves, r_leaves[j]);
            quote_amount := r_price[j]::numeric * lots * quote_unit;
            base_amount := lots * base_unit;
            m_fills[k] := m_fills[k] + 1;
            f_count := f_count + 1;
            f_taker[f_count] := i; f_maker[f_count] := j; f_sequence[f_count] := m_fills[k];
            f_price[f_count] := r_price[j]; f_lots[f_count] := lots;
            f_base[f_count] := base_amount; f_quote[f_count] := quote_amount;
            IF bids THEN
              paid := paid + quote_amount;
              received := received + base_amount;
              IF NOT deferred THEN
                slot := width_bucket(r_account[j] << 24 | m_base[k], s_key);
                s_locked[slot] := s_locked[slot] - base_amount;
                slot := width_bucket(r_account[j] << 24 | m_quote[k], s_key);
                s_available[slot] := s_available[slot] + quote_amount;
              END IF;
            ELSE
              paid := paid + base_amount;
              received := received + quote_amount;
              IF NOT deferred THEN
                slot := width_bucket(r_account[j] << 24 | m_quote[k], s_key);
                s_locked[slot] := s_locked[slot] - quote_amount;
                slot := width_bucket(r_account[j] << 24 | m_base[k], s_key);
                s_available[slot] := s_available[slot] + base_amount;
              END IF;
            END IF;
            leaves := leaves - lots;
            r_filled[j] := r_filled[j] + lots;
            r_touched[j] := true;
            r_leaves[j] := r_leaves[j] - lots;
            IF r_leaves[j] = 0 THEN
              j := r_next[j];
              b_head[opposite] := j;
            END IF;
          END LOOP;
        END IF;
        lots := p_quantities[i] - leaves;
        IF lots > 0 THEN
          r_filled[i] := lots;
          o_filled[i] := lots;
          o_fills[i] := f_count - coalesce(array_position(f_taker, i), 0) + 1;
          o_first[i] := o_before[i] + 1;
          s_available[slot_paid] := s_available[slot_paid] - paid;
          IF deferred THEN
            s_locked[slot_paid] := s_locked[slot_paid] + paid;
          ELSE
            s_available[slot_received] := s_available[slot_received] + received;
          END IF;
        END IF;
        IF leaves > 0 AND NOT fate THEN
          r_leaves[i] := leaves;
          r_rested[i] := leaves;
          o_leaves[i] := leaves;
          IF bids THEN
            cost := price::numeric * leaves * quote_unit;
          ELSE
            cost := leaves * base_unit;
          END IF;
          s_available[slot_paid] := s_available[slot_paid] - cost;
          s_locked[slot_paid] := s_locked[slot_paid] + cost;
          b := CASE WHEN bids THEN 2 * k - 1 ELSE 2 * k END;
          before_j := 0;
          j := b_head[b];
          WHILE j <> 0 LOOP
            EXIT WHEN CASE WHEN bids THEN r_price[j] < price ELSE r_price[j] > price END;
            before_j := j;
            j := r_next[j];
          END LOOP;
          r_next[i] := j;
          IF before_j = 0 THEN b_head[b] := i; ELSE r_next[before_j] := i; END IF;
        ELSE
          r_leaves[i] := 0;
          r_canceled[i] := leaves;
          IF leaves > 0 THEN r_closed_by[i] := o_number[i]; END IF;
          o_canceled[i] := leaves;
        END IF;
      END LOOP;

    """#
}
