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

  /// What is wrong in the lanes seen so far, by check.
  private var budgets: [String] = []
  private var books: [String] = []
  private var locks: [String] = []
  private var wallets: [String] = []
  /// Lanes whose venue could be looked into.
  private var venuesRead = 0
  /// What venues outside found in each lane.
  private var outside: [VenueAudit] = []
  /// Slots that were in flight when their lanes stopped.
  private var slotsInFlight: [UInt64] = []

  /// An audit that has seen nothing yet.
  public init() {}

  /// Holds one lane's share of the budgets against its venue. O(accounts x assets + open orders).
  public mutating func inspect<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {
    budgets += core.budgets.violations()
    if let slot = core.slotInFlight { slotsInFlight.append(slot) }
    guard core.unknownSlots.isEmpty, core.slotInFlight == nil else { return }
    let found = core.venue.reading { engine in
      (
        engine.checkInvariants(), Self.openOrders(core, engine), Self.wallets(core, engine)
      )
    }
    guard let found else {
      if let audit = core.venue.audit(RunAccount(of: core)) { outside.append(audit) }
      return
    }
    venuesRead += 1
    books += found.0
    locks += found.1
    wallets += found.2
  }

  /// Holds what all lanes add up to against each other, and puts the result together.
  public mutating func conclude(_ totals: RunTotals) {
    let unbalanced = totals.budgets.map { $0.violations() } ?? []
    result.record("budgets balance", budgets + unbalanced.filter { !budgets.contains($0) })
    result.record("assets are conserved", Self.conservation(totals))
    result.record("slots add up", Self.slotCounts(totals))
    guard totals.unknownSlots.isEmpty else {
      result.leftOut.append(
        "venue and budgets were not compared: the fate of \(totals.unknownSlots.count) slots is open"
      )
      return
    }
    if let slot = slotsInFlight.first {
      result.leftOut.append(
        "venue and budgets were not compared: slot \(slot) was in flight when the run stopped")
      return
    }
    recordOutside()
    guard venuesRead > 0 else { return }
    result.record("book is sound", books)
    result.record("locks match open orders", locks)
    result.record("wallets agree with budgets", wallets)
  }

  /// Puts together what the lanes' venues outside found, check by check.
  private mutating func recordOutside() {
    for (place, check) in (outside.first?.checks ?? []).enumerated() {
      result.record(
        check.name, outside.flatMap { $0.checks.count > place ? $0.checks[place].messages : [] })
    }
    result.leftOut += outside.flatMap(\.leftOut)
    result.notes += outside.flatMap(\.notes)
  }

  private static func conservation(_ totals: RunTotals) -> [String] {
    var found: [String] = []
    guard let budgets = totals.budgets else { return found }
    // With somebody else's orders in the book, money comes and goes.
    let isClosed = totals.unknownSlots.isEmpty && totals.statistics.foreignMatches == 0
    for asset in budgets.summary().assets {
      let name = totals.plan.assets[asset.asset.position].id
      let sums = asset.totals
      if sums.spent != sums.received && isClosed {
        found.append(
          "\(name): \(sums.spent.minorUnits) minor units were spent, "
            + "\(sums.received.minorUnits) received")
      }
    }
    let start = totals.plan.initialBudgets()
    for (account, amounts) in start.enumerated() {
      for (asset, amount) in amounts.enumerated() {
        let initial = budgets.get(AccountIndex(account), AssetIndex(asset)).initial
        guard initial != amount else { continue }
        found.append(
          "account \(totals.plan.accounts[account].id), asset \(totals.plan.assets[asset].id): "
            + "\(initial.minorUnits) minor units in all lanes at the start, planned "
            + "\(amount.minorUnits)")
      }
    }
    return found
  }

  private static func slotCounts(_ totals: RunTotals) -> [String] {
    let counts = totals.statistics
    var found: [String] = []
    if counts.finished != totals.executed {
      found.append("\(counts.finished) slots have an outcome, \(totals.executed) were executed")
    }
    if counts.unknown != UInt64(totals.unknownSlots.count) {
      found.append(
        "\(counts.unknown) slots count as unknown, \(totals.unknownSlots.count) are kept")
    }
    if counts.matches != totals.tape.count {
      found.append("\(counts.matches) fills were counted, the tape holds \(totals.tape.count)")
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
