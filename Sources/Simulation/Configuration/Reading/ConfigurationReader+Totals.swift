internal import Domain

/// What a whole run adds up to, checked once everything is known.
struct TotalsCheck {
  let root: ConfigurationValue
  let scheduler: SchedulerReading
  let accountCount: Int
  let iterations: UInt64
  /// The markets that take orders.
  let markets: [Market]
  let assets: [Asset?]

  /// Slots of the whole run.
  var slots: UInt128 {
    UInt128(accountCount) * UInt128(scheduler.configuration.tradesPerAccount) * UInt128(iterations)
  }
}

extension ConfigurationReader {
  /// Checks amounts against the markets, and that nothing in the run leaves its number range.
  mutating func checkTotals(_ check: TotalsCheck) {
    let section = check.root["scheduler"]
    if check.slots > UInt128(ConfigurationLimits.slotsMax) {
      let trades = section["trades_per_account"]
      report(
        trades.isPresent ? trades : check.root["iterations"],
        "gives \(check.slots) slots (\(check.accountCount) accounts x "
          + "\(check.scheduler.configuration.tradesPerAccount) trades x \(check.iterations) "
          + "iterations); at most \(ConfigurationLimits.slotsMax) are possible")
    }
    checkPrices(check, section["bid_price_offset"])
    if let amount = check.scheduler.minAmount {
      _ = checkDecimals(section["min_amount"], amount, check)
    }
    if let amount = check.scheduler.maxAmount,
      checkDecimals(section["max_amount"], amount, check)
    {
      checkQuantities(section["max_amount"], amount, check)
    }
  }

  /// Checks that `amount` is exact in the quote asset of every market.
  private mutating func checkDecimals(
    _ value: ConfigurationValue, _ amount: ExactDecimal, _ check: TotalsCheck
  ) -> Bool {
    for market in check.markets {
      guard let quote = check.assets[market.quote.position], amount.scale > quote.decimals
      else { continue }
      report(
        value,
        "is \(amount), with \(amount.scale) decimals; \(quote.id), the quote asset of market "
          + "\(market.id), has \(quote.decimals)")
      return false
    }
    return true
  }

  /// Checks that the highest planned price of every market can be counted in ticks.
  private mutating func checkPrices(_ check: TotalsCheck, _ value: ConfigurationValue) {
    let scheduler = check.scheduler.configuration
    for market in check.markets
    where scheduler.ticks(of: market).high > Int128(ConfigurationLimits.ticksMax) {
      report(
        value,
        "is \(scheduler.bidPriceOffset): prices of market \(market.id) would reach "
          + "\(scheduler.ticks(of: market).high) ticks; at most \(ConfigurationLimits.ticksMax) "
          + "are possible")
      return
    }
  }

  /// Checks that `amount` buys at least one lot and at most as many as can be counted.
  private mutating func checkQuantities(
    _ value: ConfigurationValue, _ amount: ExactDecimal, _ check: TotalsCheck
  ) {
    for market in check.markets {
      guard let quote = check.assets[market.quote.position] else { continue }
      guard let units = amount.wholeUnits(scale: quote.decimals),
        check.fits(units, market)
      else {
        report(
          value,
          "is \(amount), too large for market \(market.id): the run would need amounts beyond 128 "
            + "bits or quantities beyond 64; use a smaller amount or a larger lot_size")
        return
      }
      let price = Int128(market.referencePrice.ticks)
      let (cost, overflow) = price.multipliedReportingOverflow(by: market.quoteUnitsPerTickLot)
      if overflow || cost > units {
        let shown = overflow ? "more" : Amount(minorUnits: cost).shortText(decimals: quote.decimals)
        report(
          value,
          "is \(amount), less than one lot of market \(market.id), which costs \(shown) "
            + "\(quote.id) at the reference price")
        return
      }
    }
  }
}

extension TotalsCheck {
  /// Whether trades of `units` quote minor units in every slot stay within 64 bits of lots each and
  /// within 128 bits of minor units together.
  fileprivate func fits(_ units: Int128, _ market: Market) -> Bool {
    let limit = ConfigurationLimits.minorUnitsMax
    let scheduler = scheduler.configuration
    let (lotCost, overflow) = scheduler.ticks(of: market).low
      .multipliedReportingOverflow(by: market.quoteUnitsPerTickLot)
    let lots = overflow ? 0 : units / lotCost
    let slots = Int128(clamping: slots)
    guard lots <= Int128(ConfigurationLimits.ticksMax) else { return false }
    // A bid locks its own price, which lies above the price that its quantity was computed from.
    let factor = 2 * (scheduler.bidPriceOffset.roundedUp)
    return slots == 0
      || units <= limit / slots / factor && lots <= limit / slots / market.baseUnitsPerLot
  }
}

extension SchedulerConfiguration {
  /// The lowest and the highest price in ticks that can be planned for `market`.
  ///
  /// Reference below 2^63, spread and offsets below 10^18: no product reaches 2^127.
  fileprivate func ticks(of market: Market) -> (low: Int128, high: Int128) {
    let reference = Int128(market.referencePrice.ticks)
    let one = ExactDecimal.powerOfTen(priceSpread.scale) ?? 1
    let low = reference * (one - priceSpread.significand) / one
    let high = (reference * (one + priceSpread.significand) + one - 1) / one
    let ask = askPriceOffset
    let bid = bidPriceOffset
    return (
      max(1, low * ask.significand / (ExactDecimal.powerOfTen(ask.scale) ?? 1)),
      high * bid.significand / (ExactDecimal.powerOfTen(bid.scale) ?? 1)
    )
  }
}

extension ExactDecimal {
  /// The smallest whole number that is not less, for numbers above 0.
  fileprivate var roundedUp: Int128 {
    let one = Self.powerOfTen(scale) ?? 1
    return (significand - 1) / one + 1
  }
}

extension Amount {
  /// Decimal text without trailing zeros.
  fileprivate func shortText(decimals: Int) -> String {
    ExactDecimal(significand: minorUnits, scale: decimals).normalized.description
  }
}
