import DatabaseTestSupport
import Domain
import Matching
import PostgreSQL
import PostgresVenue
import Testing

/// What the database remembers, read back.
@Suite struct RecordsTests {
  @Test(arguments: CommandDraw.Mix.all, SelfTradePrevention.allCases)
  func `records suffice to do everything once more`(
    _ mix: CommandDraw.Mix, _ policy: SelfTradePrevention
  ) throws {
    let seed: UInt64 = 7_211
    let schema = try TestSchema()
    let markets = try ComparedMarkets.all()
    try ComparedMarkets.seed(markets, accounts: mix.accounts, balance: mix.balance, schema)
    var connection = try schema.connect()
    var draw = CommandDraw(mix, seed: seed)
    for _ in 0..<mix.steps {
      _ = try connection.query(
        "SELECT \(schema.quoted).place_orders($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, $11)",
        CommandParameters.make(draw.batch(), policy))
    }
    let records = try schema.records()
    var replay = RecordReplay(markets, accounts: mix.accounts, policy)
    #expect(try replay.firstDifference(records) == nil, "seed \(seed)")
    #expect(replay.orders > 50 && replay.fills > 50 && replay.refusals > 5 && replay.cancels > 5)
    #expect(try replay.balanceDifference(records) == nil, "seed \(seed)")
    #expect(try schema.violations() == [])
  }

  @Test func `orders of the run are told by their slots`() throws {
    let schema = try Self.bookOfOneMarket()
    for (id, side, quantity) in [
      ("run.1-0", "ask", 5), ("run.1-7", "bid", 3), ("run.10-8", "bid", 1), ("stranger", "bid", 1),
    ] {
      try schema.row(
        "SELECT $schema.place_order('\(id)', \(side == "ask" ? 1 : 2), 1, '\(side)', 100, \(quantity))"
      )
    }
    try schema.row("SELECT $schema.place_order('run.1-9', 99, 1, 'bid', 100, 1)")
    try schema.row(
      "INSERT INTO $schema.clients VALUES ('run.1', ARRAY[1], ARRAY[0]), ('run.2', ARRAY[1], ARRAY[3])"
    )
    let records = try schema.records(orderKey: "run.1")
    #expect(records.markets[0].fillOrigin == 0)
    #expect(records.markets[0].commandCount == 5)
    #expect(records.markets[1].fillOrigin == nil)
    var orders = try records.orders()
    var lines: [String] = []
    while let order = try orders.next() {
      lines.append(
        "\(order.number) \(order.clientOrderID) "
          + (order.order.isForeign ? "foreign" : "slot \(order.order.sequence)")
          + " \(order.side.name) \(order.cumulative.lots)/\(order.quantity.lots) "
          + (order.refusal?.name ?? order.status.name)
          + (order.account.map { " of \(records.accounts[$0].label)" } ?? " of nobody"))
    }
    #expect(
      lines == [
        "1 run.1-0 slot 0 ask 5/5 filled of a-1", "2 run.1-7 slot 7 bid 3/3 filled of a-2",
        "3 run.10-8 foreign bid 1/1 filled of a-2", "4 stranger foreign bid 1/1 filled of a-2",
        "5 run.1-9 slot 9 bid 0/1 unknownAccount of nobody",
      ])
  }

  @Test func `expiries have their place among the commands`() throws {
    let schema = try Self.bookOfOneMarket()
    for number in 1...3 {
      try schema.row(
        "SELECT $schema.place_order('e-\(number)', 1, 1, 'ask', \(99 + number), 2, "
          + "p_expires_at => now() + interval '50 ms')")
    }
    try schema.row("SELECT $schema.place_order('stays', 1, 1, 'ask', 120, 2), pg_sleep(0.1)")
    // It meets the best ask, whose time is over; the others are collected.
    try schema.row("SELECT $schema.place_order('meets', 2, 1, 'bid', 100, 1)")
    try schema.row("SELECT $schema.expire_orders(1)")
    try schema.row("SELECT $schema.cancel_order('c', 1, 1, 'stays')")
    try schema.row("SELECT $schema.cancel_order('d', 1, 1, 'stays')")
    var cancels = try schema.records().cancels()
    var lines: [String] = []
    while let cancel = try cancels.next() {
      lines.append(
        "\(cancel.number ?? 0) of \((cancel.order ?? 0) & 0xff): \(cancel.quantity.lots) "
          + "\(cancel.cause)")
    }
    let foreign = "Domain.ClientOrderID(sequence: \(UInt64.max))"
    #expect(
      lines == [
        "5 of 1: 2 expiry", "6 of 2: 2 expiry", "7 of 3: 2 expiry",
        "8 of 4: 2 command(\"c\", \(foreign))",
        "9 of 4: 0 refused(\"d\", \(foreign), Domain.RefusalReason.unknownOrder)",
      ])
    #expect(try schema.violations() == [])
  }

  @Test func `what is written meanwhile is not read`() throws {
    let schema = try Self.bookOfOneMarket()
    try schema.row("SELECT $schema.place_order('before', 1, 1, 'ask', 100, 2)")
    let records = try schema.records()
    try schema.row("SELECT $schema.place_order('after', 2, 1, 'bid', 100, 2)")
    var orders = try records.orders()
    var fills = try records.fills()
    #expect(try orders.next()?.clientOrderID == "before")
    #expect(try orders.next() == nil)
    #expect(try fills.next() == nil)
  }

  static func bookOfOneMarket() throws -> TestSchema {
    let schema = try TestSchema()
    try ComparedMarkets.seed(
      try ComparedMarkets.all(), accounts: 2, balance: 1_000_000_000, schema)
    return schema
  }
}

extension TestSchema {
  /// What it remembers now.
  func records(orderKey: String? = nil) throws -> PostgresRecords {
    try PostgresRecords(
      schema: schema.name, orderKey: orderKey, settings: ConnectionSettings(url: server.url))
  }
}
