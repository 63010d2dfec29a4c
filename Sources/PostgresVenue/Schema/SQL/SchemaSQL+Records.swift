extension SchemaSQL {
  /// Sequences of each market, orders and fills.
  static let orderTables = #"""
    CREATE TABLE $schema.market_sequences (
      market_id integer PRIMARY KEY REFERENCES $schema.markets,
      orders bigint NOT NULL DEFAULT 0,
      fills bigint NOT NULL DEFAULT 0
    ) WITH (fillfactor = 20);

    CREATE TABLE $schema.orders (
      id bigint PRIMARY KEY,
      account_id bigint NOT NULL,
      market_id integer NOT NULL,
      side $schema.order_side NOT NULL,
      type $schema.order_type NOT NULL,
      time_in_force $schema.time_in_force NOT NULL,
      status $schema.order_status NOT NULL,
      price_ticks bigint NOT NULL,
      quantity_lots bigint NOT NULL,
      cumulative_lots bigint NOT NULL,
      leaves_lots bigint NOT NULL,
      canceled_lots bigint NOT NULL,
      taker_fills integer NOT NULL,
      is_post_only boolean NOT NULL,
      taker_fill_first bigint,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz,
      client_order_id text COLLATE "C" NOT NULL,
      canceled_by text COLLATE "C",
      CONSTRAINT orders_add_up CHECK (
        cumulative_lots + leaves_lots + canceled_lots = quantity_lots
        AND least(cumulative_lots, leaves_lots, canceled_lots) >= 0
        AND least(quantity_lots, price_ticks) > 0
        AND (leaves_lots > 0) = (status <= 'partiallyFilled')
        AND (cumulative_lots = quantity_lots) = (status = 'filled'))
    ) WITH (fillfactor = 80);
    CREATE UNIQUE INDEX orders_client_order_id ON $schema.orders (client_order_id);
    CREATE UNIQUE INDEX orders_canceled_by ON $schema.orders (canceled_by)
      WHERE canceled_by IS NOT NULL;
    CREATE INDEX orders_bids ON $schema.orders (market_id, price_ticks DESC, id)
      WHERE leaves_lots > 0 AND side = 'bid';
    CREATE INDEX orders_asks ON $schema.orders (market_id, price_ticks, id)
      WHERE leaves_lots > 0 AND side = 'ask';

    CREATE INDEX orders_expiring ON $schema.orders (market_id, expires_at)
      WHERE leaves_lots > 0 AND expires_at IS NOT NULL;

    CREATE TABLE $schema.fills (
      id bigint PRIMARY KEY,
      maker_order_id bigint NOT NULL,
      taker_order_id bigint NOT NULL,
      maker_account_id bigint NOT NULL,
      taker_account_id bigint NOT NULL,
      price_ticks bigint NOT NULL,
      quantity_lots bigint NOT NULL,
      market_id integer NOT NULL,
      taker_side $schema.order_side NOT NULL,
      status $schema.fill_status NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT fills_are_trades CHECK (
        least(price_ticks, quantity_lots) > 0 AND taker_account_id <> maker_account_id)
    );
    CREATE INDEX fills_matched ON $schema.fills (id) WHERE status = 'matched';
    """#

  /// Balances and the entries that they add up from.
  static let balanceTables = #"""
    CREATE TABLE $schema.balances (
      account_id bigint NOT NULL REFERENCES $schema.accounts,
      asset_id integer NOT NULL REFERENCES $schema.assets,
      available numeric(38, 0) NOT NULL DEFAULT 0,
      locked numeric(38, 0) NOT NULL DEFAULT 0,
      PRIMARY KEY (account_id, asset_id),
      CONSTRAINT balances_not_negative CHECK (least(available, locked) >= 0)
    ) WITH (fillfactor = 50);

    CREATE TABLE $schema.ledger_entries (
      id bigint GENERATED ALWAYS AS IDENTITY (CACHE 100),
      account_id bigint NOT NULL,
      order_id bigint,
      fill_id bigint,
      asset_id integer NOT NULL,
      kind $schema.ledger_kind NOT NULL,
      available_change numeric(38, 0) NOT NULL,
      locked_change numeric(38, 0) NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    """#
}
