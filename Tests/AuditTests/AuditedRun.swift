import Budgets
import Domain
import JSONText
import Matching

@testable import Audit
@testable import Simulation

/// What can be wrong with a finished run.
enum Tampering: CaseIterable {
  case lockLeaked, lockReleased, walletRaised, budgetRaised, spentHidden, fillUncounted
  case slotUncounted, unknownUncounted, strangeOrder

  /// The checks that must find it, and no others.
  var checks: Set<String> {
    switch self {
    case .lockLeaked: ["locks match open orders", "wallets agree with budgets"]
    case .lockReleased: ["locks match open orders", "wallets agree with budgets"]
    case .walletRaised: ["wallets agree with budgets"]
    case .budgetRaised: ["assets are conserved", "wallets agree with budgets"]
    case .spentHidden: ["assets are conserved", "wallets agree with budgets"]
    case .fillUncounted, .slotUncounted, .unknownUncounted: ["slots add up"]
    case .strangeOrder: ["locks match open orders", "wallets agree with budgets"]
    }
  }

  /// What a message of it says.
  var words: String {
    switch self {
    case .lockLeaked: "orders hold locks"
    case .lockReleased: "found 0"
    case .walletRaised, .budgetRaised: "the venue holds"
    case .spentHidden: "minor units were spent"
    case .fillUncounted: "the tape holds"
    case .slotUncounted: "slots have an outcome"
    case .unknownUncounted: "slots count as unknown"
    case .strangeOrder: "needs"
    }
  }
}

/// A run on the embedded venue, slot by slot, with budgets kept beside the engine.
struct AuditedRun: ~Copyable {
  private var core: ExecutionCore<EmbeddedVenue>
  private var random: SplitMix64

  init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    let text = #"""
      {"seed": \#(seed), "accounts": {"count": \#(2 + seed % 7)},
       "scheduler": {"trades_per_account": 50, "resting_share": 0.3, "price_spread": 0.02,
                     "time_in_force": {"goodTillCancel": 1, "immediateOrCancel": 1}},
       "budget": {"budgets": [{"amount": 50000}], "recycle_proceeds": \#(seed % 2 == 0)}}
      """#
    let plan = try Plan(Configuration.read(file: ("seed \(seed)", Array(text.utf8))))
    var budgets = BudgetStore(
      accountCount: plan.accounts.count, assetCount: plan.assets.count,
      recyclesProceeds: plan.configuration.budget.recycleProceeds)
    var engine = MatchingEngine(
      markets: plan.markets, accountCount: plan.accounts.count, assetCount: plan.assets.count,
      selfTradePrevention: .cancelTaker)
    for (account, amounts) in plan.initialBudgets().enumerated() {
      for (asset, amount) in amounts.enumerated() {
        budgets.set(AccountIndex(account), AssetIndex(asset), to: amount)
        engine.deposit(amount, account: AccountIndex(account), asset: AssetIndex(asset))
      }
    }
    core = ExecutionCore(plan: plan, budgets: budgets, venue: EmbeddedVenue(engine: engine))
  }

  /// Executes the next slots.
  mutating func trade(count: UInt64) {
    for sequence in core.frontier..<min(core.frontier + count, core.plan.slotCount) {
      execute(core.plan.scheduler.slot(at: sequence))
    }
  }

  private mutating func execute(_ slot: ActionSlot) {
    let outcome: SlotOutcome
    if let refusal = core.prepare(slot) {
      outcome = .refused(refusal, attempts: 0)
    } else {
      switch core.attempt(slot, Attempt(pass: 0, number: 1), isUnknown: false) {
      case .done(let result): outcome = .completed(result, attempts: 1)
      case .refused(let reason): outcome = .refused(reason, attempts: 1)
      case .failed: preconditionFailure("the embedded venue never fails")
      }
    }
    core.conclude(slot, outcome, replacing: nil)
  }

  /// The audit of the run as it stands.
  func audit() -> AuditResult {
    var audit = EndOfRunAudit()
    audit.inspect(core)
    var totals = RunTotals(plan: core.plan)
    totals.add(core)
    audit.conclude(totals)
    return audit.result
  }

  mutating func tamper(_ tampering: Tampering) {
    let account = AccountIndex(Int(random.next(below: UInt64(core.plan.accounts.count))))
    let usd = AssetIndex(2)
    switch tampering {
    case .lockLeaked:
      let id = ClientOrderID(sequence: core.plan.slotCount + 5)
      precondition(core.budgets.lock(id, account, usd, Amount(minorUnits: 7)) == .locked)
    case .lockReleased: core.budgets.release(openOrder())
    case .walletRaised:
      core.venue.engine.deposit(Amount(minorUnits: 1), account: account, asset: usd)
    case .budgetRaised:
      var budget = core.budgets.get(account, usd)
      budget.initial += Amount(minorUnits: 1)
      budget.available += Amount(minorUnits: 1)
      precondition(core.budgets.restore(account, usd, budget))
    case .spentHidden:
      var budget = core.budgets.get(account, usd)
      budget.spent += Amount(minorUnits: 1)
      budget.available -= Amount(minorUnits: 1)
      precondition(core.budgets.restore(account, usd, budget))
    case .fillUncounted: core.statistics.matches += 1
    case .slotUncounted: core.statistics.completed -= 1
    case .unknownUncounted:
      core.statistics.unknown += 1
      core.statistics.completed -= 1
    case .strangeOrder:
      let slot = core.plan.scheduler.slot(at: core.plan.slotCount - 1)
      let report = core.venue.engine.submit(
        OrderCommand(
          kind: .place, id: slot.clientOrderID, account: slot.account, market: slot.market,
          side: .bid, type: .limit, timeInForce: .goodTillCancel,
          price: MarketDiscipline(core.plan.markets[slot.market.position], at: slot.market)
            .priceMin,
          quantity: Quantity(lots: 1)))
      precondition(report.status == .new)
    }
  }

  /// Adds a slot whose fate is open.
  mutating func makeUnknown() {
    core.unknownSlots.append(UnknownSlot(sequence: 3, pass: 0))
    core.statistics.unknown += 1
    core.statistics.completed -= 1
  }

  /// Leaves the next slot in flight, with its lock held.
  mutating func putInFlight() {
    let id = ClientOrderID(sequence: core.frontier)
    precondition(
      core.budgets.lock(id, AccountIndex(0), AssetIndex(2), Amount(minorUnits: 1)) == .locked)
    core.slotInFlight = core.frontier
  }

  private func openOrder() -> ClientOrderID {
    var found: ClientOrderID?
    core.venue.engine.forEachOpenOrder { if found == nil { found = $0.id } }
    guard let found else { preconditionFailure("no order rests") }
    return found
  }
}
