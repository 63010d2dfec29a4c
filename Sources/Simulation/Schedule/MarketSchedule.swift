import Domain

/// What the scheduler needs of one market: the prices and quantities its pairs may have.
///
/// Pair prices lie in `pairPriceMin ... pairPriceMax`; every price in it gives a bid and an ask
/// inside the regulated band after offsets and rounding, with bid >= ask.
struct MarketSchedule: Sendable {
  let market: MarketIndex
  let pairPriceMin: Price
  let pairPriceMax: Price
  let bidOffset: ExactFraction
  let askOffset: ExactFraction
  /// The trade's size in quote minor units.
  let amountMin: Int128
  let amountMax: Int128
  let unitsPerTickLot: Int128
  /// Resting bids lie in `restingBidTop - restingBidDepth + 1 ... restingBidTop`.
  let restingBidTop: Price
  let restingBidDepth: UInt64
  /// Resting asks lie in `restingAskBottom ... restingAskBottom + restingAskDepth - 1`.
  let restingAskBottom: Price
  let restingAskDepth: UInt64
  /// Whether amounts and prices are small enough for 64-bit arithmetic.
  let fitsWord: Bool

  /// The limits of the pair: what the bid pays at most and the ask takes at least.
  @inline(__always)
  func limits(_ pairPrice: Price) -> (bid: Price, ask: Price) {
    (bidOffset.scaled(pairPrice)!, askOffset.scaled(pairPrice)!)
  }

  @inline(__always)
  func drawPrice(_ random: inout SplitMix64) -> Price {
    guard pairPriceMin != pairPriceMax else { return pairPriceMin }
    let span = UInt64(pairPriceMax.ticks - pairPriceMin.ticks) + 1
    return Price(ticks: pairPriceMin.ticks + Int64(random.next(below: span)))
  }

  /// A quantity whose size at `price` is drawn from the amount range: rounded to the nearest lot,
  /// then kept inside the range where whole lots fit into it.
  @inline(__always)
  func drawQuantity(at price: Price, _ random: inout SplitMix64) -> Quantity {
    fitsWord ? drawWordQuantity(at: price, &random) : drawWideQuantity(at: price, &random)
  }

  /// The smallest quantity that can be drawn where one lot costs `lot` quote minor units.
  func fewestLots(costing lot: Int128) -> Int128 {
    let inside = (amountMin + lot - 1) / lot
    return inside * lot <= amountMax ? max(inside, 1) : max((amountMin + lot / 2) / lot, 1)
  }

  @inline(__always)
  private func drawWordQuantity(at price: Price, _ random: inout SplitMix64) -> Quantity {
    let low = UInt64(amountMin)
    let high = UInt64(amountMax)
    let lot = UInt64(price.ticks) * UInt64(unitsPerTickLot)
    let amount = low + random.next(below: high - low + 1)
    var lots = (amount + lot / 2) / lot
    if lots * lot > high { lots -= 1 }
    if lots * lot < low && (lots + 1) * lot <= high { lots += 1 }
    return Quantity(lots: Int64(max(lots, 1)))
  }

  private func drawWideQuantity(at price: Price, _ random: inout SplitMix64) -> Quantity {
    let lot = Int128(price.ticks) * unitsPerTickLot
    let amount = amountMin + Int128(random.next(below: UInt128(amountMax - amountMin + 1)))
    var lots = (amount + lot / 2) / lot
    if lots * lot > amountMax { lots -= 1 }
    if lots * lot < amountMin && (lots + 1) * lot <= amountMax { lots += 1 }
    return Quantity(lots: Int64(max(lots, 1)))
  }
}
