extension SchemaSQL {
  /// Types, and the tables that change seldom: assets, accounts, markets.
  static let population = #"""
    CREATE TYPE $schema.order_side AS ENUM ('bid', 'ask');
    CREATE TYPE $schema.order_type AS ENUM ('limit', 'market');
    CREATE TYPE $schema.time_in_force AS ENUM ('goodTillCancel', 'immediateOrCancel', 'fillOrKill');
    CREATE TYPE $schema.order_status AS ENUM
      ('new', 'partiallyFilled', 'filled', 'canceled', 'rejected', 'expired');
    CREATE TYPE $schema.self_trade AS ENUM ('cancelTaker', 'cancelMaker', 'cancelBoth');
    CREATE TYPE $schema.market_status AS ENUM ('active', 'suspended');
    CREATE TYPE $schema.fill_status AS ENUM ('matched', 'settled', 'failed');
    CREATE TYPE $schema.ledger_kind AS ENUM
      ('deposit', 'withdrawal', 'lock', 'unlock', 'trade', 'match', 'settle', 'unwind');
    CREATE TYPE $schema.answer_kind AS ENUM ('order', 'fill', 'cancel');

    CREATE TABLE $schema.assets (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY CHECK (id BETWEEN 1 AND 16777215),
      symbol text COLLATE "C" NOT NULL UNIQUE CHECK (octet_length(symbol) BETWEEN 1 AND 64),
      decimals smallint NOT NULL CHECK (decimals BETWEEN 0 AND 18)
    );

    CREATE TABLE $schema.accounts (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY CHECK (id BETWEEN 1 AND 549755813887),
      label text COLLATE "C" NOT NULL UNIQUE CHECK (octet_length(label) BETWEEN 1 AND 64),
      is_active boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE $schema.markets (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY CHECK (id BETWEEN 1 AND 4194303),
      name text COLLATE "C" NOT NULL UNIQUE CHECK (octet_length(name) BETWEEN 1 AND 64),
      base_asset_id integer NOT NULL REFERENCES $schema.assets,
      quote_asset_id integer NOT NULL REFERENCES $schema.assets CHECK (quote_asset_id <> base_asset_id),
      tick_size numeric NOT NULL CHECK (tick_size > 0),
      lot_size numeric NOT NULL CHECK (lot_size > 0),
      reference_price_ticks bigint NOT NULL CHECK (reference_price_ticks > 0),
      band numeric CHECK (band >= 0 AND band < 1),
      price_min_ticks bigint NOT NULL GENERATED ALWAYS AS (
        CASE WHEN band IS NULL THEN 1
          ELSE greatest(1, reference_price_ticks - floor(reference_price_ticks * band)) END) STORED,
      price_max_ticks bigint NOT NULL GENERATED ALWAYS AS (
        CASE WHEN band IS NULL THEN 9223372036854775807
          ELSE least(9223372036854775807,
            reference_price_ticks + floor(reference_price_ticks * band)) END) STORED,
      base_units_per_lot numeric(38, 0) NOT NULL CHECK (base_units_per_lot > 0),
      quote_units_per_tick_lot numeric(38, 0) NOT NULL CHECK (quote_units_per_tick_lot > 0),
      status $schema.market_status NOT NULL DEFAULT 'active',
      self_trade $schema.self_trade NOT NULL DEFAULT 'cancelTaker',
      is_deferred boolean NOT NULL DEFAULT false
    );
    """#
}
