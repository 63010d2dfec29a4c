import Budgets
import Domain
import Matching
import Simulation
import Testing

@testable import Audit

@Suite struct EndOfRunAuditTests {
  @Test("clean runs have no violation", arguments: 0..<30 as Range<UInt64>)
  func clean(batch: UInt64) throws {
    for seed in batch * 10..<batch * 10 + 10 {
      var run = try AuditedRun(seed: seed)
      run.trade(count: 80)
      let result = run.audit()
      #expect(result.verdict == .pass, "\(result.violations), seed \(seed)")
      #expect(result.checks.count == 6 && result.leftOut.isEmpty)
    }
  }

  @Test(
    "each kind of tampering is found and named", arguments: Tampering.allCases,
    0..<8 as Range<UInt64>)
  func tampered(_ tampering: Tampering, seed: UInt64) throws {
    var run = try AuditedRun(seed: seed)
    run.trade(count: 80)
    run.tamper(tampering)
    let result = run.audit()
    #expect(result.verdict == .fail, "seed \(seed)")
    let checks = Set(result.violations.map(\.check))
    #expect(checks == tampering.checks, "\(result.violations), seed \(seed)")
    #expect(
      result.violations.contains { $0.message.contains(tampering.words) },
      "\(result.violations), seed \(seed)")
  }

  @Test("open slots leave checks undone")
  func unknown() throws {
    var run = try AuditedRun(seed: 1)
    run.trade(count: 20)
    run.makeUnknown()
    let result = run.audit()
    #expect(result.verdict == .unknown && result.leftOut.count == 1, "\(result.violations)")
    #expect(result.leftOut[0].contains("the fate of 1 slots is open"))
  }

  @Test("so does a slot in flight")
  func inFlight() throws {
    var run = try AuditedRun(seed: 1)
    run.trade(count: 20)
    run.putInFlight()
    let result = run.audit()
    #expect(result.verdict == .unknown && result.leftOut.count == 1, "\(result.violations)")
    #expect(result.leftOut[0].contains("in flight"))
  }

  @Test("a hundred violations are kept and all are counted")
  func manyViolations() {
    var result = AuditResult()
    #expect(result.verdict == .unknown)
    result.record("first", [])
    #expect(result.verdict == .pass)
    result.record("second", (0..<250).map { "number \($0)" })
    #expect(result.verdict == .fail && result.violationCount == 250)
    #expect(result.violations.count == AuditResult.violationsMax)
    #expect(result.checks == ["first", "second"])
  }
}
