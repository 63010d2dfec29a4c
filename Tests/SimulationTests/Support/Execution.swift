import Audit
import Budgets
import Domain
import Platform

@testable import Simulation

/// One process's work on a run, and what came of it.
struct Execution {
  let report: RunReport
  let audit: AuditResult
  let notices: [String]

  /// Works on a run in this process.
  init(
    _ plan: Plan, _ directory: RunDirectory, _ mode: RunMode = .fresh,
    control: TestControl? = nil, clock: ManualClock = ManualClock()
  ) throws {
    var notices: [String] = []
    let session = RunSession(
      plan: plan, directory: directory, clock: clock,
      control: control ?? TestControl(policyOf: plan), createdAt: clock.wallTime,
      notice: { notices.append($0) })
    var inspector: any RunInspector = EndOfRunAudit(replay: RecordReplay(plan, directory))
    report = try session.execute(mode, inspector: &inspector)
    guard let audit = inspector as? EndOfRunAudit else { preconditionFailure("another inspector") }
    self.audit = audit.result
    self.notices = notices
    if let violation = self.audit.violations.first {
      throw UnsoundRun(
        description: "\(violation.check): \(violation.message); \(self.audit.violationCount) in all"
      )
    }
  }

  /// What must not depend on interruptions.
  var essence: Essence { Essence(report) }
}

/// An audit found something wrong in a run that ought to be right.
struct UnsoundRun: Error, CustomStringConvertible {
  let description: String
}

/// Everything about a run that is the same however often it was interrupted.
struct Essence: Equatable, CustomStringConvertible {
  let status: RunStatus
  let tape: String
  let ledger: String
  let statistics: RunStatistics
  let budgets: [AccountNumbers]

  struct AccountNumbers: Equatable {
    let available: Int128
    let locked: Int128
    let spent: Int128
  }

  init(_ report: RunReport) {
    status = report.status
    tape = report.tape.digest
    ledger = report.budgets.ledgerHash().digest
    statistics = report.statistics
    budgets = report.plan.accounts.indices.flatMap { account in
      report.plan.assets.indices.map {
        let budget = report.budgets.get(AccountIndex(account), AssetIndex($0))
        return AccountNumbers(
          available: budget.available.minorUnits, locked: budget.locked.minorUnits,
          spent: budget.spent.minorUnits)
      }
    }
  }

  var description: String {
    let counts = statistics
    return "\(status.rawValue): tape \(tape.prefix(8)), ledger \(ledger.prefix(8)), "
      + "\(counts.completed) completed, \(counts.failed) failed, \(counts.skipped) skipped, "
      + "\(counts.unknown) unknown, \(counts.matches) matches, \(counts.attempts) attempts, "
      + "\(counts.retries) retries"
  }
}
