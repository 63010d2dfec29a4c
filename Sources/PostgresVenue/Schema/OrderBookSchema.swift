public import PostgreSQL

/// The order-book database: making it, bringing it up to date, checking and wiping it.
public struct OrderBookSchema: Sendable {
  /// The schema's name.
  public let name: String

  /// The schema of that name; it need not exist.
  public init(name: String) { self.name = name }

  /// The servers that the schema is made for, as `PQserverVersion` numbers them.
  public static let serverVersionMin = 150_000

  /// The version that this program makes and uses.
  public static var versionLatest: Int { SchemaMigration.all.count }

  /// What a call of `migrate` did.
  public struct MigrationResult: Sendable {
    /// The version found; 0 when there was no schema.
    public let before: Int
    /// The version now.
    public let after: Int
  }

  /// Makes the schema, or brings an older one up to date. Safe to repeat, and for several at once.
  ///
  /// - Throws: `PostgreSQLError`, also for a schema of a newer version; then nothing has changed.
  public func migrate(
    _ connection: inout Connection
  ) throws(PostgreSQLError) -> MigrationResult {
    try checkServer(connection)
    let quoted = SQLText.identifier(name)
    try connection.execute("BEGIN", name: "migrate")
    do throws(PostgreSQLError) {
      var parameters = Parameters()
      parameters.append("simulator schema \(name)")
      _ = try connection.query(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", parameters, name: "migrate")
      let before = try version(&connection) ?? 0
      guard before <= Self.versionLatest else { throw Self.tooNew(name, before) }
      if before == 0 {
        try connection.execute("CREATE SCHEMA IF NOT EXISTS \(quoted)", name: "migrate")
      }
      for migration in SchemaMigration.all where migration.version > before {
        try connection.execute(
          SchemaSQL.text(migration.sql, schema: name), name: "migration \(migration.version)")
        try connection.execute(
          "INSERT INTO \(quoted).schema_migrations (version, name) "
            + "VALUES (\(migration.version), \(SQLText.literal(migration.name)))", name: "migrate")
      }
      if before < Self.versionLatest {
        try connection.execute(
          SchemaSQL.text(SchemaMigration.functions, schema: name), name: "make functions")
      }
      try connection.execute("COMMIT", name: "migrate")
      return MigrationResult(before: before, after: Self.versionLatest)
    } catch {
      _ = try? connection.execute("ROLLBACK", name: "migrate")
      throw error
    }
  }

  /// The schema's version; nil when there is none of this program.
  public func version(_ connection: inout Connection) throws(PostgreSQLError) -> Int? {
    var parameters = Parameters()
    parameters.append("\(SQLText.identifier(name)).schema_migrations")
    let found = try connection.query(
      "SELECT to_regclass($1) IS NOT NULL", parameters, name: "schema version")
    guard found.flag(0, 0) == true else { return nil }
    let rows = try connection.execute(
      "SELECT coalesce(max(version), 0) FROM \(SQLText.identifier(name)).schema_migrations",
      name: "schema version")
    return rows.integer(0, 0).map { Int($0) }
  }

  /// Checks that the schema is there and of this program's version.
  ///
  /// - Throws: `PostgreSQLError` that tells which command helps.
  public func requireLatest(_ connection: inout Connection) throws(PostgreSQLError) {
    try checkServer(connection)
    guard let version = try version(&connection), version > 0 else {
      throw PostgreSQLError(
        .server,
        "there is no order-book schema \"\(name)\" in this database; make it with: "
          + "simulator db init", sqlState: .unknownSchema)
    }
    if version > Self.versionLatest { throw Self.tooNew(name, version) }
    if version < Self.versionLatest {
      throw PostgreSQLError(
        .server,
        "schema \"\(name)\" has version \(version), this program needs "
          + "\(Self.versionLatest); bring it up to date with: simulator db init")
    }
  }

  /// Removes the schema with everything in it; harmless when there is none.
  public func drop(_ connection: inout Connection) throws(PostgreSQLError) {
    try connection.execute(
      "SET client_min_messages = warning; DROP SCHEMA IF EXISTS \(SQLText.identifier(name)) CASCADE",
      name: "drop schema")
  }

  private func checkServer(_ connection: borrowing Connection) throws(PostgreSQLError) {
    guard connection.serverVersion < Self.serverVersionMin else { return }
    let major = connection.serverVersion / 10_000
    throw PostgreSQLError(
      .server, "the server is PostgreSQL \(major); version 15 or later is needed")
  }

  private static func tooNew(_ name: String, _ version: Int) -> PostgreSQLError {
    PostgreSQLError(
      .server,
      "schema \"\(name)\" has version \(version), this program knows \(versionLatest) at "
        + "most; use the program version that made it")
  }
}
