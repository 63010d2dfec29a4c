internal import Domain

/// One side of one market: where trading begins, and what an order there must keep to.
///
/// The numbers of its market that every order needs stand here in the form in which this side needs
/// them, so that no choice by side is left to be made.
struct Ladder: BitwiseCopyable, Sendable {
  /// The rank of the best level; below every rank there is when no order rests here.
  var bestRank = Int64.min
  /// The level that trades first, or `none` when no order rests here.
  var best = LevelSlot.none
  /// Number of price levels.
  var levelCount: Int32 = 0
  /// All bits 0 for bids and 1 for asks.
  let sideMask: Int64
  /// What tells the levels of ladders apart, see `LevelPool.key`.
  let levelKey: UInt64
  /// What an order here pays with, and what it receives.
  private(set) var paidAsset: Int32 = 0
  private(set) var receivedAsset: Int32 = 0
  /// What one lot here costs at a price, and what it brings.
  private(set) var paid = LotWorth.nothing
  private(set) var received = LotWorth.nothing
  /// The lowest price, and how far prices may lie above it.
  private(set) var ticksMin: Int64 = 0
  private(set) var tickSpan: UInt64 = 0
  /// The largest quantity of an order that needs no closer look; 0 when the market takes none.
  private(set) var lotsMax: UInt64 = 0

  /// Where it stands: twice the market's position, and one more for asks.
  let position: Int32
  /// The sequence of the market's last fill; counted by its bids.
  var fillSequence: UInt64 = 0
  /// What the events of orders accepted here have in common, and the results of plain ones; a ladder is two
  /// cache lines with them, and found by shifting.
  let acceptedRest: UInt64
  let plainResult: UInt64

  /// A ladder without a market's terms.
  init(position: Int) {
    self.position = Int32(position)
    sideMask = 0 &- Int64(position & 1)
    levelKey = LevelPool.key(ladder: position)
    acceptedRest = EventWords.restOfAccepted(position)
    plainResult = RecentResults.Entry.plainPart(position)
  }

  /// Takes on the terms of its market.
  mutating func setTerms(_ market: MarketState) {
    let isBid = sideMask == 0
    paidAsset = (isBid ? market.quote : market.base).value
    receivedAsset = (isBid ? market.base : market.quote).value
    let base = LotWorth(perTick: 0, flat: market.baseUnitsPerLot64)
    let quote = LotWorth(perTick: market.quoteUnitsPerTickLot64, flat: 0)
    (paid, received) = isBid ? (quote, base) : (base, quote)
    ticksMin = market.priceMin.ticks
    tickSpan = UInt64(market.priceMax.ticks - market.priceMin.ticks)
    lotsMax = market.isActive ? UInt64(market.quantityMax.lots) : 0
  }

  /// Whether the market is active, and price and quantity lie within its bounds; their product may
  /// still be too large. One comparison each, since what is below a bound is very large without sign.
  @inline(__always)
  func admits(ticks: Int64, lots: Int64) -> Bool {
    UInt64(bitPattern: lots &- 1) < lotsMax
      && UInt64(bitPattern: ticks &- ticksMin) <= tickSpan
  }

  /// Has a new level be the best one if it ranks first. Without a branch: whether it does cannot be
  /// foreseen.
  @inline(__always)
  mutating func take(_ level: LevelSlot, _ rank: Int64) {
    let isBest = rank > bestRank
    let mask = 0 &- Int32(truncatingIfNeeded: isBest ? 1 : 0)
    best = LevelSlot(value: best.value ^ ((best.value ^ level.value) & mask))
    bestRank = max(rank, bestRank)
  }

  /// The position of its market.
  @inline(__always)
  var market: Int { Int(position) &>> 1 }

  /// A number for bids, its negative for asks: what a price ranks, and back.
  @inline(__always)
  func signed(_ number: Int64) -> Int64 { (number ^ sideMask) &- sideMask }
}

/// What one lot is worth at a price, in minor units of an asset: as many as `perTick` for each tick, and
/// `flat` at any price. One of the two is 0; both are where they do not fit into 64 bits, and then the
/// ledger does not use them.
struct LotWorth: BitwiseCopyable, Sendable {
  let perTick: Int64
  let flat: Int64

  static var nothing: LotWorth { LotWorth(perTick: 0, flat: 0) }

  /// What one lot is worth, if that fits.
  @inline(__always)
  func at(_ ticks: Int64) -> Int64 { ticks &* perTick &+ flat }

  /// What `lots` are worth, or nil when that does not fit into 64 bits.
  @inline(__always)
  func of(_ lots: Int64, at ticks: Int64) -> Int64? {
    let (ofLot, isTooMuch) = ticks.multipliedReportingOverflow(by: perTick)
    if isTooMuch { return nil }
    let (worth, isTooLarge) = lots.multipliedReportingOverflow(by: ofLot &+ flat)
    return isTooLarge ? nil : worth
  }
}
