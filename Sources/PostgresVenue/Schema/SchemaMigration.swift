/// One step of the tables from one version of the schema to the next. Steps that were released never
/// change.
struct SchemaMigration: Sendable {
  /// The version that it leads to; they are numbered from 1 without gaps.
  let version: Int
  /// What it brings, in a few words.
  let name: String
  /// SQL text with `$schema` for the schema's name.
  let sql: String

  /// All of them, in order.
  static let all = [
    SchemaMigration(
      version: 1, name: "accounts, markets, orders, fills, balances and ledger",
      sql: SchemaSQL.migrations + SchemaSQL.population + SchemaSQL.orderTables
        + SchemaSQL.balanceTables),
    SchemaMigration(
      version: 2, name: "cancels, expiries and refusals have a place among the commands",
      sql: SchemaSQL.commandNumbers),
    SchemaMigration(
      version: 3, name: "orders can be amended", sql: SchemaSQL.amendments),
  ]

  /// The functions of the latest version. They hold no data, so that each migration makes them anew.
  static let functions =
    SchemaSQL.placeOne + SchemaSQL.placeOrders + SchemaSQL.singleOrders + SchemaSQL.amendOrder
    + SchemaSQL.placeAndAmend + SchemaSQL.settling
}

extension SchemaSQL {
  /// Which migrations were made, and which runs have sent orders.
  static let migrations = #"""
    CREATE TABLE $schema.schema_migrations (
      version integer PRIMARY KEY,
      name text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE $schema.clients (
      order_key text COLLATE "C" PRIMARY KEY,
      market_ids integer[] NOT NULL,
      fill_origins bigint[] NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );

    """#
}
