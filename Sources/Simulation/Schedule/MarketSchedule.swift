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
    quantity(
      ofSize: amountMin + Int128(random.next(below: UInt128(amountMax - amountMin + 1))), price)
  }

  /// As `drawQuantity`, for a size that is given.
  private func quantity(ofSize amount: Int128, _ price: Price) -> Quantity {
    let lot = Int128(price.ticks) * unitsPerTickLot
    var lots = (amount + lot / 2) / lot
    if lots * lot > amountMax { lots -= 1 }
    if lots * lot < amountMin && (lots + 1) * lot <= amountMax { lots += 1 }
    return Quantity(lots: Int64(max(lots, 1)))
  }

  /// The lowest price of a resting bid.
  var restingBidBottom: Price { Price(ticks: restingBidTop.ticks - Int64(restingBidDepth) + 1) }

  /// The smallest quantity that a pair can have: that of the smallest size at the highest price.
  var quantityMin: Quantity { quantity(ofSize: amountMin, pairPriceMax) }
}
