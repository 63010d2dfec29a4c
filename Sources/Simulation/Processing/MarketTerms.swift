import Domain

/// The numbers of a market that every slot needs, without its texts: copying a `Market` counts
/// references, copying this does not.
struct MarketTerms: Sendable {
  let base: AssetIndex
  let quote: AssetIndex
  let quoteUnitsPerTickLot: Int128
  let baseUnitsPerLot: Int128
  let discipline: MarketDiscipline

  init(_ market: Market, at index: MarketIndex) {
    base = market.base
    quote = market.quote
    quoteUnitsPerTickLot = market.quoteUnitsPerTickLot
    baseUnitsPerLot = market.baseUnitsPerLot
    discipline = MarketDiscipline(market, at: index)
  }

  /// As `Market.notional`.
  @inline(__always)
  func notional(_ price: Price, _ quantity: Quantity) -> Amount {
    Amount(minorUnits: Int128(price.ticks) * Int128(quantity.lots) * quoteUnitsPerTickLot)
  }

  /// As `Market.baseAmount`.
  @inline(__always)
  func baseAmount(_ quantity: Quantity) -> Amount {
    Amount(minorUnits: Int128(quantity.lots) * baseUnitsPerLot)
  }
}
