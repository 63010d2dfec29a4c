import Domain

extension Configuration {
  /// Hashes what decides the slots and what may become of them, field by field in a fixed order.
  func planHash() -> StableHash {
    var hash = StableHash()
    hash.combine(text: "orderbook-simulator plan 1")
    hash.combine(seed, load.isContinuous ? 0 : iterations)
    combinePopulation(into: &hash)
    combineScheduler(into: &hash)
    if load.marketWeights != .dealt { hash.combine(text: load.marketWeights.text) }
    hash.combine(budget.recycleProceeds ? 1 : 0, UInt64(budget.entries.count))
    for entry in budget.entries {
      hash.combine(
        UInt64(bitPattern: Int64(entry.account?.position ?? -1)),
        UInt64(bitPattern: Int64(entry.asset?.position ?? -1)))
      hash.combine(entry.amount)
    }
    return hash
  }

  private func combinePopulation(into hash: inout StableHash) {
    hash.combine(UInt64(accounts.count), UInt64(assets.count))
    for account in accounts { hash.combine(text: account.id) }
    for asset in assets {
      hash.combine(text: asset.id)
      hash.combine(UInt64(asset.decimals), 0)
    }
    hash.combine(UInt64(markets.count), 0)
    for market in markets {
      hash.combine(text: market.id)
      hash.combine(UInt64(market.base.position), UInt64(market.quote.position))
      hash.combine(market.tickSize)
      hash.combine(market.lotSize)
      hash.combine(
        UInt64(bitPattern: market.referencePrice.ticks), market.status == .active ? 1 : 0)
      switch market.regulation {
      case .unregulated: hash.combine(0, 0)
      case .regulated(let band):
        hash.combine(1, 0)
        hash.combine(band)
      }
    }
  }

  private func combineScheduler(into hash: inout StableHash) {
    hash.combine(scheduler.minAmount)
    hash.combine(scheduler.maxAmount)
    hash.combine(scheduler.bidPriceOffset)
    hash.combine(scheduler.askPriceOffset)
    hash.combine(scheduler.priceSpread)
    hash.combine(scheduler.tradesPerAccount, scheduler.alternateSides ? 1 : 0)
    hash.combine(text: scheduler.marketDistribution.rawValue)
    hash.combine(text: scheduler.matchingStrategy.kind.name)
    if case .matchWith(let account) = scheduler.matchingStrategy {
      hash.combine(UInt64(account.position), 0)
    }
    hash.combine(UInt64(scheduler.restingSharePercent), UInt64(scheduler.cancelSharePercent))
    hash.combine(scheduler.restingDepth, 0)
    hash.combine(scheduler.orderTypes.limit, scheduler.orderTypes.market)
    hash.combine(scheduler.timeInForce.goodTillCancel, scheduler.timeInForce.immediateOrCancel)
    hash.combine(scheduler.timeInForce.fillOrKill, 0)
  }
}

extension StableHash {
  /// Feeds a decimal by its value, however many zeros it is written with.
  fileprivate mutating func combine(_ decimal: ExactDecimal) {
    let reduced = decimal.normalized
    combine(reduced.significand)
    combine(UInt64(reduced.scale), 0)
  }
}
