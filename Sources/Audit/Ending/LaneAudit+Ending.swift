import Budgets
import Domain
import Matching
import Simulation

/// Holds the state that a lane ended with against what its records add up to.
extension LaneAudit {
  /// Compares all that a lane ended with.
  mutating func compare<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {
    skipOtherLanes(to: core.frontier)
    compareCounts(
      core.statistics, core.tape, frontier: core.frontier, unknown: core.unknownSlots.count)
    // What is in flight, or was when the run stopped, is in no record yet and holds a lock.
    let next = ClientOrderID(sequence: core.frontier)
    guard core.slotInFlight == nil, core.budgets.lockedAmount(of: next) == nil else {
      return conclude()
    }
    compare(core.budgets)
    if venue != nil {
      _ = core.venue.reading { engine in
        compareBooks(engine)
        compareWallets(engine)
      }
    }
    conclude()
  }

  private mutating func compareCounts(
    _ statistics: RunStatistics, _ told: TapeHash, frontier: UInt64, unknown: Int
  ) {
    let pairs: [(String, UInt64, UInt64)] = [
      ("completed slots", tally.completed, statistics.completed),
      ("failed slots", tally.failed, statistics.failed),
      ("skipped slots", tally.skipped, statistics.skipped),
      ("unknown slots", tally.unknown, statistics.unknown),
      ("slots whose fate is open", UInt64(unknownCount), UInt64(unknown)),
      ("orders", tally.orders, statistics.ordersCreated),
    ]
    for (name, recorded, counted) in pairs where recorded != counted {
      report(
        .oneOrderPerSlot, expected: "\(recorded) \(name), as recorded", found: "\(counted)",
        magnitude: Int128(recorded) - Int128(counted))
    }
    if frontier != self.frontier {
      report(
        .resumption, expected: "the records to end at slot \(frontier), where the run stands",
        found: "slot \(self.frontier)", magnitude: Int128(frontier) - Int128(self.frontier))
    }
    if tally.fills != statistics.matches || tape != told {
      report(
        .priority, expected: "\(tally.fills) fills with hash \(tape.digest)",
        found: "\(statistics.matches) with \(told.digest)",
        magnitude: Int128(tally.fills) - Int128(statistics.matches))
    }
  }

  private mutating func compare(_ budgets: BudgetStore) {
    let violationsBefore = result.violationCount
    defer { if result.violationCount == violationsBefore { ledgerAtEnd = ledger } }
    for account in plan.accounts.indices {
      for asset in plan.assets.indices {
        tally.balances += 1
        result.count(.locks)
        let found = budgets.get(AccountIndex(account), AssetIndex(asset))
        compare(found, ledger[account, asset], account, asset)
      }
    }
    if let (account, asset) = ledger.overdrawn {
      report(
        .balances, AuditPlace(account: name(account), asset: plan.assets[asset].id),
        expected: "nothing below zero", found: "more taken than there was")
    }
  }

  private mutating func compare(
    _ found: AccountBudget, _ wanted: AuditLedger.Entry, _ account: Int, _ asset: Int
  ) {
    let parts: [(Invariant, String, Int128, Amount)] = [
      (.balances, "initial", wanted.initial, found.initial),
      (.settlement, "spent", wanted.spent, found.spent),
      (.settlement, "received", wanted.received, found.received),
      (.locks, "locked", wanted.locked, found.locked),
      (.balances, "available", wanted.available, found.available),
    ]
    guard let (invariant, name, expected, amount) = parts.first(where: { $2 != $3.minorUnits })
    else { return }
    report(
      invariant, AuditPlace(account: self.name(account), asset: plan.assets[asset].id),
      expected: "\(expected) minor units \(name)", found: "\(amount.minorUnits)",
      magnitude: amount.minorUnits - expected)
  }

  private mutating func compareWallets(_ engine: borrowing MatchingEngine) {
    guard let wallets = venue?.wallets else { return }
    for account in plan.accounts.indices {
      for asset in plan.assets.indices {
        let wallet = engine.wallet(AccountIndex(account), AssetIndex(asset))
        let wanted = wallets[account, asset]
        tally.wallets += 1
        let isLocked = wallet.locked.minorUnits == wanted.locked
        if isLocked && wallet.available.minorUnits == wanted.available { continue }
        let (name, expected, amount) =
          isLocked
          ? ("available", wanted.available, wallet.available)
          : ("locked", wanted.locked, wallet.locked)
        report(
          isLocked ? (ledgerAtEnd == nil ? .settlement : .agreement) : .locks,
          AuditPlace(account: self.name(account), asset: plan.assets[asset].id),
          expected: "\(expected) minor units \(name) in the venue's wallet",
          found: "\(amount.minorUnits)", magnitude: amount.minorUnits - expected)
      }
    }
  }

  /// Turns what was counted into the facts of the invariants.
  mutating func conclude() {
    if let (market, slot) = venue?.crossed {
      report(
        .soundBook, AuditPlace(slot: slot, market: plan.markets[market].id),
        expected: "the best bid below the best ask", found: "a crossed book")
    }
    result.count(.oneOrderPerSlot, tally.outcomes)
    result.count(.repeatsTakeEffectOnce, tally.repeats)
    result.count(.quantitiesAddUp, tally.expectations)
    result.count(.fillSequence, venue == nil ? 0 : tally.fills)
    result.count(.fillTerms, tally.fills)
    result.count(.priority, venue == nil ? 0 : tally.fills)
    result.count(.soundBook, venue == nil ? 0 : tally.expectations)
    result.count(.balances, tally.balances)
    result.count(.settlement, tally.fills + tally.wallets)
    result.count(.noFillAfterCancel, venue == nil ? 0 : tally.cancels)
    result.count(.orderOfArrival, tally.arrivals)
    result.count(.refusals, tally.refusals)
    result.count(.resumption, tally.outcomes)
  }
}
