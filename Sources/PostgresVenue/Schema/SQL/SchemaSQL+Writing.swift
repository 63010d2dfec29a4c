extension SchemaSQL {
  /// Writes what has changed.
  static let placeOrdersWriting = #"""
      -- 7. What has changed, written at once.
      INSERT INTO $schema.orders
        SELECT r.id, r.account, m_id[r.market], p_sides[r.place], p_types[r.place],
          p_times[r.place], CASE WHEN r.is_expired THEN 'expired' WHEN r.canceled > 0 THEN 'canceled'
            WHEN r.leaves = 0 THEN 'filled' WHEN r.filled > 0 THEN 'partiallyFilled'
            ELSE 'new' END::$schema.order_status,
          r.price, r.filled + r.leaves + r.canceled, r.filled, r.leaves, r.canceled,
          o_fills[r.place], coalesce(p_post_only[r.place], false), o_first[r.place], now(),
          p_expires[r.place], r.client, r.canceled_by, r.closed_by
        FROM unnest(r_id[1:n], r_account[1:n], r_market[1:n], r_price[1:n], r_leaves[1:n],
          r_canceled[1:n], r_filled[1:n], r_client[1:n], r_canceled_by[1:n], r_is_expired[1:n],
          r_closed_by[1:n])
          WITH ORDINALITY r (id, account, market, price, leaves, canceled, filled, client,
            canceled_by, is_expired, closed_by, place)
        WHERE r.id IS NOT NULL;
      IF r_count > n THEN
        UPDATE $schema.orders o SET leaves_lots = r.leaves,
            cumulative_lots = o.cumulative_lots + r.filled, canceled_lots = r.canceled,
            canceled_by = r.canceled_by, closed_by_number = r.closed_by,
            status = CASE WHEN r.is_expired THEN 'expired' WHEN r.canceled > 0 THEN 'canceled'
              WHEN r.leaves = 0 THEN 'filled' ELSE 'partiallyFilled' END::$schema.order_status
          FROM unnest(r_id[n + 1:], r_leaves[n + 1:], r_filled[n + 1:], r_canceled[n + 1:],
            r_canceled_by[n + 1:r_count], r_is_expired[n + 1:], r_touched[n + 1:], r_place[n + 1:],
            r_closed_by[n + 1:r_count])
            r (id, leaves, filled, canceled, canceled_by, is_expired, touched, place, closed_by)
          WHERE r.touched AND o.ctid = r.place AND o.id = r.id;
      END IF;
      IF f_count > 0 THEN
        INSERT INTO $schema.fills
          SELECT p_market_ids[f.taker]::bigint << 40 | f.sequence, r_id[f.maker], r_id[f.taker],
            r_account[f.maker], r_account[f.taker], f.price, f.lots, p_market_ids[f.taker],
            p_sides[f.taker],
            CASE WHEN m_deferred[o_market[f.taker]] THEN 'matched' ELSE 'settled' END
              ::$schema.fill_status
          FROM unnest(f_taker, f_maker, f_sequence, f_price, f_lots)
            f (taker, maker, sequence, price, lots);
      END IF;
      INSERT INTO $schema.ledger_entries
          (account_id, order_id, asset_id, kind, available_change, locked_change)
        SELECT r_account[r.place], r_id[r.place],
          CASE WHEN r_bids[r.place] THEN m_quote[o_market[r.place]]
            ELSE m_base[o_market[r.place]] END, 'lock', -l.amount, l.amount
        FROM unnest(r_rested[1:n]) WITH ORDINALITY r (lots, place)
          CROSS JOIN LATERAL (SELECT CASE WHEN r_bids[r.place]
            THEN r_price[r.place]::numeric * r.lots * m_quote_unit[o_market[r.place]]
            ELSE r.lots * m_base_unit[o_market[r.place]] END) l (amount)
        WHERE r.lots > 0;
      IF f_count > 0 THEN
        INSERT INTO $schema.ledger_entries
            (account_id, order_id, fill_id, asset_id, kind, available_change, locked_change)
          SELECT r_account[e.record], r_id[e.record],
            p_market_ids[f.taker]::bigint << 40 | f.sequence, e.asset,
            CASE WHEN e.deferred THEN 'match' ELSE 'trade' END::$schema.ledger_kind,
            e.available, e.locked
          FROM unnest(f_taker, f_maker, f_sequence, f_base, f_quote)
            f (taker, maker, sequence, base, quote)
          CROSS JOIN LATERAL (
            SELECT o_market[f.taker], m_deferred[o_market[f.taker]],
              CASE WHEN r_bids[f.taker] THEN f.quote ELSE f.base END,
              CASE WHEN r_bids[f.taker] THEN f.base ELSE f.quote END,
              CASE WHEN r_bids[f.taker] THEN m_quote[o_market[f.taker]]
                ELSE m_base[o_market[f.taker]] END,
              CASE WHEN r_bids[f.taker] THEN m_base[o_market[f.taker]]
                ELSE m_quote[o_market[f.taker]] END
          ) t (market, deferred, paid, received, paid_asset, received_asset)
          CROSS JOIN LATERAL (VALUES
            (f.taker, t.paid_asset, -t.paid, CASE WHEN t.deferred THEN t.paid ELSE 0 END, t.deferred),
            (f.taker, t.received_asset, t.received, 0, false),
            (f.maker, t.received_asset, 0, -t.received, false),
            (f.maker, t.paid_asset, t.paid, 0, false)
          ) e (record, asset, available, locked, deferred)
          WHERE NOT t.deferred OR e.deferred;
      END IF;
      IF c_count > 0 THEN
        INSERT INTO $schema.ledger_entries
            (account_id, order_id, asset_id, kind, available_change, locked_change)
          SELECT r_account[c.record], r_id[c.record],
            CASE WHEN r_bids[c.record] THEN m_quote[r_market[c.record]]
              ELSE m_base[r_market[c.record]] END, 'unlock', c.amount, -c.amount
          FROM unnest(c_record, c_amount) c (record, amount);
      END IF;
      UPDATE $schema.balances t SET available = u.available, locked = u.locked
        FROM unnest(s_place, s_available, s_locked) u (place, available, locked)
        WHERE t.ctid = u.place AND (t.available <> u.available OR t.locked <> u.locked);
      IF num_nonnulls(VARIADIC o_refusal) > 0 THEN
        INSERT INTO $schema.refusals
          SELECT m_id[r.market]::bigint << 40 | r.number, p_account_ids[r.place], m_id[r.market],
            p_sides[r.place], p_types[r.place], p_times[r.place], p_prices[r.place],
            p_quantities[r.place], coalesce(p_post_only[r.place], false), now(), p_expires[r.place],
            r.reason, p_client_order_ids[r.place], p_targets[r.place]
          FROM unnest(o_refusal, o_number, o_market) WITH ORDINALITY
            r (reason, number, market, place)
          WHERE r.reason IS NOT NULL AND r.number IS NOT NULL;
      END IF;
      UPDATE $schema.market_sequences t SET commands = u.commands, fills = u.fills
        FROM unnest(m_place, m_commands, m_fills) u (place, commands, fills)
        WHERE t.ctid = u.place AND t.commands <> u.commands;

    """#

  /// Tells what became of each order.
  static let placeOrdersAnswers = #"""
      -- 8. The answers.
      RETURN QUERY SELECT o.place::integer, 'order'::$schema.answer_kind, p_client_order_ids[o.place],
          CASE WHEN o.refusal IS NOT NULL THEN 'rejected'
            WHEN o.canceled > 0 THEN 'canceled' WHEN o.leaves = 0 THEN 'filled'
            WHEN o.filled > 0 THEN 'partiallyFilled' ELSE 'new' END::$schema.order_status,
          o.refusal, CASE WHEN o.refusal IS NULL THEN o.filled END,
          CASE WHEN o.refusal IS NULL THEN o.leaves END,
          CASE WHEN o.refusal IS NULL THEN o.canceled END, false, o.before,
          p_account_ids[o.place], p_prices[o.place], p_quantities[o.place]
        FROM unnest(o_state, o_refusal, o_before, o_filled, o_leaves, o_canceled)
          WITH ORDINALITY o (state, refusal, before, filled, leaves, canceled, place)
        WHERE o.state = 0;
      IF f_count > 0 THEN
        RETURN QUERY SELECT f.taker, 'fill'::$schema.answer_kind, r_client[f.maker],
            NULL::$schema.order_status, NULL::text, NULL::bigint, NULL::bigint, NULL::bigint, false,
            f.sequence, r_account[f.maker], f.price, f.lots
          FROM unnest(f_taker, f_maker, f_sequence, f_price, f_lots)
            f (taker, maker, sequence, price, lots);
      END IF;
      IF c_count > 0 THEN
        RETURN QUERY SELECT c.cause, 'cancel'::$schema.answer_kind, r_client[c.record],
            NULL::$schema.order_status, NULL::text, NULL::bigint, NULL::bigint, c.lots, false,
            NULL::bigint, r_account[c.record], r_price[c.record], c.lots
          FROM unnest(c_record, c_lots, c_cause) c (record, lots, cause)
          WHERE p_targets[c.cause] IS NULL;
      END IF;
      IF has_repeats THEN
        RETURN QUERY SELECT * FROM $schema.order_answers(p_client_order_ids, o_state);
      END IF;
    END $body$;

    """#
}
