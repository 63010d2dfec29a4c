/// The price rule of one market, ready for checking.
///
/// Regulated: `ceil(reference x (1 - band)) ... floor(reference x (1 + band))` in ticks, ends
/// included. Unregulated: every positive price.
public struct MarketDiscipline: Hashable, Sendable {
  /// The lowest price admitted.
  public let priceMin: Price
  /// The highest price admitted.
  public let priceMax: Price
  /// Whether the market takes orders at all.
  public let isActive: Bool
  /// The market's place in the plan, for messages.
  public let market: MarketIndex

  /// Derives the rule from a market's regulation, reference price and status.
  public init(_ market: Market, at index: MarketIndex) {
    self.market = index
    isActive = market.status == .active
    switch market.regulation {
    case .unregulated:
      priceMin = Price(ticks: 1)
      priceMax = Price(ticks: Int64.max)
    case .regulated(let band):
      let reference = market.referencePrice.ticks
      let width = Self.wholeTicks(of: band, on: reference)
      let (high, overflow) = reference.addingReportingOverflow(width)
      priceMin = Price(ticks: max(1, reference - width))
      priceMax = Price(ticks: overflow ? Int64.max : high)
    }
  }

  /// Why an order at `price` must not be sent, or nil when it may.
  @inlinable
  public func refusal(of price: Price) -> RefusalReason? {
    if price < priceMin || price > priceMax { return .priceOutsideBand }
    return isActive ? nil : .marketNotActive
  }

  /// Names price, band and market of a refused price.
  public func message(refusing price: Price, in market: Market) -> String {
    "price \(market.text(price)) is outside the band \(market.text(priceMin)) ... "
      + "\(market.text(priceMax)) of market \(market.id)"
  }

  /// `floor(reference x band)`, exact in 256 bits. The reference price is a whole number of ticks
  /// and the band less than 1, so both ends of the band lie this far from it.
  private static func wholeTicks(of band: ExactDecimal, on reference: Int64) -> Int64 {
    let one = ExactDecimal.powerOfTen(band.scale)!
    let product = Int128(reference).multipliedFullWidth(by: band.significand)
    return Int64(one.dividingFullWidth(product).quotient)
  }
}
