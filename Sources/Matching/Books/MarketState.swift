internal import Domain

/// A market with what the engine derives from it once, and where its tape stands.
struct MarketState: Sendable {
  let market: Market
  let discipline: MarketDiscipline
  /// The largest quantity whose base amount the engine handles.
  let quantityMax: Quantity
  /// The largest price x quantity, in ticks x lots, whose quote amount the engine handles.
  let tickLotsMax: Int128
  /// The sequence of the last fill.
  var fillSequence: UInt64 = 0

  /// The largest amount one order may be worth; four of them still fit into 128 bits.
  static let orderAmountMax = Int128.max / 4

  init(_ market: Market, at index: MarketIndex) {
    self.market = market
    discipline = MarketDiscipline(market, at: index)
    quantityMax = Quantity(lots: Int64(clamping: Self.orderAmountMax / market.baseUnitsPerLot))
    tickLotsMax = Self.orderAmountMax / market.quoteUnitsPerTickLot
  }

  /// Why no order may have this price and quantity here, or nil when it may.
  func refusal(of price: Price, _ quantity: Quantity) -> RefusalReason? {
    if !discipline.isActive { return .marketNotActive }
    if !isPossible(quantity) { return .invalidQuantity }
    if !isTradable(price, quantity) { return .invalidPrice }
    if price < discipline.priceMin || price > discipline.priceMax { return .priceOutsideBand }
    return nil
  }

  /// Whether both are positive and small enough for exact amounts.
  func isTradable(_ price: Price, _ quantity: Quantity) -> Bool {
    isPossible(quantity) && price.ticks > 0
      && Int128(price.ticks) * Int128(quantity.lots) <= tickLotsMax
  }

  private func isPossible(_ quantity: Quantity) -> Bool {
    quantity > .zero && quantity <= quantityMax
  }
}
