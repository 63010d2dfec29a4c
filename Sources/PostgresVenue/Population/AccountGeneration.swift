public import PostgreSQL

/// Makes numbered accounts and gives them funds.
///
/// An account that exists stays, and an asset that it has or had is not funded again: repeating the
/// same call adds what is missing and nothing else.
public struct AccountGeneration: Sendable {
  /// How many accounts there shall be.
  public var count: Int
  /// Labels are `prefix-1` ... `prefix-count`.
  public var prefix: String
  /// What each account gets: symbol of the asset and its minor units.
  public var funds: [(symbol: String, minorUnits: String)]

  /// Makes a request.
  public init(count: Int, prefix: String, funds: [(symbol: String, minorUnits: String)]) {
    self.count = count
    self.prefix = prefix
    self.funds = funds
  }

  /// Accounts made in one transaction.
  public static let accountsPerStep = 5000

  /// What one step made.
  public struct Step: Sendable {
    /// Accounts that did not exist before.
    public var created: Int
    /// Balances that were funded.
    public var funded: Int
  }

  /// Makes the accounts with the numbers `range` and funds them, in one transaction.
  public func make(
    _ range: ClosedRange<Int>, schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) -> Step {
    let quoted = SQLText.identifier(schema)
    var parameters = Parameters()
    parameters.append(prefix)
    parameters.append(Int64(range.lowerBound))
    parameters.append(Int64(range.upperBound))
    parameters.beginArray()
    for fund in funds { parameters.element(fund.symbol) }
    parameters.endArray()
    parameters.beginArray()
    for fund in funds { parameters.element(fund.minorUnits) }
    parameters.endArray()
    let rows = try connection.query(
      """
      WITH wanted AS (SELECT $1 || '-' || n AS label FROM generate_series($2::int, $3::int) n),
      made AS (INSERT INTO \(quoted).accounts (label) SELECT label FROM wanted
        ON CONFLICT (label) DO NOTHING RETURNING id),
      account AS (SELECT id FROM made UNION ALL
        SELECT a.id FROM wanted w JOIN \(quoted).accounts a USING (label)),
      fund AS (SELECT s.id, f.amount FROM unnest($4::text[], $5::numeric[]) f (symbol, amount)
        JOIN \(quoted).assets s USING (symbol)),
      paid AS (INSERT INTO \(quoted).balances (account_id, asset_id, available)
        SELECT a.id, f.id, f.amount FROM account a CROSS JOIN fund f
        ON CONFLICT (account_id, asset_id) DO NOTHING RETURNING account_id, asset_id, available),
      entered AS (INSERT INTO \(quoted).ledger_entries
          (account_id, asset_id, kind, available_change, locked_change)
        SELECT account_id, asset_id, 'deposit', available, 0 FROM paid)
      SELECT (SELECT count(*) FROM made), (SELECT count(*) FROM paid)
      """, parameters, name: "generate accounts")
    return Step(created: Int(rows.integer(0, 0) ?? 0), funded: Int(rows.integer(0, 1) ?? 0))
  }

  /// Lets the server learn how many accounts there are now, so that it plans well.
  public static func analyze(
    schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) {
    let quoted = SQLText.identifier(schema)
    try connection.execute(
      "ANALYZE \(quoted).accounts; ANALYZE \(quoted).balances", name: "analyze")
  }
}
