import Domain

extension Plan {
  /// Holds the budgets against the smallest planned trade of each side.
  ///
  /// - Returns: what the user should know before the run.
  /// - Throws: `PlanRefusal` when no account can pay for a single bid, or none for a single ask.
  static func affordability(
    _ configuration: Configuration, _ scheduler: SlotScheduler
  ) throws(PlanRefusal) -> [String] {
    let needs = smallestNeeds(configuration, scheduler)
    var notices: [String] = []
    for (side, cheapest) in [(Side.bid, needs.bid), (Side.ask, needs.ask)] {
      let short = cheapest.map { need in
        configuration.accounts.indices.count {
          configuration.initialBudget(account: AccountIndex($0), asset: need.asset) < need.amount
        }
      }
      if zip(short, cheapest).allSatisfy({ count, _ in count == configuration.accounts.count }) {
        throw PlanRefusal(
          place: "budget.budgets",
          message:
            "no account can pay for a single \(side.name): the smallest planned one takes at least "
            + cheapest.map { $0.text(configuration) }.joined(separator: " or ")
            + "; raise the budgets or lower min_amount")
      }
      for (count, need) in zip(short, cheapest) where count > 0 {
        notices.append(
          "\(count) of \(configuration.accounts.count) accounts start with too small a budget for "
            + "one \(side.name): the smallest takes at least \(need.text(configuration))")
      }
    }
    return notices
  }

  private struct Need {
    let asset: AssetIndex
    var amount: Amount

    func text(_ configuration: Configuration) -> String {
      let asset = configuration.assets[asset.position]
      return "\(amount.text(decimals: asset.decimals)) \(asset.id)"
    }
  }

  /// The least that a bid and an ask of the plan can lock, one entry per asset: the smallest quantity
  /// at the lowest price. Exact where all pairs of a market have one price, else a lower bound.
  private static func smallestNeeds(
    _ configuration: Configuration, _ scheduler: SlotScheduler
  ) -> (bid: [Need], ask: [Need]) {
    var bid: [Need] = []
    var ask: [Need] = []
    for schedule in scheduler.markets {
      let market = configuration.markets[schedule.market.position]
      let quantity = schedule.quantityMin
      let limit =
        configuration.scheduler.restingSharePercent > 0
        ? schedule.restingBidBottom : schedule.limits(schedule.pairPriceMin).bid
      keepSmaller(Need(asset: market.quote, amount: market.notional(limit, quantity)), in: &bid)
      keepSmaller(Need(asset: market.base, amount: market.baseAmount(quantity)), in: &ask)
    }
    return (bid, ask)
  }

  private static func keepSmaller(_ need: Need, in needs: inout [Need]) {
    guard let place = needs.firstIndex(where: { $0.asset == need.asset }) else {
      needs.append(need)
      return
    }
    needs[place].amount = min(needs[place].amount, need.amount)
  }
}
