import DatabaseTestSupport
import Domain
import Testing

@testable import Audit
@testable import Budgets
@testable import PostgresVenue
@testable import Simulation

/// The audit of a real database: silent where nothing is wrong, and right about what is.
@Suite("Audit of a database") struct DatabaseAuditTests {
  @Test("no false alarm, whatever answers got lost", arguments: 0..<6 as Range<UInt64>)
  func clean(seed: UInt64) throws {
    let faults =
      seed % 2 == 0
      ? ""
      : #""faults": {"timeout_after_apply": 0.1, "timeout_before_apply": 0.05, "failure": 0.05},"#
    let run = try AuditedDatabaseRun(seed: seed, faults: faults)
    let result = try run.audit()
    #expect(result.violations.isEmpty, "seed \(seed): \(result.violations.map(\.message))")
    for invariant in Invariant.allCases where invariant != .agreement {
      #expect(result[invariant].factCount > 0, "seed \(seed): \(invariant.name)")
    }
    #expect(try run.schema.violations() == [])
  }

  @Test(
    "what is wrong is found and named", arguments: DatabaseMutant.all)
  func mutant(_ mutant: DatabaseMutant) throws {
    let run = try AuditedDatabaseRun(seed: 11)
    try run.schema.row(mutant.sql)
    let result = try run.audit()
    #expect(
      result[mutant.invariant].status == .violated,
      "\(mutant.name): \(result.violations.map { "\($0.check): \($0.message)" })")
  }

  @Test("refusals that nothing justifies are found")
  func refusalMutants() throws {
    let run = try AuditedDatabaseRun(seed: 11)
    for mutant in DatabaseMutant.ofRefusals {
      try run.schema.row(mutant.sql)
      let result = try run.audit()
      #expect(result[.refusals].violationCount == 1, "\(mutant.name)")
      #expect(result.violationCount == 1, "\(mutant.name): \(result.violations.map(\.message))")
      try run.schema.row(DatabaseMutant.undoRefusal)
    }
  }

  @Test(
    "refusals for want of balance are justified", arguments: [(1, 1), (1, 20), (2, 1), (2, 20)])
  func refusals(_ lanes: Int, _ batch: Int) throws {
    for seed in 20..<23 as Range<UInt64> {
      let run = try AuditedDatabaseRun(seed: seed, funds: "900", lanes: lanes, batch: batch)
      let result = try run.audit()
      let count = try run.schema.row(
        "SELECT count(*) FROM $schema.refusals WHERE reason = 'insufficientBalance'")
      #expect((count[0].flatMap { Int($0) } ?? 0) >= 20, "seed \(seed): \(count)")
      #expect(result.violations.isEmpty, "seed \(seed): \(result.violations.map(\.message))")
      if lanes == 1 { #expect(result[.refusals].leftOut.isEmpty, "seed \(seed)") }
    }
  }

  @Test("refusals by wallets that held enough are found", arguments: [1, 20])
  func richRefusals(_ batch: Int) throws {
    let run = try AuditedDatabaseRun(seed: 21, funds: "900", batch: batch)
    try run.schema.row(
      """
      WITH rich AS (UPDATE $schema.balances SET available = available + 1000000000000
        RETURNING account_id, asset_id)
      INSERT INTO $schema.ledger_entries
        (account_id, asset_id, kind, available_change, locked_change, created_at)
      SELECT account_id, asset_id, 'deposit', 1000000000000, 0, 'epoch' FROM rich
      """)
    let result = try run.audit()
    #expect(result[.refusals].violationCount >= 20)
    #expect(result.violationCount == result[.refusals].violationCount)
  }

  @Test(
    "what the database does not keep of refusals is left out", arguments: ["account", "market"])
  func standing(_ what: String) throws {
    let run = try AuditedDatabaseRun(seed: 13)
    let reason = what == "account" ? "unknownAccount" : "marketNotActive"
    let mutant = try #require(DatabaseMutant.ofRefusals.first)
    try run.schema.row(mutant.sql.replacing("'priceOutsideBand'", with: "'\(reason)'"))
    let result = try run.audit()
    #expect(result.verdict == .unknown, "\(result.violations.map(\.message))")
    #expect(result[.refusals].leftOut.contains { $0.contains("\(what) that refused") })
    try run.schema.row(
      what == "account"
        ? "UPDATE $schema.accounts SET is_active = false"
        : "UPDATE $schema.markets SET status = 'suspended'")
    #expect(try run.audit().verdict == .pass)
  }

  @Test("a fault is told once, by the replay of the database where there is one")
  func once() throws {
    let run = try AuditedDatabaseRun(seed: 14)
    let (quick, whole) = try run.auditAtEnd(
      damage: """
        DELETE FROM $schema.orders WHERE id = (SELECT min(id) FROM $schema.orders WHERE leaves_lots > 0)
        """)
    #expect(quick[.oneOrderPerSlot].violationCount == 1)
    #expect(quick[.agreement].violationCount == 1)
    #expect(whole[.durability].violationCount == 1)
    #expect(whole[.agreement].violationCount == 0)
    #expect(!whole[.agreement].leftOut.isEmpty)
  }

  @Test("fates that were open are settled by the database", arguments: [1, 2])
  func settled(_ lanes: Int) throws {
    var settled = 0
    for seed in 30..<34 as Range<UInt64> {
      let run = try AuditedDatabaseRun(seed: seed, faults: Self.lostAnswers, lanes: lanes)
      let result = try run.audit()
      #expect(result.violations.isEmpty, "seed \(seed): \(result.violations.map(\.message))")
      #expect(result.verdict == .pass, "seed \(seed): \(result.leftOut)")
      if result.notes.contains(where: { $0.contains("settled") }) { settled += 1 }
    }
    #expect(settled >= 3, "only \(settled) runs had an open fate")
  }

  @Test("what differs beside fates that were open is found", arguments: BudgetNumber.allCases)
  func unsettled(_ number: BudgetNumber) throws {
    let run = try AuditedDatabaseRun(seed: 31, faults: Self.lostAnswers)
    let result = try run.audit { $0.budgets.budgets[1].change(number) }
    #expect(result[number == .locked ? .locks : .agreement].violationCount == 1)
    #expect(result.violationCount == 1, "\(result.violations.map(\.message))")
    #expect(result.notes.contains { $0.contains("settled") })
  }

  @Test("the replay keeps open orders alone", arguments: [0, 31])
  func kept(_ seed: UInt64) throws {
    let run = try AuditedDatabaseRun(seed: seed, faults: seed == 0 ? "" : Self.lostAnswers)
    let lane = try #require(
      Audit.RecordReplay(run.plan, run.directory).finish().first)
    let orders = try run.schema.row("SELECT count(*) FROM $schema.orders WHERE leaves_lots > 0")
    let unknown = lane.audit.openSlots.count
    let open = orders[0].flatMap { Int($0) } ?? 0
    #expect(open > 0)
    #expect(lane.audit.locks.count <= open + unknown, "\(lane.audit.locks.count) of \(open)")
  }

  private static let lostAnswers =
    #""faults": {"timeout_after_apply": 0.4, "timeout_before_apply": 0.3},"#

  @Test("orders of others are named, and left alone on request")
  func strangers() throws {
    let run = try AuditedDatabaseRun(seed: 12)
    try run.schema.row(
      """
      SELECT $schema.place_order('stranger', (SELECT min(id) FROM $schema.accounts),
        (SELECT market_id FROM $schema.orders LIMIT 1), 'bid',
        (SELECT price_min_ticks FROM $schema.markets
          WHERE id = (SELECT market_id FROM $schema.orders LIMIT 1)), 1)
      """)
    let result = try run.audit()
    #expect(result.violations.isEmpty, "\(result.violations.map(\.message))")
    #expect(result.notes.contains { $0.contains("stranger") }, "\(result.notes)")
    #expect(!(try run.audit(isOursOnly: true)).notes.contains { $0.contains("stranger") })
  }
}

/// A number of a budget that the database tells as well.
enum BudgetNumber: CaseIterable {
  case locked, spent, received
}

extension AccountBudget {
  /// Takes one of its numbers one minor unit up.
  fileprivate mutating func change(_ number: BudgetNumber) {
    switch number {
    case .locked: locked += Amount(minorUnits: 1)
    case .spent: spent += Amount(minorUnits: 1)
    case .received: received += Amount(minorUnits: 1)
    }
  }
}
