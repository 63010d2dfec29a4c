extension SchemaSQL {
  /// One order of all commands of a market: what places, what cancels, what expires and what is refused
  /// each take the next number. An order is given the number of the command that closed its rest.
  static let commandNumbers = #"""
    ALTER TABLE $schema.market_sequences RENAME COLUMN orders TO commands;
    ALTER TABLE $schema.orders ADD COLUMN closed_by_number bigint;

    CREATE TABLE $schema.refusals (
      id bigint PRIMARY KEY,
      account_id bigint,
      market_id integer NOT NULL,
      side $schema.order_side,
      type $schema.order_type,
      time_in_force $schema.time_in_force,
      price_ticks bigint,
      quantity_lots bigint,
      is_post_only boolean NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz,
      reason text COLLATE "C" NOT NULL,
      client_order_id text COLLATE "C",
      target text COLLATE "C"
    );

    """#
}
