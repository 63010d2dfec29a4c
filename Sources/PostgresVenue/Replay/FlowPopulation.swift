internal import Domain
internal import PostgreSQL
internal import Replay
internal import Simulation

/// Makes ready what a recorded flow trades: its assets and markets, its accounts with their deposits, and
/// books that nothing rests in.
struct FlowPopulation {
  /// What the database has then, or what stands in the way.
  struct Made {
    let problems: [String]
    let ids: DatabaseIDs
    let balances: FlowBalances
  }

  private let terms: FlowTerms
  private let database: DatabaseConfiguration

  init(_ terms: FlowTerms, _ database: DatabaseConfiguration) {
    self.terms = terms
    self.database = database
  }

  private var quoted: String { SQLText.identifier(database.schema) }

  /// Names that the database has no room for.
  func problemsOfNames() -> [String] {
    let names =
      terms.assets.map { ("asset", $0.id) } + terms.accounts.map { ("account", $0) }
      + terms.markets.map { ("market", $0.id) }
    return names.filter { $0.1.utf8.count > Self.nameLengthMax }.prefix(3).map {
      "\($0.0) '\($0.1)' has \($0.1.utf8.count) bytes; a name in the database has at most "
        + "\(Self.nameLengthMax)"
    }
  }

  private static let nameLengthMax = 64

  /// Adds what is missing, all of it or nothing, and enters the replay as a client; what is there is left
  /// as it is, but that each account has at least its deposit. Where something stands in the way,
  /// nothing has changed.
  func make(
    orderKey: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> Made {
    try connection.execute("BEGIN", name: Self.name)
    do throws(PostgreSQLError) {
      _ = try PopulationSeed(schema: database.schema).add(
        terms.assets, terms.markets, terms.selfTradePrevention, database.settlement, &connection)
      try addAccounts(&connection)
      let ids = try DatabaseIDs(
        accounts: terms.accounts, markets: terms.markets, orderKey: orderKey, isFresh: true,
        schema: database.schema, &connection)
      let problems =
        try problemsOfAssets(&connection)
        + ids.problems(
          accounts: terms.accounts, assets: terms.assets, markets: terms.markets, of: "flow")
        + problemsOfBooks(&connection)
      if problems.isEmpty { try fund(&connection) }
      let balances = try FlowBalances(terms, ids, schema: database.schema, &connection)
      try connection.execute(problems.isEmpty ? "COMMIT" : "ROLLBACK", name: Self.name)
      return Made(problems: problems, ids: ids, balances: balances)
    } catch {
      if !error.endsConnection { _ = try? connection.execute("ROLLBACK", name: Self.name) }
      throw error
    }
  }

  private static let name = "prepare the replay"

  private func problemsOfAssets(
    _ connection: inout Connection
  ) throws(PostgreSQLError) -> [String] {
    var parameters = Parameters()
    Self.write(terms.assets.map(\.id), to: &parameters)
    let rows = try connection.query(
      """
      SELECT s.decimals FROM unnest($1::text[]) WITH ORDINALITY w (symbol, place)
      JOIN \(quoted).assets s ON s.symbol = w.symbol ORDER BY w.place
      """, parameters, name: "find assets")
    guard rows.count == terms.assets.count else { return ["an asset cannot be found"] }
    return terms.assets.enumerated().compactMap { place, asset in
      let decimals = rows.integer(place, 0) ?? -1
      guard decimals != Int64(asset.decimals) else { return nil }
      return "asset \(asset.id) has \(asset.decimals) decimals in the flow and \(decimals) in the "
        + "database; use another --schema"
    }
  }

  private func problemsOfBooks(
    _ connection: inout Connection
  ) throws(PostgreSQLError) -> [String] {
    var parameters = Parameters()
    Self.write(terms.markets.map(\.id), to: &parameters)
    let rows = try connection.query(
      """
      SELECT m.name, count(*) FROM unnest($1::text[]) WITH ORDINALITY w (name, place)
      JOIN \(quoted).markets m ON m.name = w.name
      JOIN \(quoted).orders o ON o.market_id = m.id AND o.leaves_lots > 0
      GROUP BY m.name, w.place ORDER BY w.place
      """, parameters, name: "find open orders")
    return (0..<rows.count).map { row in
      let count = rows.integer(row, 1) ?? 0
      return "market \(rows.text(row, 0) ?? "") has \(count) open order\(count == 1 ? "" : "s"); a "
        + "replay begins with empty books: wipe the database with simulator db reset, or use "
        + "another --schema"
    }
  }

  private func addAccounts(_ connection: inout Connection) throws(PostgreSQLError) {
    var parameters = Parameters()
    Self.write(terms.accounts, to: &parameters)
    _ = try connection.query(
      """
      INSERT INTO \(quoted).accounts (label)
      SELECT w.label FROM unnest($1::text[]) WITH ORDINALITY w (label, place) ORDER BY w.place
      ON CONFLICT (label) DO NOTHING
      """, parameters, name: "add accounts")
  }

  private func fund(_ connection: inout Connection) throws(PostgreSQLError) {
    var parameters = Parameters()
    Self.write(terms.deposits.map { terms.accounts[$0.account.position] }, to: &parameters)
    Self.write(terms.deposits.map { terms.assets[$0.asset.position].id }, to: &parameters)
    Self.write(terms.deposits.map { "\($0.amount.minorUnits)" }, to: &parameters)
    _ = try connection.query(
      """
      SELECT count(\(quoted).deposit(a.id, s.id, w.amount - coalesce(b.available, 0)))
      FROM unnest($1::text[], $2::text[], $3::numeric[]) w (label, symbol, amount)
      JOIN \(quoted).accounts a ON a.label = w.label JOIN \(quoted).assets s ON s.symbol = w.symbol
      LEFT JOIN \(quoted).balances b ON b.account_id = a.id AND b.asset_id = s.id
      WHERE coalesce(b.available, 0) < w.amount
      """, parameters, name: "fund accounts")
  }

  private static func write(_ texts: [String], to parameters: inout Parameters) {
    parameters.beginArray()
    for text in texts { parameters.element(text) }
    parameters.endArray()
  }
}
