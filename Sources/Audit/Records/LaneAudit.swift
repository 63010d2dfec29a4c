import Domain
public import Journal
public import Simulation

/// Replays what a lane's journal tells, in its order, and holds it against what the plan, the rules of
/// budgets and an independent reference of the venue say must have happened.
///
/// Streaming: it keeps the reference's book, one entry for every account and asset, and what is still
/// open; nothing that has ended. Records are taken one after the other with `take`; at the end
/// `compare` holds the state of the run against what the records add up to.
///
/// Where the venue is not in the simulator's process, its records and not this prove what it did:
/// then fills and results are believed, and all that follows from them is checked.
public struct LaneAudit: Sendable {
  /// The lane.
  public let lane: Int
  /// What was found so far; counts of facts are added by `conclude`.
  public internal(set) var result = AuditResult()
  /// Outcomes that were taken.
  public internal(set) var recordCount: UInt64 = 0

  let plan: Plan
  let scheduler: SlotScheduler
  let lanes: LaneMap
  let markets: ContiguousArray<AuditMarket>
  let kind: VenueKind
  let drawing: FaultDrawing?
  /// What budgets must be.
  var ledger: AuditLedger
  /// The venue as it must be; nil where only its own records tell.
  var venue: VenueReplica?
  var locks: OrderLocks
  /// What budgets are at the end; nil until they were compared, and where they differed.
  var ledgerAtEnd: AuditLedger?
  /// The next slot of the main pass.
  var frontier: UInt64 = 0
  /// Slots whose fate is open, or that are tried again while others go on.
  var openSlots: [UInt64: OpenSlot] = [:]
  /// Slots whose last outcome is failed or skipped.
  var failedSlots = SequenceSet()
  /// Whether the venue said of an order that it does not remember what became of it.
  var hasForgotten = false
  var tally = LaneTally()
  var tape = TapeHash()
  /// For each market the latest sending among the orders before, in nanoseconds of the run.
  var latestSent: ContiguousArray<Int64>
  /// What the simulator must be told with the present record.
  var expected: [PredictedEvent] = []
  var isFirstAttempt = false
  /// Whether the present slot's need is locked in the ledger.
  var isLocked = false
  /// Open slots whose fate is open.
  var unknownCount = 0
  private var pair: SlotPair?
  private var makerPair: SlotPair?

  /// Whose answers are predicted, and how.
  enum VenueKind: Sendable {
    case embedded
    case null
    case outside
  }

  /// A slot that another record will tell of.
  struct OpenSlot: Hashable, Sendable {
    var isUnknown: Bool
    /// Tries so far, for slots that are tried again while others go on; nil for others.
    var deferredAttempts: UInt32?
  }

  /// An audit of one lane before its first record.
  public init(_ plan: Plan, lane: Int = 0) {
    let plan = plan.lanes.laneCount > 1 ? plan.unshared() : plan
    self.plan = plan
    self.lane = lane
    scheduler = plan.scheduler
    lanes = plan.lanes
    markets = ContiguousArray(plan.markets.enumerated().map { AuditMarket($1, at: $0) })
    latestSent = ContiguousArray(repeating: .min, count: markets.count)
    drawing = plan.configuration.faults.map { FaultDrawing($0, seed: plan.seed) }
    let recycles = plan.configuration.budget.recycleProceeds
    ledger = Self.ledger(plan, lane, recyclesProceeds: recycles)
    switch plan.configuration.venue.type {
    case .embedded:
      kind = .embedded
      venue = VenueReplica(
        plan, markets, wallets: Self.ledger(plan, lane, recyclesProceeds: true))
    case .null: kind = .null
    case .postgresql, .sql: kind = .outside
    }
    locks = OrderLocks(tracksAll: kind == .outside)
    expected.reserveCapacity(256)
  }

  private static func ledger(
    _ plan: Plan, _ lane: Int, recyclesProceeds: Bool
  ) -> AuditLedger {
    var ledger = AuditLedger(
      accountCount: plan.accounts.count, assetCount: plan.assets.count,
      recyclesProceeds: recyclesProceeds)
    let shares = plan.initialBudgets(lane: lane, of: plan.lanes.laneCount)
    for (account, amounts) in shares.enumerated() {
      for (asset, amount) in amounts.enumerated() {
        ledger.deposit(account, asset, amount.minorUnits)
      }
    }
    return ledger
  }

  /// Takes budget that came from or went to another lane.
  public mutating func take(_ transfer: TransferRecord) {
    let (account, asset) = (Int(transfer.account), Int(transfer.asset))
    tally.balances += 1
    guard plan.accounts.indices.contains(account), plan.assets.indices.contains(asset),
      transfer.minorUnits > 0
    else {
      return report(
        .balances, expected: "an account, an asset and an amount of the plan",
        found: "transfer \(transfer.number) of lane \(transfer.peer)")
    }
    let amount = transfer.isOutgoing ? -transfer.minorUnits : transfer.minorUnits
    if ledger[account, asset].available + amount < 0 {
      report(
        .balances, AuditPlace(account: name(account), asset: plan.assets[asset].id),
        expected: "at least \(transfer.minorUnits) minor units available to hand over",
        found: "\(ledger[account, asset].available)", magnitude: transfer.minorUnits)
    }
    ledger.deposit(account, asset, amount)
    venue?.wallets.deposit(account, asset, amount)
  }

  /// Takes what became of a slot, with the fills that it caused.
  public mutating func take(_ record: OutcomeRecord, fills: [FillRecord]) {
    recordCount += 1
    guard let outcome = record.outcome, record.slot < plan.slotCount else {
      return report(
        .resumption, AuditPlace(slot: record.slot),
        expected: "an outcome of a slot of the plan, which has \(plan.slotCount)",
        found: "state \(record.state), reason \(record.reason)")
    }
    guard let old = previousState(record) else { return }
    let slot = self.slot(at: record.slot)
    expected.removeAll(keepingCapacity: true)
    let expectation = expect(slot, record, outcome, old)
    compare(slot, outcome, expectation)
    compare(slot, fills)
    checkArrival(slot, record, outcome)
    book(slot, outcome, fills, old)
  }

  /// The slot at a place of the plan; cheapest in order.
  mutating func slot(at sequence: UInt64) -> ActionSlot {
    if let pair, pair.first.sequence == sequence & ~1 {
      return sequence % 2 == 0 ? pair.first : pair.second
    }
    let made = scheduler.pair(at: sequence / 2)
    pair = made
    return sequence % 2 == 0 ? made.first : made.second
  }

  /// The slot of an order that rested, which is often the one before.
  mutating func makerSlot(at sequence: UInt64) -> ActionSlot {
    for made in [pair, makerPair] {
      if let made, made.first.sequence == sequence & ~1 {
        return sequence % 2 == 0 ? made.first : made.second
      }
    }
    let made = scheduler.pair(at: sequence / 2)
    makerPair = made
    return sequence % 2 == 0 ? made.first : made.second
  }

  func name(_ account: Int) -> String { plan.accounts[account].id }

  mutating func report(
    _ invariant: Invariant, _ place: AuditPlace = AuditPlace(), expected: String,
    found: String, magnitude: Int128 = 0
  ) {
    result.add(
      AuditViolation(
        invariant, place, expected: expected, found: found, magnitude: magnitude))
  }

  /// Where something about a slot was found.
  func place(_ slot: ActionSlot) -> AuditPlace {
    AuditPlace(
      slot: slot.sequence, account: name(slot.account.position),
      market: plan.markets[slot.market.position].id)
  }
}
