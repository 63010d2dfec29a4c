extension SchemaSQL {
  /// The function that places and cancels: one matching for one order and for many.
  ///
  /// It holds everything it needs of books and balances in arrays, and writes what has changed once at
  /// the end, so that an order costs a few lines of PL/pgSQL and no statement of its own.
  static let placeOrders =
    placeOrdersHead + placeOrdersChecks + placeOrdersLoading + placeOrdersLocking
    + placeOrdersMatching + placeOrdersWriting + placeOrdersAnswers

  /// Parameters, columns of the answer, and variables.
  static let placeOrdersHead = #"""
    CREATE OR REPLACE FUNCTION $schema.place_orders(
      p_client_order_ids text[], p_account_ids bigint[], p_market_ids integer[],
      p_sides $schema.order_side[], p_types $schema.order_type[], p_times $schema.time_in_force[],
      p_prices bigint[], p_quantities bigint[], p_targets text[] DEFAULT NULL,
      p_post_only boolean[] DEFAULT NULL, p_expires timestamptz[] DEFAULT NULL,
      p_self_trade $schema.self_trade DEFAULT NULL, p_deferred boolean DEFAULT NULL
    ) RETURNS TABLE (
      "position" integer, kind $schema.answer_kind, client_order_id text,
      status $schema.order_status, refusal text, cumulative_lots bigint, leaves_lots bigint,
      canceled_lots bigint, is_repeat boolean, sequence bigint, account_id bigint,
      price_ticks bigint, quantity_lots bigint
    ) LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
    SET plan_cache_mode = force_generic_plan SET jit = off
    AS $body$
    #variable_conflict use_column
    DECLARE
      n CONSTANT integer := coalesce(cardinality(p_client_order_ids), 0);
      amount_max CONSTANT numeric := 42535295865117307932921825928971026431;
      -- markets, by id
      m_id integer[]; m_base integer[]; m_quote integer[]; m_base_unit numeric[];
      m_quote_unit numeric[]; m_low bigint[]; m_high bigint[]; m_active boolean[];
      m_self_trade $schema.self_trade[]; m_deferred boolean[]; m_commands bigint[]; m_fills bigint[];
      m_place tid[];
      known_accounts bigint[];
      -- books: bids of market k at 2k - 1, asks at 2k; lists of records, best first
      b_head integer[]; b_need bigint[]; b_limit bigint[];
      -- records: the orders of this call at 1...n, behind them resting orders of the books
      r_id bigint[]; r_client text[]; r_account bigint[]; r_price bigint[]; r_leaves bigint[];
      r_canceled bigint[]; r_expires timestamptz[]; r_next integer[]; r_market integer[];
      r_bids boolean[]; r_rested bigint[]; r_canceled_by text[]; r_is_expired boolean[];
      r_filled bigint[]; r_touched boolean[]; r_place tid[];
      r_before bigint[]; r_closed_by bigint[];
      r_count integer;
      -- orders of this call
      o_state integer[]; o_market integer[]; o_refusal text[]; o_before bigint[]; o_target integer[];
      o_number bigint[]; o_first bigint[]; o_fills integer[]; o_filled bigint[]; o_leaves bigint[]; o_canceled bigint[];
      -- fills
      f_taker integer[]; f_maker integer[]; f_sequence bigint[]; f_price bigint[]; f_lots bigint[];
      f_base numeric[]; f_quote numeric[];
      f_count integer := 0;
      -- cancellations of resting orders: record, lots, and the order of this call that caused them
      c_record integer[]; c_lots bigint[]; c_cause integer[]; c_amount numeric[];
      c_count integer := 0;
      -- balances, by key account << 24 | asset
      s_key bigint[]; s_available numeric[]; s_locked numeric[]; s_place tid[];
      found_rows record;
      i integer; j integer; k integer; before_j integer; b integer; opposite integer;
      bids boolean; fate boolean; policy $schema.self_trade; deferred boolean;
      taker bigint; price bigint; leaves bigint; missing bigint; lots bigint; seen bigint;
      slot_paid integer; slot_received integer; slot integer;
      cost numeric; paid numeric; received numeric; base_amount numeric; quote_amount numeric;
      base_unit numeric; quote_unit numeric; has_repeats boolean := false;
      refused text; takes_own boolean;

    """#
}
