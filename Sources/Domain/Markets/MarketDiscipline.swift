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
      let one = ExactDecimal.powerOfTen(band.scale)!
      let reference = Int128(market.referencePrice.ticks)
      let low = Self.scaled(reference, by: one - band.significand, over: one, roundedUp: true)
      let high = Self.scaled(reference, by: one + band.significand, over: one, roundedUp: false)
      priceMin = Price(ticks: max(1, Int64(clamping: low)))
      priceMax = Price(ticks: Int64(clamping: high))
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

  /// `value x numerator / denominator`, exact in 256 bits, rounded as asked.
  private static func scaled(
    _ value: Int128, by numerator: Int128, over denominator: Int128, roundedUp: Bool
  ) -> Int128 {
    let product = value.multipliedFullWidth(by: numerator)
    guard product.high < denominator else { return Int128.max }
    let (quotient, remainder) = denominator.dividingFullWidth(product)
    return roundedUp && remainder > 0 ? quotient + 1 : quotient
  }
}
