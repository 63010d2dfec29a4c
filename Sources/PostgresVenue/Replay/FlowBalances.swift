internal import Domain
internal import PostgreSQL
internal import Replay

/// What the accounts of a flow have in the database, per account and asset.
struct FlowBalances {
  /// What an account has of an asset, in minor units.
  struct Balance: Equatable {
    var available: Int128 = 0
    var locked: Int128 = 0
  }

  private var balances: [Balance]
  private let assetCount: Int

  /// Reads them; what there is no balance of is zero.
  init(
    _ terms: FlowTerms, _ ids: DatabaseIDs, schema: String, _ connection: inout Connection
  ) throws(PostgreSQLError) {
    assetCount = terms.assets.count
    balances = Array(repeating: Balance(), count: terms.accounts.count * assetCount)
    var parameters = Parameters()
    parameters.beginArray()
    for account in ids.accounts { parameters.element(account) }
    parameters.endArray()
    parameters.beginArray()
    for asset in terms.assets { parameters.element(asset.id) }
    parameters.endArray()
    let quoted = SQLText.identifier(schema)
    let rows = try connection.query(
      """
      SELECT a.place - 1, s.place - 1, b.available, b.locked
      FROM unnest($1::bigint[]) WITH ORDINALITY a (id, place)
      JOIN \(quoted).balances b ON b.account_id = a.id JOIN \(quoted).assets t ON t.id = b.asset_id
      JOIN unnest($2::text[]) WITH ORDINALITY s (symbol, place) ON s.symbol = t.symbol
      """, parameters, name: "read balances")
    for row in 0..<rows.count {
      guard let account = rows.integer(row, 0), let asset = rows.integer(row, 1),
        let available = rows.text(row, 2).flatMap({ Int128($0) }),
        let locked = rows.text(row, 3).flatMap({ Int128($0) })
      else {
        throw PostgreSQLError(
          .unexpectedAnswer, "a balance cannot be understood", statement: "read balances")
      }
      balances[Int(account) * assetCount + Int(asset)] = Balance(
        available: available, locked: locked)
    }
  }

  /// What an account has of an asset.
  subscript(account: Int, asset: Int) -> Balance { balances[account * assetCount + asset] }
}
