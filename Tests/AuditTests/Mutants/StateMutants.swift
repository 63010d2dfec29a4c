import Domain
import Matching

@testable import Audit
@testable import Budgets
@testable import Simulation

extension Mutant {
  /// Budgets and counts that went wrong.
  static let ofBudgets: [Mutant] = [
    .state("a lock leaks", .locks) { core, random in
      let (account, asset) = core.draw(&random)
      let id = ClientOrderID(sequence: core.plan.slotCount + 5)
      return core.budgets.lock(id, account, asset, Amount(minorUnits: 1)) == .locked
    },
    .state("a lock is given back too early", .locks) { core, _ in
      guard let order = core.openOrders.first else { return false }
      core.budgets.release(order.id)
      return true
    },
    .state("something is paid and not booked", .settlement) { core, random in
      core.change(&random) { $0.spent -= 1 }
    },
    .state("a fill is booked twice", .settlement) { core, random in
      core.change(&random) { budget in
        budget.spent += 1
        budget.available -= 1
      }
    },
    .state("the proceeds go to another asset", .settlement) { core, random in
      let account = core.draw(&random).0
      guard core.plan.assets.count > 1 else { return false }
      core.change(account, AssetIndex(0)) { $0.received += 1 }
      core.change(account, AssetIndex(1)) { $0.received -= 1 }
      return true
    },
    .state("money out of nothing", .balances) { core, random in
      core.change(&random) { budget in
        budget.initial += 1
        budget.available += 1
      }
    },
    .state("money vanishes", .balances) { core, random in core.change(&random) { $0.available -= 1 }
    },
    .state("a completed slot is not counted", .oneOrderPerSlot) { core, _ in
      guard core.statistics.completed > 0 else { return false }
      core.statistics.completed -= 1
      return true
    },
    .state("a fill is not counted", .priority) { core, _ in
      guard core.statistics.matches > 0 else { return false }
      core.statistics.matches -= 1
      return true
    },
    .state("another tape", .priority) { core, _ in
      core.tape.sum &+= 1
      return true
    },
    Mutant("budgets from before the interruption", .settlement) { run, core, random in
      let outcomes = run.lanes[0].count
      guard outcomes > 4 else { return false }
      let before = try run.core(after: outcomes / 2)
      let isSame = core.plan.accounts.indices.allSatisfy { account in
        core.plan.assets.indices.allSatisfy {
          before.budgets.get(AccountIndex(account), AssetIndex($0)).spent
            == core.budgets.get(AccountIndex(account), AssetIndex($0)).spent
        }
      }
      core.budgets = before.budgets
      return !isSame
        && before.budgets.lockedAmount(of: ClientOrderID(sequence: core.frontier)) == nil
    },
  ]

  /// An engine that is in another state than its acknowledgements say.
  static let ofVenue: [Mutant] = [
    .state("an order is lost in a crash", .durability) { core, _ in
      guard let order = core.openOrders.first else { return false }
      let report = core.venue.base.engine.submit(
        .cancel(
          ClientOrderID(sequence: core.plan.slotCount + 9), account: order.account,
          market: order.market, target: order.id))
      return report.status == .canceled
    },
    .state("an order that nobody placed", .oneOrderPerSlot) { core, _ in
      core.placeStrange(at: core.plan.slotCount + 9)
    },
    .state("a wallet is filled by mistake", .agreement) { core, random in
      let (account, asset) = core.draw(&random)
      core.venue.base.engine.deposit(Amount(minorUnits: 1), account: account, asset: asset)
      return true
    },
    .state("an order shrinks", .quantitiesAddUp) { core, _ in
      guard let order = core.openOrders.first(where: { $0.quantity.lots > $0.cumulative.lots + 1 })
      else { return false }
      let report = core.venue.base.engine.submit(
        OrderCommand(
          kind: .amend, id: ClientOrderID(sequence: core.plan.slotCount + 9),
          account: order.account, market: order.market, side: order.side, type: .limit,
          timeInForce: .goodTillCancel, price: order.price,
          quantity: Quantity(lots: order.quantity.lots - 1), target: order.id))
      return report.refusal == nil
    },
  ]
}

extension RecordedRun.Core {
  /// Changes a drawn budget that something happened to.
  fileprivate mutating func change(
    _ random: inout SplitMix64, _ body: (inout Numbers) -> Void
  ) -> Bool {
    var found: [(AccountIndex, AssetIndex)] = []
    for account in plan.accounts.indices {
      for asset in plan.assets.indices {
        let budget = budgets.get(AccountIndex(account), AssetIndex(asset))
        if budget.spent > .zero && budget.available > .zero {
          found.append((AccountIndex(account), AssetIndex(asset)))
        }
      }
    }
    guard !found.isEmpty else { return false }
    let (account, asset) = found[Int(random.next(below: UInt64(found.count)))]
    change(account, asset, body)
    return true
  }

  /// The numbers of a budget in minor units.
  fileprivate struct Numbers {
    var initial: Int128
    var available: Int128
    var spent: Int128
    var received: Int128
  }

  fileprivate mutating func change(
    _ account: AccountIndex, _ asset: AssetIndex, _ body: (inout Numbers) -> Void
  ) {
    var budget = budgets.get(account, asset)
    var numbers = Numbers(
      initial: budget.initial.minorUnits, available: budget.available.minorUnits,
      spent: budget.spent.minorUnits, received: budget.received.minorUnits)
    body(&numbers)
    budget.initial = Amount(minorUnits: numbers.initial)
    budget.available = Amount(minorUnits: numbers.available)
    budget.spent = Amount(minorUnits: numbers.spent)
    budget.received = Amount(minorUnits: numbers.received)
    budgets.budgets[account.position * plan.assets.count + asset.position] = budget
  }

  /// Places an order at the venue that no slot stands for.
  fileprivate mutating func placeStrange(at sequence: UInt64) -> Bool {
    for market in plan.markets.indices {
      let rule = MarketDiscipline(plan.markets[market], at: MarketIndex(market))
      for account in plan.accounts.indices {
        let report = venue.base.engine.submit(
          OrderCommand(
            kind: .place, id: ClientOrderID(sequence: sequence), account: AccountIndex(account),
            market: MarketIndex(market), side: .bid, type: .limit, timeInForce: .goodTillCancel,
            price: rule.priceMin, quantity: Quantity(lots: 1)))
        if report.status == .new { return true }
      }
    }
    return false
  }
}
