import Budgets
import Domain
import Matching
public import Simulation

/// Holds budgets, venue and counts of a finished run against each other.
///
/// - `budgets balance`: the identity of every budget, and locks against what orders hold.
/// - `assets are conserved`: per asset, what was spent equals what was received, and nothing
///   appeared or vanished.
/// - `slots add up`: every slot up to the frontier has exactly one outcome.
/// - `book is sound`: the engine's own invariants.
/// - `locks match open orders`: every open order holds exactly what it still needs, nothing else
///   holds anything.
/// - `wallets agree with budgets`: the venue's balances equal the budgets to the minor unit.
///
/// A venue outside of this process makes checks of its own instead of the last three.
public struct EndOfRunAudit: RunInspector {
  /// What was found.
  public private(set) var result = AuditResult()

  /// An audit that has seen nothing yet.
  public init() {}

  /// Makes every check that the venue allows. O(accounts x assets + open orders).
  public mutating func inspect<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {
    result.record("budgets balance", core.budgets.violations())
    result.record("assets are conserved", Self.conservation(core))
    result.record("slots add up", Self.slotCounts(core))
    guard core.unknownSlots.isEmpty else {
      result.leftOut.append(
        "venue and budgets were not compared: the fate of \(core.unknownSlots.count) slots is open")
      return
    }
    if let slot = core.slotInFlight {
      result.leftOut.append(
        "venue and budgets were not compared: slot \(slot) was in flight when the run stopped")
      return
    }
    let found = core.venue.reading { engine in
      (
        engine.checkInvariants(), Self.openOrders(core, engine), Self.wallets(core, engine)
      )
    }
    guard let found else { return compareOutside(core) }
    result.record("book is sound", found.0)
    result.record("locks match open orders", found.1)
    result.record("wallets agree with budgets", found.2)
  }

  /// Lets a venue outside compare its own records.
  private mutating func compareOutside<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {
    var amounts: [(locked: Amount, spent: Amount, received: Amount)] = []
    for account in core.plan.accounts.indices {
      for asset in core.plan.assets.indices {
        let budget = core.budgets.get(AccountIndex(account), AssetIndex(asset))
        amounts.append((budget.locked, budget.spent, budget.received))
      }
    }
    let record = RunAccount(
      ordersCreated: core.statistics.ordersCreated, fills: core.statistics.matches,
      amounts: amounts)
    guard let audit = core.venue.audit(record) else { return }
    for check in audit.checks { result.record(check.name, check.messages) }
    result.leftOut += audit.leftOut
  }

  private static func conservation<V: Venue & ~Copyable>(
    _ core: borrowing ExecutionCore<V>
  ) -> [String] {
    var found: [String] = []
    // With somebody else's orders in the book, money comes and goes.
    guard core.statistics.foreignMatches == 0 else { return [] }
    for asset in core.budgets.summary().assets {
      let name = core.plan.assets[asset.asset.position].id
      let totals = asset.totals
      if totals.spent != totals.received && core.unknownSlots.isEmpty {
        found.append(
          "\(name): \(totals.spent.minorUnits) minor units were spent, "
            + "\(totals.received.minorUnits) received")
      }
    }
    return found
  }

  private static func slotCounts<V: Venue & ~Copyable>(
    _ core: borrowing ExecutionCore<V>
  ) -> [String] {
    let counts = core.statistics
    var found: [String] = []
    if counts.finished != core.frontier {
      found.append("\(counts.finished) slots have an outcome, \(core.frontier) were executed")
    }
    if counts.unknown != UInt64(core.unknownSlots.count) {
      found.append("\(counts.unknown) slots count as unknown, \(core.unknownSlots.count) are kept")
    }
    if counts.matches != core.tape.count {
      found.append("\(counts.matches) fills were counted, the tape holds \(core.tape.count)")
    }
    return found
  }

  private static func openOrders<V: Venue & ~Copyable>(
    _ core: borrowing ExecutionCore<V>, _ engine: borrowing MatchingEngine
  ) -> [String] {
    var found: [String] = []
    engine.forEachOpenOrder { order in
      let market = core.plan.markets[order.market.position]
      let needed = market.lockedAmount(order.side, order.price, order.leaves)
      let held = core.budgets.lockedAmount(of: order.id)
      guard held != needed else { return }
      found.append(
        "order \(order.id.sequence) of account \(core.plan.accounts[order.account.position].id) on "
          + "\(market.id) needs \(needed.minorUnits) minor units locked, found "
          + "\(held?.minorUnits ?? 0)")
    }
    if engine.openOrderCount != core.budgets.openLockCount {
      found.append(
        "\(core.budgets.openLockCount) orders hold locks, \(engine.openOrderCount) are open")
    }
    return found
  }

  private static func wallets<V: Venue & ~Copyable>(
    _ core: borrowing ExecutionCore<V>, _ engine: borrowing MatchingEngine
  ) -> [String] {
    var found: [String] = []
    for account in core.plan.accounts.indices {
      for asset in core.plan.assets.indices {
        let wallet = engine.wallet(AccountIndex(account), AssetIndex(asset))
        let budget = core.budgets.get(AccountIndex(account), AssetIndex(asset))
        let kept = core.budgets.recyclesProceeds ? .zero : budget.received
        guard
          wallet.available != budget.available + kept || wallet.locked != budget.locked
        else { continue }
        found.append(
          "account \(core.plan.accounts[account].id), asset \(core.plan.assets[asset].id): the "
            + "venue holds \(wallet.available.minorUnits) available and "
            + "\(wallet.locked.minorUnits) locked minor units, expected "
            + "\((budget.available + kept).minorUnits) and \(budget.locked.minorUnits)")
      }
    }
    return found
  }
}
