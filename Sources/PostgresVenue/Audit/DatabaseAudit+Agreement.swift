import Audit
import Budgets
import Domain
import Simulation

/// Tape and budgets of the run held against the database's, less what the run was not told.
extension DatabaseAudit {
  /// Notes the slots whose fate the run does not know; the database settles them.
  mutating func collectOpenFates(_ run: RunRecords, _ report: RunReport) {
    guard report.statistics.unknown > 0 || report.status != .completed else { return }
    do throws(RunError) {
      var unknown: Set<UInt64> = []
      var isInFlight = false
      try run.forEachSlot { slot in
        if slot.state == .unknown { unknown.insert(slot.slot.sequence) }
        if slot.state == .inProgress { isInFlight = true }
        return true
      }
      unknownSlots = unknown
      hasSlotInFlight = isInFlight
    } catch {
      hasSlotInFlight = true
      result.leaveOut([.oneOrderPerSlot, .locks, .agreement], "\(error)")
    }
  }

  /// Whether the run knows what came of an order or cancel of it.
  func isTold(_ order: ClientOrderID) -> Bool {
    unknownSlots.isEmpty || !unknownSlots.contains(order.sequence)
  }

  /// Holds tape and budgets of the run against what it must believe, given what it was told of what the
  /// database did.
  mutating func compare(_ report: RunReport) {
    guard !hasSlotInFlight else { return }
    guard report.statistics.foreignMatches == 0, strangerCount == 0 else {
      if report.statistics.unknown > 0 {
        result.leaveOut(
          [.locks, .agreement],
          "budgets were not compared: \(report.statistics.unknown) fates were open, and others "
            + "traded on the same markets")
      }
      return
    }
    let isRight = result.violationCount == 0
    result.count(.agreement)
    if tape != report.tape {
      result.add(
        AuditViolation(
          .agreement, AuditPlace(),
          expected: "\(tape.count) fills with hash \(tape.digest), as the database has them",
          found: "\(report.tape.count) with \(report.tape.digest) told to the run",
          magnitude: Int128(tape.count) - Int128(report.tape.count)))
    }
    // What was found wrong in the database has consequences in budgets; its cause was told.
    if isRight { compareBudgets(report) }
  }

  private mutating func compareBudgets(_ report: RunReport) {
    for account in plan.accounts.indices {
      for asset in plan.assets.indices {
        let wanted = told[account, asset]
        let budget = report.budgets.get(AccountIndex(account), AssetIndex(asset))
        let parts = [
          (Invariant.locks, "locked", wanted.locked, budget.locked.minorUnits),
          (.agreement, "spent", wanted.spent, budget.spent.minorUnits),
          (.agreement, "received", wanted.received, budget.received.minorUnits),
        ]
        for (invariant, name, amount, found) in parts {
          result.count(invariant)
          guard amount != found else { continue }
          self.report(
            invariant,
            AuditPlace(account: plan.accounts[account].id, asset: plan.assets[asset].id),
            expected: "\(amount) minor units \(name), by the database", found: "\(found)",
            magnitude: found - amount)
        }
      }
    }
  }
}
