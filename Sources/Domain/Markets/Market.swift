/// Whether a market takes orders.
public enum MarketStatus: String, CaseIterable, Sendable {
  /// Takes orders.
  case active
  /// Refuses every order.
  case suspended
}

/// Which prices a market admits.
public enum Regulation: Hashable, Sendable {
  /// Prices within `band` (a fraction, 0.1 = 10 %) of the reference price, both ends included.
  case regulated(band: ExactDecimal)
  /// Any positive price.
  case unregulated

  /// The band of a regulated market that states none: 10 % either way.
  public static let bandDefault = ExactDecimal(significand: 10, scale: 2)
}

/// A pair of assets that is traded, with its units, reference price and rules.
///
/// One tick times one lot is always a whole number of quote minor units, so price x quantity is
/// exact and nothing is rounded in settlement.
public struct Market: Hashable, Sendable {
  /// The id, unique in a plan, for example `BTC/USD`.
  public let id: String
  /// The asset that is bought and sold.
  public let base: AssetIndex
  /// The asset that is paid with.
  public let quote: AssetIndex
  /// Price of one tick, in quote units.
  public let tickSize: ExactDecimal
  /// Quantity of one lot, in base units.
  public let lotSize: ExactDecimal
  /// Where the market trades; bands are measured from it.
  public let referencePrice: Price
  /// Whether it takes orders.
  public let status: MarketStatus
  /// Which prices it admits.
  public let regulation: Regulation
  /// Quote minor units of one lot at a price of one tick.
  public let quoteUnitsPerTickLot: Int128
  /// Base minor units of one lot.
  public let baseUnitsPerLot: Int128

  /// Checks the units and makes a market.
  ///
  /// - Parameters:
  ///   - baseDecimals: decimal places of the base asset's minor unit.
  ///   - quoteDecimals: decimal places of the quote asset's minor unit.
  /// - Throws: `MarketError` naming the property that does not fit.
  public init(
    id: String, base: AssetIndex, baseDecimals: Int, quote: AssetIndex, quoteDecimals: Int,
    tickSize: ExactDecimal, lotSize: ExactDecimal, referencePrice: ExactDecimal,
    status: MarketStatus = .active, regulation: Regulation = .regulated(band: .tenPercent)
  ) throws(MarketError) {
    guard tickSize.significand > 0 else { throw .notPositive(.tickSize, tickSize) }
    guard lotSize.significand > 0 else { throw .notPositive(.lotSize, lotSize) }
    guard referencePrice.significand > 0 else {
      throw .notPositive(.referencePrice, referencePrice)
    }
    guard base != quote else { throw .sameAssets }
    guard let lotUnits = lotSize.wholeUnits(scale: baseDecimals) else {
      throw .lotNotWhole(lotSize, baseDecimals: baseDecimals)
    }
    self.id = id
    self.base = base
    self.quote = quote
    self.tickSize = tickSize
    self.lotSize = lotSize
    self.status = status
    self.regulation = regulation
    baseUnitsPerLot = lotUnits
    quoteUnitsPerTickLot = try Self.unitsPerTickLot(tickSize, lotSize, quoteDecimals)
    self.referencePrice = try Self.ticks(of: referencePrice, tickSize: tickSize)
    try checkBand()
  }

  /// What `quantity` costs at `price`, in quote minor units, exactly; traps on overflow.
  @inlinable
  public func notional(_ price: Price, _ quantity: Quantity) -> Amount {
    Amount(minorUnits: Int128(price.ticks) * Int128(quantity.lots) * quoteUnitsPerTickLot)
  }

  /// `quantity` in base minor units; traps on overflow.
  @inlinable
  public func baseAmount(_ quantity: Quantity) -> Amount {
    Amount(minorUnits: Int128(quantity.lots) * baseUnitsPerLot)
  }

  /// Which asset an order on `side` pays with: quote for a bid, base for an ask.
  @inlinable
  public func paidAsset(_ side: Side) -> AssetIndex { side == .bid ? quote : base }

  /// What an order must lock: price x quantity for a bid, the base quantity for an ask.
  @inlinable
  public func lockedAmount(_ side: Side, _ price: Price, _ quantity: Quantity) -> Amount {
    side == .bid ? notional(price, quantity) : baseAmount(quantity)
  }

  /// The price as decimal text in quote units.
  public func text(_ price: Price) -> String {
    ExactDecimal(significand: tickSize.significand * Int128(price.ticks), scale: tickSize.scale)
      .description
  }

  /// The quantity as decimal text in base units.
  public func text(_ quantity: Quantity) -> String {
    ExactDecimal(significand: lotSize.significand * Int128(quantity.lots), scale: lotSize.scale)
      .description
  }
}

extension ExactDecimal {
  /// 0.10
  public static let tenPercent = Regulation.bandDefault
}
