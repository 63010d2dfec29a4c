import Audit
import DatabaseTestSupport
import Domain
import Matching
import Platform
import PostgreSQL
import Testing

@testable import PostgresVenue
@testable import Replay
@testable import Simulation

/// Recorded commands on the order-book database: what it answers, and what it has of them afterwards, is
/// held against the matching engine; then against the reference, which shares nothing with either.
@Suite struct RecordedFlowTests {
  @Test(arguments: SelfTradePrevention.allCases, [1, 7, 60])
  func `database and engine agree on amendments too`(
    policy: SelfTradePrevention, batch: Int
  ) throws {
    let seed = 20_261_121 + UInt64(batch)
    let place = try FlowPlace(accounts: 6, balance: 60_000, policy)
    var flow = try place.open(batch: batch)
    var draw = FlowDraw(accounts: 6, seed: seed)
    var sender = FlowTally()
    for _ in 0..<1000 { sender.send(draw.next(), to: &flow) }
    let result = try #require(flow.finish(&sender.counts, &sender.tape))
    #expect(result.stop == nil, "seed \(seed), \(policy.name), \(batch): \(result.stop as Any)")
    #expect(result.check.leftOutReason == nil)
    #expect(result.check.differences == [], "seed \(seed), \(policy.name), \(batch)")
    #expect(result.check.fills == sender.tape.count && sender.tape.count > 100)
    #expect(result.check.openOrders > 0 && result.check.balances == 18)
    #expect(sender.counts.amended > 40, "hardly any amendments")
    #expect(sender.counts.refusalsByReason.count > 5, "\(sender.counts.refusalsByReason)")
    #expect(try place.schema.violations() == [])
    let audit = try place.audit(policy)
    #expect(audit.verdict == .pass, "\(audit.violations)")
  }

  @Test func `the flow's accounts are funded once, and its markets made`() throws {
    let place = try FlowPlace(accounts: 2, balance: 500, .cancelTaker)
    let holdings =
      "SELECT string_agg(available::text, ' ' ORDER BY account_id, asset_id) "
      + "FROM $schema.balances"
    _ = try place.open(batch: 1)
    #expect(try place.schema.row(holdings) == ["500 500 500 500 500 500"])
    try place.schema.row("SELECT $schema.deposit(1, 1, -200), $schema.deposit(2, 3, 70)")
    _ = try place.open(batch: 1)
    #expect(try place.schema.row(holdings) == ["500 500 500 500 500 570"])
    #expect(try place.schema.row("SELECT count(*) FROM $schema.markets") == ["4"])
    #expect(try place.schema.row("SELECT count(*) FROM $schema.clients") == ["2"])
    #expect(try place.schema.violations() == [])
  }

  @Test(arguments: [
    (
      "UPDATE $schema.assets SET decimals = 2 WHERE symbol = 'B'",
      "asset B has 4 decimals in the flow and 2 in the database; use another --schema"
    ),
    (
      "UPDATE $schema.markets SET status = 'suspended' WHERE name = 'OPEN'",
      "market OPEN: status is active in the flow and suspended in the database"
    ),
    (
      "UPDATE $schema.accounts SET is_active = false WHERE label = 'a-2'",
      "the database has no active account a-2; make them with: simulator accounts generate"
    ),
    (
      "SELECT $schema.place_order('x', 1, 1, 'bid', 100, 5)",
      "market OPEN has 1 open order; a replay begins with empty books: wipe the database with "
        + "simulator db reset, or use another --schema"
    ),
  ])
  func `what the database has otherwise is named, and nothing is changed`(
    change: String, problem: String
  ) throws {
    let place = try FlowPlace(accounts: 2, balance: 50_000, .cancelTaker)
    _ = try place.open(batch: 1)
    try place.schema.row(change)
    try place.schema.row("SELECT $schema.deposit(1, 2, -1)")
    #expect(throws: FlowError.venueMismatch(problem)) { _ = try place.open(batch: 1) }
    let changed = try place.schema.row(
      "SELECT available + locked FROM $schema.balances WHERE account_id = 1 AND asset_id = 2")
    #expect(changed == ["49999"])
    #expect(try place.schema.row("SELECT count(*) FROM $schema.clients") == ["1"])
  }

  @Test func `names for which the database has no room are refused`() throws {
    var place = try FlowPlace(accounts: 2, balance: 1, .cancelTaker)
    let name = String(repeating: "n", count: 65)
    place.terms.accounts[1] = name
    let problem = "account '\(name)' has 65 bytes; a name in the database has at most 64"
    #expect(throws: FlowError.venueMismatch(problem)) { _ = try place.open(batch: 1) }
  }

  @Test(arguments: [
    ("UPDATE $schema.balances SET available = available + 1 WHERE account_id = 2", 3),
    ("UPDATE $schema.orders SET leaves_lots = 3, canceled_lots = 2 WHERE leaves_lots = 5", 1),
    ("DELETE FROM $schema.fills", 1),
    ("UPDATE $schema.fills SET price_ticks = price_ticks + 1", 1),
    ("SELECT $schema.place_order('stranger', 1, 1, 'bid', 90, 5)", 2),
  ])
  func `records that were changed differ`(change: String, count: Int) throws {
    let place = try FlowPlace(accounts: 2, balance: 50_000, .cancelTaker)
    var flow = try place.open(batch: 1)
    var sender = FlowTally()
    for (id, side, lots) in [(0, Side.bid, 5), (1, .bid, 4), (2, .ask, 4)]
      as [(UInt64, Side, Int64)]
    {
      let account = AccountIndex(side == .bid ? 0 : 1)
      sender.send(
        .limit(
          ClientOrderID(sequence: id), account: account, market: MarketIndex(0), side,
          price: Price(ticks: id == 0 ? 99 : 100), quantity: Quantity(lots: lots)), to: &flow)
    }
    try place.schema.row(change)
    let result = try #require(flow.finish(&sender.counts, &sender.tape))
    #expect(result.check.differences.count == count, "\(result.check.differences)")
    #expect(result.differs)
  }
}

/// An empty order book, and a flow on the compared markets that may be opened on it.
struct FlowPlace {
  let schema: TestSchema
  var terms: FlowTerms

  init(accounts: Int, balance: Int128, _ policy: SelfTradePrevention) throws {
    schema = try TestSchema()
    var deposits: [FlowTerms.Deposit] = []
    for account in 0..<accounts {
      for asset in 0..<3 {
        deposits.append(
          FlowTerms.Deposit(
            account: AccountIndex(account), asset: AssetIndex(asset),
            amount: Amount(minorUnits: balance)))
      }
    }
    terms = FlowTerms(
      assets: [
        Asset(id: "A", decimals: 3), Asset(id: "B", decimals: 4), Asset(id: "C", decimals: 3),
      ], markets: try ComparedMarkets.all(), accounts: (1...accounts).map { "a-\($0)" },
      deposits: deposits, recyclesProceeds: true, selfTradePrevention: policy)
  }

  /// The database and the engine beside it.
  func open(batch: Int) throws -> FollowedFlowVenue<SystemClock> {
    var database = DatabaseConfiguration()
    database.schema = schema.schema.name
    let venue = try PostgreSQLFlowVenue(
      terms, database, settings: ConnectionSettings(url: schema.server.url))
    var settings = OutsideFlowSettings(
      backoff: Backoff(baseNanoseconds: 1_000_000, nanosecondsMax: 1_000_000, seed: 1))
    settings.batchSize = batch
    return FollowedFlowVenue(terms, venue, settings, SystemClock())
  }

  /// The database's commands, played again by the reference.
  func audit(_ policy: SelfTradePrevention) throws -> AuditResult {
    let text = """
      {"venue": {"type": "postgresql", "self_trade_prevention": "\(policy.name)",
       "schema": "\(schema.schema.name.replacing("\"", with: "\\\""))"}}
      """
    let plan = try Plan(Configuration.read(file: ("audit", Array(text.utf8))))
    var audit = try DatabaseAudit(
      plan, orderKey: "none", settings: ConnectionSettings(url: schema.server.url), isOursOnly: true
    )
    try audit.replayMarkets()
    try audit.checkBalances()
    try audit.checkSettlement()
    return audit.finish()
  }
}

/// Counts what commands did, as a replay does.
struct FlowTally {
  var counts = FlowCounts()
  var tape = TapeHash()

  mutating func send(
    _ command: OrderCommand, to flow: inout FollowedFlowVenue<SystemClock>
  ) {
    var events: [VenueEvent] = []
    counts.add(command.kind, flow.submit(command, into: &events))
    for case .fill(let fill) in events { tape.add(fill) }
  }
}
