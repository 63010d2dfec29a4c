import Domain

/// What every market's schedule is made from.
struct MarketScheduleRequest {
  var bidOffset: ExactDecimal
  var askOffset: ExactDecimal
  var priceSpread: ExactDecimal
  var amountMin: ExactDecimal
  var amountMax: ExactDecimal
  var restingDepth: UInt64
  var plansRestingOrders: Bool
}

extension MarketSchedule {
  /// Finds the prices and quantities a market's pairs may have, or says why there are none.
  init(
    _ market: Market, at index: MarketIndex, quoteDecimals: Int, request: MarketScheduleRequest
  ) throws(PlanRefusal) {
    self.market = index
    bidOffset = ExactFraction(request.bidOffset)
    askOffset = ExactFraction(request.askOffset)
    unitsPerTickLot = market.quoteUnitsPerTickLot
    let discipline = MarketDiscipline(market, at: index)
    let range = try Self.pairPrices(market, discipline, bidOffset, askOffset, request.priceSpread)
    pairPriceMin = range.min
    pairPriceMax = range.max
    amountMin = try Self.units(request.amountMin, quoteDecimals, "scheduler.min_amount", market)
    amountMax = try Self.units(request.amountMax, quoteDecimals, "scheduler.max_amount", market)
    try Self.checkLot(market, pairPriceMin, pairPriceMax, amountMax, request.amountMax)
    let lotMax = Int128(pairPriceMax.ticks) * unitsPerTickLot
    fitsWord = amountMax < 1 << 61 && lotMax < 1 << 61
    let lowestAsk = askOffset.scaled(pairPriceMin)!
    let highestBid = bidOffset.scaled(pairPriceMax)!
    restingBidTop = Price(ticks: lowestAsk.ticks - 1)
    restingAskBottom = Price(ticks: highestBid.ticks + 1)
    let depth = Int64(clamping: request.restingDepth)
    restingBidDepth = UInt64(
      max(0, min(depth, restingBidTop.ticks - discipline.priceMin.ticks + 1)))
    restingAskDepth = UInt64(
      max(0, min(depth, discipline.priceMax.ticks - restingAskBottom.ticks + 1)))
    if request.plansRestingOrders { try checkRestingRoom(market, discipline) }
  }

  private static func units(
    _ amount: ExactDecimal, _ decimals: Int, _ place: String, _ market: Market
  ) throws(PlanRefusal) -> Int128 {
    guard let units = amount.wholeUnits(scale: decimals) else {
      throw PlanRefusal(
        place: place,
        message: "\(amount) has more decimals than the quote asset of market \(market.id) "
          + "(\(decimals))")
    }
    return units
  }

  private static func checkLot(
    _ market: Market, _ low: Price, _ high: Price, _ amountMax: Int128, _ text: ExactDecimal
  ) throws(PlanRefusal) {
    let (lot, overflow) = Int128(high.ticks)
      .multipliedReportingOverflow(by: market.quoteUnitsPerTickLot)
    guard !overflow, lot <= amountMax else {
      throw PlanRefusal(
        place: "scheduler.max_amount",
        message: "\(text) buys less than one lot (\(market.lotSize)) of market \(market.id) at "
          + "\(market.text(high)); raise max_amount or use a smaller lot")
    }
    let lots = amountMax / (Int128(low.ticks) * market.quoteUnitsPerTickLot)
    guard lots < Int128(Int64.max / 2) else {
      throw PlanRefusal(
        place: "scheduler.max_amount",
        message: "\(text) is more lots of market \(market.id) than 64 bits hold; lower max_amount "
          + "or use a larger lot")
    }
  }

  private func checkRestingRoom(
    _ market: Market, _ discipline: MarketDiscipline
  ) throws(PlanRefusal) {
    guard restingBidDepth == 0 || restingAskDepth == 0 else { return }
    throw PlanRefusal(
      place: "scheduler.resting_share",
      message: "resting orders find no price beside the planned trades "
        + "\(market.text(restingBidTop)) ... \(market.text(restingAskBottom)) inside the band "
        + "\(market.text(discipline.priceMin)) ... \(market.text(discipline.priceMax)) of market "
        + "\(market.id); narrow the offsets or price_spread, or widen the band")
  }

  /// The pair prices whose bid and ask both lie inside the band and are at least one tick.
  private static func pairPrices(
    _ market: Market, _ discipline: MarketDiscipline, _ bidOffset: ExactFraction,
    _ askOffset: ExactFraction, _ spread: ExactDecimal
  ) throws(PlanRefusal) -> (min: Price, max: Price) {
    let wide = spreadRange(market.referencePrice, spread)
    let low = lowest(wide) { isPlaceable(askOffset.scaled($0), discipline) >= 0 }
    let high = highest(wide) { isPlaceable(bidOffset.scaled($0), discipline) <= 0 }
    guard let low, let high, low <= high else {
      let bid = bidOffset.scaled(market.referencePrice).map(market.text) ?? "too large"
      let ask = askOffset.scaled(market.referencePrice).map(market.text) ?? "too large"
      throw PlanRefusal(
        place: "scheduler",
        message: "the band \(market.text(discipline.priceMin)) ... "
          + "\(market.text(discipline.priceMax)) of market \(market.id) excludes every planned "
          + "price (bid \(bid), ask \(ask) at the reference price); bring bid_price_offset and "
          + "ask_price_offset closer to 1 or widen the band")
    }
    return (low, high)
  }

  /// -1 below the band, 0 inside, 1 above it.
  private static func isPlaceable(_ price: Price?, _ discipline: MarketDiscipline) -> Int {
    guard let price else { return 1 }
    if price < discipline.priceMin { return -1 }
    return price > discipline.priceMax ? 1 : 0
  }

  private static func spreadRange(
    _ reference: Price, _ spread: ExactDecimal
  ) -> ClosedRange<Int64> {
    let fraction = ExactFraction(spread)
    guard fraction.numerator > 0, let width = fraction.scaled(reference) else {
      return reference.ticks...reference.ticks
    }
    let high = reference.ticks.addingReportingOverflow(width.ticks)
    return max(1, reference.ticks - width.ticks)...(high.overflow ? Int64.max : high.partialValue)
  }

  /// The lowest price of the range for which `holds`, which must stay true once it is.
  private static func lowest(_ range: ClosedRange<Int64>, _ holds: (Price) -> Bool) -> Price? {
    guard holds(Price(ticks: range.upperBound)) else { return nil }
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if holds(Price(ticks: middle)) { high = middle } else { low = middle + 1 }
    }
    return Price(ticks: low)
  }

  /// The highest price of the range for which `holds`, which must stay false once it is.
  private static func highest(_ range: ClosedRange<Int64>, _ holds: (Price) -> Bool) -> Price? {
    guard holds(Price(ticks: range.lowerBound)) else { return nil }
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = high - (high - low) / 2
      if holds(Price(ticks: middle)) { low = middle } else { high = middle - 1 }
    }
    return Price(ticks: low)
  }
}
