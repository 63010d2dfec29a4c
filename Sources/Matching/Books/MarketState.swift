internal import Domain

/// What the engine needs of a market, as plain numbers, and where its tape stands.
///
/// `Market` itself carries text; these fields are read for every order and fill, and plain numbers
/// are read without reference counting. The amounts are computed as `Market` computes them.
struct MarketState: Sendable {
  let base: AssetIndex
  let quote: AssetIndex
  /// Base minor units of one lot.
  let baseUnitsPerLot: Int128
  /// Quote minor units of one lot at a price of one tick.
  let quoteUnitsPerTickLot: Int128
  /// The same in 64 bits; 0 where they do not suffice, and then the ledger does not use it.
  let baseUnitsPerLot64: Int64
  /// The same in 64 bits; 0 where they do not suffice, and then the ledger does not use it.
  let quoteUnitsPerTickLot64: Int64
  /// Whether it takes orders.
  let isActive: Bool
  let priceMin: Price
  let priceMax: Price
  /// The largest quantity whose base amount the engine handles.
  let quantityMax: Quantity
  /// The largest price x quantity, in ticks x lots, whose quote amount the engine handles.
  let tickLotsMax: Int128

  /// The largest amount one order may be worth; four of them still fit into 128 bits.
  static let orderAmountMax = Int128.max / 4

  init(_ market: Market, at index: MarketIndex) {
    base = market.base
    quote = market.quote
    baseUnitsPerLot = market.baseUnitsPerLot
    quoteUnitsPerTickLot = market.quoteUnitsPerTickLot
    baseUnitsPerLot64 = Int64(exactly: market.baseUnitsPerLot) ?? 0
    quoteUnitsPerTickLot64 = Int64(exactly: market.quoteUnitsPerTickLot) ?? 0
    let discipline = MarketDiscipline(market, at: index)
    isActive = discipline.isActive
    priceMin = discipline.priceMin
    priceMax = discipline.priceMax
    quantityMax = Quantity(lots: Int64(clamping: Self.orderAmountMax / market.baseUnitsPerLot))
    tickLotsMax = Self.orderAmountMax / market.quoteUnitsPerTickLot
  }

  /// Whether units fit into 64 bits.
  var isNarrow: Bool { baseUnitsPerLot64 > 0 && quoteUnitsPerTickLot64 > 0 }

  /// Which asset an order on `side` pays with: quote for a bid, base for an ask.
  func paidAsset(_ side: Side) -> AssetIndex { side == .bid ? quote : base }

  // Amounts are computed of prices and quantities that `refusal(of:_:)` or `isTradable` has let in, or
  // less: their products fit, so the multiplications need no check of their own.

  /// What `quantity` costs at `price`.
  @inline(__always)
  func notional(_ price: Price, _ quantity: Quantity) -> Amount {
    Amount(minorUnits: Self.tickLots(price, quantity) &* quoteUnitsPerTickLot)
  }

  /// `quantity` in base minor units.
  @inline(__always)
  func baseAmount(_ quantity: Quantity) -> Amount {
    Amount(minorUnits: Int128(quantity.lots) &* baseUnitsPerLot)
  }

  /// What an order must lock: price x quantity for a bid, the base quantity for an ask.
  @inline(__always)
  func lockedAmount(_ side: Side, _ price: Price, _ quantity: Quantity) -> Amount {
    side == .bid ? notional(price, quantity) : baseAmount(quantity)
  }

  /// Why no order may have this price and quantity here, or nil when it may.
  @inline(__always)
  func refusal(of price: Price, _ quantity: Quantity) -> RefusalReason? {
    if !isActive { return .marketNotActive }
    if !isPossible(quantity) { return .invalidQuantity }
    if !isTradable(price, quantity) { return .invalidPrice }
    if price < priceMin || price > priceMax { return .priceOutsideBand }
    return nil
  }

  /// Whether both are positive and small enough for exact amounts.
  @inline(__always)
  func isTradable(_ price: Price, _ quantity: Quantity) -> Bool {
    isPossible(quantity) && price.ticks > 0 && Self.tickLots(price, quantity) <= tickLotsMax
  }

  @inline(__always)
  private func isPossible(_ quantity: Quantity) -> Bool {
    quantity > .zero && quantity <= quantityMax
  }

  /// The product of two 64-bit numbers always fits into 128 bits.
  @inline(__always)
  private static func tickLots(_ price: Price, _ quantity: Quantity) -> Int128 {
    let product = price.ticks.multipliedFullWidth(by: quantity.lots)
    return Int128(product.high) << 64 | Int128(product.low)
  }
}
