import Budgets
import Domain
import Matching
public import Simulation

/// Audits a finished run: its records are replayed, and budgets, venue and counts held against what they
/// add up to and against each other.
///
/// Without a replay only what stands at the end is checked: budgets, open orders, wallets and counts.
/// A venue outside of this process makes checks of its own.
public struct EndOfRunAudit: RunInspector {
  /// What was found in the run's own records and state.
  var own = AuditResult()
  /// What venues outside found when they compared their records with the run at its end.
  private var outside = AuditResult()

  private let replay: RecordReplay?
  private let isHurried: () -> Bool
  private var isWhole = true
  private var replayed: [LaneReplay]?
  /// What is wrong in the lanes seen so far.
  private var budgets: [String] = []
  private var checkedAmounts: UInt64 = 0
  /// What is not compared since fates are open, unless a read of the venue's own records settles them.
  private var undecided = AuditResult()
  /// What the replays of lanes found, by lane.
  private var replayResults: [Int: AuditResult] = [:]
  /// What the records make of the budgets of the lanes seen so far; nil where that is not known.
  private var recomputed: AuditLedger?
  private var isRecomputed = true
  /// Slots that were in flight when their lanes stopped.
  private var slotsInFlight: [UInt64] = []

  /// An audit that has seen nothing yet.
  ///
  /// - Parameters:
  ///   - replay: of the run's records; nil to leave them out.
  ///   - isHurried: asked at the end of the run whether what is not replayed by then is left out.
  public init(replay: RecordReplay? = nil, isHurried: @escaping () -> Bool = { false }) {
    self.replay = replay
    self.isHurried = isHurried
  }

  /// What was found. Where the venue's own records are replayed as well, use `result(with:)`.
  public var result: AuditResult { result(with: nil) }

  /// What was found, together with what a replay of the venue's own records found; nil for none. The
  /// replay settles fates that were open, or says why not.
  public func result(with venue: AuditResult?) -> AuditResult {
    var all = own
    var quick = outside
    var replays = replaysOfLanes
    if let venue {
      all.merge(venue)
      replays.merge(venue)
      // What was compared there needs no quicker look.
      if venue[.agreement].factCount > 0 { quick.dropReasons() }
    } else {
      all.merge(undecided)
    }
    all.merge(quick, behind: replays)
    return all
  }

  private var replaysOfLanes: AuditResult {
    var all = AuditResult()
    for result in replayResults.values { all.merge(result) }
    return all
  }

  /// Holds one lane's share of the budgets against its records and its venue. O(accounts x assets + open
  /// orders), beside the records.
  public mutating func inspect<V: Venue & ~Copyable>(_ core: borrowing ExecutionCore<V>) {
    compareWithRecords(core)
    budgets += core.budgets.violations()
    checkedAmounts += UInt64(core.plan.accounts.count * core.plan.assets.count)
    if let slot = core.slotInFlight { slotsInFlight.append(slot) }
    guard core.unknownSlots.isEmpty, core.slotInFlight == nil else { return }
    let found = core.venue.reading { engine in
      var found = AuditResult()
      Self.checkOpenOrders(core, engine, &found)
      Self.checkWallets(core, engine, &found)
      found.count(.soundBook, UInt64(engine.openOrderCount))
      for problem in engine.checkInvariants() {
        found.add(
          AuditViolation(
            .soundBook, AuditPlace(), expected: "a book without contradictions", found: problem))
      }
      return found
    }
    guard let found else {
      if let audit = core.venue.audit(RunAccount(of: core)) { take(audit) }
      return
    }
    own.merge(found, behind: replayResults[core.lane] ?? AuditResult())
  }

  private mutating func compareWithRecords<V: Venue & ~Copyable>(
    _ core: borrowing ExecutionCore<V>
  ) {
    guard let replay else { return }
    if replayed == nil {
      isWhole = !isHurried()
      replayed = replay.finish(isHurried: !isWhole)
    }
    guard var lane = replayed?[core.lane].audit else { return }
    if let failure = replayed?[core.lane].failure {
      isRecomputed = false
      own.leaveOut(Self.provenByRecords, "\(failure)")
    } else if isWhole || lane.isCaughtUp(with: core) {
      lane.compare(core)
      take(lane)
    } else {
      isRecomputed = false
      own.merge(lane.result)
      own.leaveOut(
        Self.provenByRecords,
        "the run stopped before all its records were replayed; simulator audit does it")
    }
  }

  /// Takes a lane's records that were replayed to their end and compared.
  mutating func take(_ lane: LaneAudit) {
    own.merge(lane.result)
    replayResults[lane.lane] = lane.result
    guard let ledger = lane.ledgerAtEnd else {
      isRecomputed = false
      return
    }
    if recomputed == nil { recomputed = ledger } else { recomputed?.merge(ledger) }
  }

  /// What only a replay of the records shows.
  private static let provenByRecords: [Invariant] = [
    .oneOrderPerSlot, .repeatsTakeEffectOnce, .quantitiesAddUp, .fillSequence, .fillTerms,
    .priority, .settlement, .noFillAfterCancel, .orderOfArrival, .refusals, .durability,
    .resumption,
  ]

  /// What the records of a run tell whose state cannot be restored.
  public static func ofRecordsAlone(
    _ replay: RecordReplay, because reason: String
  ) -> AuditResult {
    var result = AuditResult()
    for lane in replay.finish() {
      var audit = lane.audit
      audit.conclude()
      result.merge(audit.result)
      if let failure = lane.failure { result.leaveOut(provenByRecords, "\(failure)") }
    }
    result.leaveOut([.balances, .locks, .agreement, .durability], reason)
    return result
  }

  /// Holds what all lanes add up to against each other, and puts the result together.
  public mutating func conclude(_ totals: RunTotals) {
    let before = own
    own = AuditResult()
    checkTotals(totals)
    let comparison = own
    own = before
    own.merge(comparison, behind: replaysOfLanes)
    guard totals.executed > 0 else {
      return own.leaveOut(Self.provenByRecords, "no slot was executed")
    }
    guard totals.unknownSlots.isEmpty else {
      return undecided.leaveOut(
        [.oneOrderPerSlot, .locks, .agreement],
        "venue and budgets were not compared: the fate of \(totals.unknownSlots.count) slots is open"
      )
    }
    if let slot = slotsInFlight.first {
      own.leaveOut(
        [.locks, .agreement],
        "venue and budgets were not compared: slot \(slot) was in flight when the run stopped")
    }
  }

  private mutating func checkTotals(_ totals: RunTotals) {
    let unbalanced = totals.budgets.map { $0.violations() } ?? []
    own.count(.balances, checkedAmounts)
    for problem in budgets + unbalanced.filter({ !budgets.contains($0) }) {
      add(.balances, expected: "budgets that balance, and locks that add up", found: problem)
    }
    checkConservation(totals)
    if isRecomputed, let recomputed { checkPrinted(totals, recomputed) }
    checkSlotCounts(totals)
  }

  mutating func add(
    _ invariant: Invariant, _ place: AuditPlace = AuditPlace(), expected: String, found: String,
    magnitude: Int128 = 0
  ) {
    own.add(
      AuditViolation(invariant, place, expected: expected, found: found, magnitude: magnitude))
  }

  /// Takes what a lane's venue outside found, check by check.
  private mutating func take(_ audit: VenueAudit) {
    for check in audit.checks {
      outside.count(check.invariant)
      for message in check.messages {
        outside.add(
          AuditViolation(check.invariant, AuditPlace(), expected: check.name, found: message))
      }
    }
    for reason in audit.leftOut { outside.leaveOut([.settlement, .agreement], reason) }
    for note in audit.notes where !outside.notes.contains(note) { outside.notes.append(note) }
  }

  private mutating func checkConservation(_ totals: RunTotals) {
    guard let budgets = totals.budgets else { return }
    // With somebody else's orders in the book, money comes and goes.
    let isClosed = totals.unknownSlots.isEmpty && totals.statistics.foreignMatches == 0
    for asset in budgets.summary().assets {
      let sums = asset.totals
      own.count(.balances)
      guard sums.spent != sums.received && isClosed else { continue }
      add(
        .balances, AuditPlace(asset: totals.plan.assets[asset.asset.position].id),
        expected: "as much received as spent, \(sums.spent.minorUnits) minor units",
        found: "\(sums.received.minorUnits)",
        magnitude: sums.received.minorUnits - sums.spent.minorUnits)
    }
    for (account, amounts) in totals.plan.initialBudgets().enumerated() {
      for (asset, amount) in amounts.enumerated() {
        let initial = budgets.get(AccountIndex(account), AssetIndex(asset)).initial
        guard initial != amount else { continue }
        add(
          .balances,
          AuditPlace(
            account: totals.plan.accounts[account].id, asset: totals.plan.assets[asset].id),
          expected: "\(amount.minorUnits) minor units at the start, as planned",
          found: "\(initial.minorUnits) in all lanes",
          magnitude: initial.minorUnits - amount.minorUnits)
      }
    }
  }

  private mutating func checkSlotCounts(_ totals: RunTotals) {
    let counts = totals.statistics
    own.count(.oneOrderPerSlot, 3)
    let pairs: [(String, UInt64, UInt64)] = [
      ("slots with an outcome", totals.executed, counts.finished),
      ("unknown slots", UInt64(totals.unknownSlots.count), counts.unknown),
      ("fills counted", totals.tape.count, counts.matches),
    ]
    for (name, wanted, found) in pairs where wanted != found {
      add(
        .oneOrderPerSlot, expected: "\(wanted) \(name)", found: "\(found)",
        magnitude: Int128(found) - Int128(wanted))
    }
  }
}
