import Domain

/// The numbers of a market that an audit needs, without its texts.
struct AuditMarket: Sendable {
  let base: Int
  let quote: Int
  private let quoteUnitsPerTickLot: Int128
  private let baseUnitsPerLot: Int128
  private let discipline: MarketDiscipline

  init(_ market: Market, at place: Int) {
    base = market.base.position
    quote = market.quote.position
    quoteUnitsPerTickLot = market.quoteUnitsPerTickLot
    baseUnitsPerLot = market.baseUnitsPerLot
    discipline = MarketDiscipline(market, at: MarketIndex(place))
  }

  /// The asset that an order pays with.
  func paid(_ side: Side) -> Int { side == .bid ? quote : base }

  /// The asset that an order receives.
  func received(_ side: Side) -> Int { side == .bid ? base : quote }

  /// What lots cost at a price, in quote minor units.
  func cost(_ price: Int64, _ lots: Int64) -> Int128 {
    Int128(price) * Int128(lots) * quoteUnitsPerTickLot
  }

  /// What lots are in base minor units.
  func baseAmount(_ lots: Int64) -> Int128 { Int128(lots) * baseUnitsPerLot }

  /// What an order needs locked for its lots.
  func need(_ side: Side, _ price: Int64, _ lots: Int64) -> Int128 {
    side == .bid ? cost(price, lots) : baseAmount(lots)
  }

  /// Why an order must not be sent at this price; nil when it may.
  func refusal(of price: Int64) -> RefusalReason? { discipline.refusal(of: Price(ticks: price)) }

  /// Whether a price lies in the regulated band.
  func admits(_ price: Int64) -> Bool {
    price >= discipline.priceMin.ticks && price <= discipline.priceMax.ticks
  }
}
