/// Why a market's definition is impossible.
public enum MarketError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The properties that can be wrong by themselves.
  public enum Property: String, Sendable {
    case tickSize = "tick_size"
    case lotSize = "lot_size"
    case referencePrice = "reference_price"
  }

  /// A size or price of zero or less.
  case notPositive(Property, ExactDecimal)
  /// Base and quote are the same asset.
  case sameAssets
  /// One lot is not a whole number of base minor units.
  case lotNotWhole(ExactDecimal, baseDecimals: Int)
  /// One tick x one lot is not a whole number of quote minor units.
  case tickLotNotWhole(tick: ExactDecimal, lot: ExactDecimal, quoteDecimals: Int)
  /// The reference price is not a whole number of ticks, or not within 64 bits of them.
  case referenceOffTick(ExactDecimal, tick: ExactDecimal)
  /// A band below zero or above 1.
  case bandOutOfRange(ExactDecimal)

  /// Which property the complaint belongs to, as written in the configuration.
  public var key: String {
    switch self {
    case .notPositive(let property, _): property.rawValue
    case .sameAssets: "quote"
    case .lotNotWhole: "lot_size"
    case .tickLotNotWhole: "tick_size"
    case .referenceOffTick: "reference_price"
    case .bandOutOfRange: "band"
    }
  }

  /// What is wrong and what would be right.
  public var description: String {
    switch self {
    case .notPositive(_, let value): "is \(value); it must be greater than 0"
    case .sameAssets: "is the same asset as the base; a market needs two different assets"
    case .lotNotWhole(let lot, let decimals):
      "is \(lot), which is not a whole number of the base asset's minor units "
        + "(10^-\(decimals)); use at most \(decimals) decimals"
    case .tickLotNotWhole(let tick, let lot, let decimals):
      "tick \(tick) x lot \(lot) is not a whole number of quote minor units (10^-\(decimals)); "
        + "use a larger tick or lot, or more decimals for the quote asset"
    case .referenceOffTick(let price, let tick):
      "is \(price), which is not a whole number of ticks of \(tick)"
    case .bandOutOfRange(let band): "is \(band); it must be at least 0 and less than 1"
    }
  }
}

extension Market {
  static func unitsPerTickLot(
    _ tick: ExactDecimal, _ lot: ExactDecimal, _ quoteDecimals: Int
  ) throws(MarketError) -> Int128 {
    let tick = tick.normalized
    let lot = lot.normalized
    let (product, overflow) = tick.significand.multipliedReportingOverflow(by: lot.significand)
    let scale = tick.scale + lot.scale
    guard !overflow, scale <= ExactDecimal.digitsMax,
      let units = ExactDecimal(significand: product, scale: scale)
        .wholeUnits(scale: quoteDecimals)
    else { throw .tickLotNotWhole(tick: tick, lot: lot, quoteDecimals: quoteDecimals) }
    return units
  }

  /// The number of ticks in `price`.
  ///
  /// - Throws: `MarketError.referenceOffTick` when it is not whole or does not fit.
  public static func ticks(
    of price: ExactDecimal, tickSize: ExactDecimal
  ) throws(MarketError) -> Price {
    let scale = max(price.scale, tickSize.scale)
    guard let priceUnits = price.wholeUnits(scale: scale),
      let tickUnits = tickSize.wholeUnits(scale: scale), tickUnits > 0,
      priceUnits % tickUnits == 0, let ticks = Int64(exactly: priceUnits / tickUnits)
    else { throw .referenceOffTick(price, tick: tickSize) }
    return Price(ticks: ticks)
  }

  func checkBand() throws(MarketError) {
    guard case .regulated(let band) = regulation else { return }
    guard band.significand >= 0, let one = ExactDecimal.powerOfTen(band.scale),
      band.significand < one
    else { throw .bandOutOfRange(band) }
  }
}
