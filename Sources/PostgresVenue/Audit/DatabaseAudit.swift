public import Audit
import Domain
public import PostgreSQL
public import Simulation

/// Audits what an order-book database remembers: its commands replayed through the reference matcher in
/// the database's own order, its ledger added up, and its orders held against the slots of a run.
///
/// All of it is read in one snapshot and streamed; in memory are the open orders and one entry for each
/// account and asset.
public struct DatabaseAudit: ~Copyable {
  let plan: Plan
  let records: PostgresRecords
  let isOursOnly: Bool
  var result = AuditResult()
  /// By place in the records: what open orders and unsettled fills need locked.
  var needs: [AccountAsset: Int128] = [:]
  /// For each market of the records, its place in the plan.
  let planMarkets: [Int?]
  /// Fills of the run's orders, with sequences that count from the run's begin.
  var tape = TapeHash()
  /// Orders that belong to nobody of the run and came after its first one: the first few, and how many.
  var strangers: [String] = []
  var strangerCount: UInt64 = 0
  /// Orders that were refused for want of balance.
  var walletRefusalCount: UInt64 = 0

  /// Slots of which the run does not know whether they were executed.
  var unknownSlots: Set<UInt64> = []
  /// Whether a slot was in flight when the run stopped.
  var hasSlotInFlight = false
  /// What the run must believe of its budgets, given what it was told.
  var told: ToldAmounts
  /// Markets, as places in the records, on which an order of the run was seen.
  var begun: Set<Int> = []

  /// An account and an asset, as places in the records.
  struct AccountAsset: Hashable {
    var account: Int
    var asset: Int
  }

  /// The most orders of others that are named.
  static var strangersNamed: Int { 10 }

  /// Connects and takes the snapshot that is audited.
  ///
  /// - Parameters:
  ///   - orderKey: what client order ids of the run begin with.
  ///   - isOursOnly: whether orders of others are neither named nor held against anything.
  public init(
    _ plan: Plan, orderKey: String, settings: ConnectionSettings, isOursOnly: Bool
  ) throws(PostgreSQLError) {
    self.plan = plan
    self.isOursOnly = isOursOnly
    records = try PostgresRecords(
      schema: plan.configuration.venue.database.schema, orderKey: orderKey, settings: settings)
    planMarkets = records.markets.map { market in
      plan.markets.firstIndex { $0.id == market.symbol }
    }
    told = ToldAmounts(plan, records)
  }

  /// How many commands the database's markets have had in all, which says how long the audit takes.
  public var commandCount: UInt64 { records.markets.reduce(0) { $0 + $1.commandCount } }

  /// Replays all markets, adds up the ledger, and holds the run's slots and budgets against its orders.
  ///
  /// - Throws: `PostgreSQLError` when the database cannot be read to the end.
  public mutating func perform(
    _ run: RunRecords, _ report: RunReport
  ) throws(PostgreSQLError) {
    collectOpenFates(run, report)
    try replayMarkets()
    try checkWallets()
    try checkBalances()
    try checkSettlement()
    try checkSlots(run)
    compare(report)
    guard strangerCount > 0 && !isOursOnly else { return }
    let more = strangerCount - UInt64(strangers.count)
    result.notes.append(
      "\(strangerCount) orders since the run's first belong to nobody of it: "
        + strangers.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""))
  }

  /// What was found.
  public consuming func finish() -> AuditResult { result }

  mutating func report(
    _ invariant: Invariant, _ place: AuditPlace, expected: String, found: String,
    magnitude: Int128 = 0
  ) {
    result.add(
      AuditViolation(invariant, place, expected: expected, found: found, magnitude: magnitude))
  }

  /// Where something about an order was found.
  func place(_ order: RecordedOrder) -> AuditPlace {
    AuditPlace(
      slot: order.order.isForeign ? nil : order.order.sequence, order: order.clientOrderID,
      account: order.account.map { records.accounts[$0].label },
      market: records.markets[order.market].symbol)
  }
}
