import DatabaseTestSupport
import Domain
import Matching
import PostgreSQL

/// The matching engine and the order-book database under the same commands.
struct BookComparison: ~Copyable {
  private var engine: MatchingEngine
  private var connection: Connection
  private let schema: TestSchema
  private let policy: SelfTradePrevention
  private let accountCount: Int
  private(set) var fillCount = 0
  private(set) var answers: Set<String> = []

  init(accounts: Int, balance: Int128, _ policy: SelfTradePrevention) throws {
    let schema = try TestSchema()
    let markets = try ComparedMarkets.all()
    try ComparedMarkets.seed(markets, accounts: accounts, balance: balance, schema)
    let connection = try schema.connect()
    var engine = MatchingEngine(
      markets: markets, accountCount: accounts, assetCount: 3, selfTradePrevention: policy)
    for account in 0..<accounts {
      for asset in 0..<3 {
        engine.deposit(
          Amount(minorUnits: balance), account: AccountIndex(account), asset: AssetIndex(asset))
      }
    }
    self.schema = schema
    self.policy = policy
    accountCount = accounts
    self.connection = connection
    self.engine = engine
  }

  /// Gives the commands to both; the first difference in answers or events, or nil.
  mutating func step(_ commands: [OrderCommand]) throws -> String? {
    let found = try answersOfDatabase(commands)
    for (place, command) in commands.enumerated() {
      let report = engine.submit(command)
      let expected = describe(report, command)
      answers.insert(expected.split(separator: " ").prefix(2).joined(separator: " "))
      if found[place] != expected {
        return "\(command)\n  engine:   \(expected)\n  database: \(found[place])"
      }
    }
    return nil
  }

  /// The first difference in wallets and books, or what breaks the database's own rules; nil when all
  /// is well.
  mutating func stateDifference() throws -> String? {
    for account in 0..<accountCount {
      for asset in 0..<3 {
        let wallet = engine.wallet(AccountIndex(account), AssetIndex(asset))
        let expected = "\(wallet.available.minorUnits) \(wallet.locked.minorUnits)"
        let row = try schema.row(
          "SELECT available, locked FROM $schema.balances WHERE account_id = \(account + 1) "
            + "AND asset_id = \(asset + 1)")
        let found = row.compactMap(\.self).joined(separator: " ")
        if expected != found {
          return "wallet of account \(account), asset \(asset): \(expected), database \(found)"
        }
      }
    }
    var open: [String] = []
    engine.forEachOpenOrder { open.append("\($0.id.sequence):\($0.leaves.lots)") }
    let found = try schema.row(
      "SELECT coalesce(string_agg(client_order_id || ':' || leaves_lots, ' ' "
        + "ORDER BY market_id, side, CASE side WHEN 'bid' THEN -price_ticks ELSE price_ticks END, "
        + "id), '') FROM $schema.orders WHERE leaves_lots > 0")[0]
    if found != open.joined(separator: " ") {
      return "open orders: \(open), database \(found ?? "")"
    }
    return try schema.violations().first
  }

  private func describe(_ report: OrderReport, _ command: OrderCommand) -> String {
    if let refusal = report.refusal { return "rejected \(refusal.name)" }
    var text =
      "\(command.kind == .cancel ? .canceled : report.status)"
      .split(separator: ".").last.map(String.init) ?? ""
    text += report.isRepeat ? " again" : " now"
    text += " \(report.cumulative.lots) filled, \(report.canceled.lots) canceled"
    guard !report.isRepeat else { return text }
    for index in 0..<engine.eventCount {
      let event = engine.event(at: index)
      if let fill = event.fill {
        text +=
          "; \(fill.sequence): \(fill.quantity.lots) at \(fill.price.ticks) of "
          + "\(fill.maker.sequence)"
      }
    }
    for index in 0..<engine.eventCount {
      let event = engine.event(at: index)
      if event.kind == .canceled, event.order != command.id, command.kind == .place {
        text += "; canceled \(event.quantity.lots) of \(event.order.sequence)"
      }
    }
    return text
  }

  private mutating func answersOfDatabase(_ commands: [OrderCommand]) throws -> [String] {
    let rows = try connection.query(
      """
      SELECT position, kind, client_order_id, status, refusal, cumulative_lots, canceled_lots,
        is_repeat, sequence, price_ticks, quantity_lots
      FROM \(schema.quoted).place_orders($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, $11)
      """, CommandParameters.make(commands, policy), name: "place")
    var texts = Array(repeating: "nothing", count: commands.count)
    var repeats: Set<Int> = []
    for row in 0..<rows.count where rows.text(row, 1) == "order" {
      let place = Int(rows.integer(row, 0) ?? 0) - 1
      if rows.flag(row, 7) == true { repeats.insert(place) }
      if let refusal = rows.text(row, 4) {
        texts[place] = "rejected \(refusal)"
        continue
      }
      let status = commands[place].kind == .cancel ? "canceled" : rows.text(row, 3) ?? ""
      texts[place] = status + (repeats.contains(place) ? " again" : " now")
      texts[place] += " \(rows.text(row, 5) ?? "") filled, \(rows.text(row, 6) ?? "") canceled"
    }
    for row in 0..<rows.count where rows.text(row, 1) != "order" {
      let place = Int(rows.integer(row, 0) ?? 0) - 1
      if repeats.contains(place) { continue }
      let lots = rows.text(row, 10) ?? ""
      let order = rows.text(row, 2) ?? ""
      if rows.text(row, 1) == "fill" {
        fillCount += 1
        texts[place] +=
          "; \(rows.text(row, 8) ?? ""): \(lots) at \(rows.text(row, 9) ?? "") of \(order)"
      } else {
        texts[place] += "; canceled \(lots) of \(order)"
      }
    }
    return texts
  }
}
