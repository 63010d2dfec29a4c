import Audit
import DatabaseTestSupport
import Testing

@testable import PostgresVenue

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

  @Test("what is wrong is found and named", arguments: DatabaseMutant.all)
  func mutant(_ mutant: DatabaseMutant) throws {
    let run = try AuditedDatabaseRun(seed: 11)
    try run.schema.row(mutant.sql)
    let result = try run.audit()
    #expect(
      result[mutant.invariant].status == .violated,
      "\(mutant.name): \(result.violations.map { "\($0.check): \($0.message)" })")
  }

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
