import Budgets
import Domain
import Matching
import Simulation

/// The engine in this process held against budgets.
extension EndOfRunAudit {
  /// Every open order holds exactly what it still needs, and nothing else holds anything.
  static func checkOpenOrders<V: Venue & ~Copyable>(
    _ core: borrowing ExecutionCore<V>, _ engine: borrowing MatchingEngine,
    _ result: inout AuditResult
  ) {
    var found = AuditResult()
    engine.forEachOpenOrder { order in
      let market = core.plan.markets[order.market.position]
      let needed = market.lockedAmount(order.side, order.price, order.leaves).minorUnits
      let held = core.budgets.lockedAmount(of: order.id)?.minorUnits ?? 0
      found.count(.locks)
      guard held != needed else { return }
      found.add(
        AuditViolation(
          .locks,
          AuditPlace(
            slot: order.id.sequence, account: core.plan.accounts[order.account.position].id,
            market: market.id), expected: "\(needed) minor units locked", found: "\(held)",
          magnitude: held - needed))
    }
    if engine.openOrderCount != core.budgets.openLockCount {
      found.add(
        AuditViolation(
          .locks, AuditPlace(), expected: "\(engine.openOrderCount) locks, one for each open order",
          found: "\(core.budgets.openLockCount)",
          magnitude: Int128(core.budgets.openLockCount - engine.openOrderCount)))
    }
    result.merge(found)
  }

  /// The venue's wallets equal the budgets to the minor unit.
  static func checkWallets<V: Venue & ~Copyable>(
    _ core: borrowing ExecutionCore<V>, _ engine: borrowing MatchingEngine,
    _ result: inout AuditResult
  ) {
    for account in core.plan.accounts.indices {
      for asset in core.plan.assets.indices {
        let wallet = engine.wallet(AccountIndex(account), AssetIndex(asset))
        let budget = core.budgets.get(AccountIndex(account), AssetIndex(asset))
        let kept = core.budgets.recyclesProceeds ? .zero : budget.received
        let available = budget.available + kept
        result.count(.agreement)
        guard wallet.available != available || wallet.locked != budget.locked else { continue }
        result.add(
          AuditViolation(
            .agreement,
            AuditPlace(
              account: core.plan.accounts[account].id, asset: core.plan.assets[asset].id),
            expected:
              "\(available.minorUnits) available and \(budget.locked.minorUnits) locked minor "
              + "units in the venue's wallet",
            found: "\(wallet.available.minorUnits) and \(wallet.locked.minorUnits)",
            magnitude: wallet.available.minorUnits - available.minorUnits))
      }
    }
  }
}

extension LaneAudit {
  /// Whether all that the lane has recorded was replayed.
  func isCaughtUp<V: Venue & ~Copyable>(with core: borrowing ExecutionCore<V>) -> Bool {
    tally.completed == core.statistics.completed && tally.failed == core.statistics.failed
      && tally.skipped == core.statistics.skipped && tally.unknown == core.statistics.unknown
  }
}
