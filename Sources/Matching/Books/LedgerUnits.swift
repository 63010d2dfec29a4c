internal import Domain

/// The width in which an engine counts minor units: 64 bits where they suffice, else 128.
///
/// The way of a command is compiled for each, so that neither pays for the other. What is read of a
/// ladder counts for 64 bits, what is read of its market for 128.
protocol LedgerUnits: FixedWidthInteger & SignedInteger & BitwiseCopyable & Sendable {
  /// The wallets in this width; they must have it.
  static func rows(of wallets: borrowing WalletTable) -> Row<WalletRow<Self>>
  /// What an order of a ladder must lock; nil when it is more than the width holds or more than the
  /// engine admits.
  static func cost(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> Self?
  /// What an admitted order of a ladder, or a part of it, locks for `lots`. So much an order of the
  /// ladder pays for them, too, when it trades at this price.
  static func locked(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> Self
  /// Minor units of one lot of the base asset, and of the quote asset for one lot at one tick.
  static func units(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>
  ) -> (base: Self, quote: Self)
}

extension Int64: LedgerUnits {
  @inline(__always)
  static func rows(of wallets: borrowing WalletTable) -> Row<WalletRow<Int64>> { wallets.narrowRow }

  @inline(__always)
  static func cost(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> Int64? {
    let (tickLots, isTooMuch) = lots.multipliedReportingOverflow(by: ladder.value.factor(ticks))
    if isTooMuch { return nil }
    let (amount, isTooLarge) = tickLots.multipliedReportingOverflow(by: ladder.value.units)
    return isTooLarge ? nil : amount
  }

  // What an admitted order may lock fits, so the products of its parts need no check of their own.

  @inline(__always)
  static func locked(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> Int64 {
    lots &* ladder.value.factor(ticks) &* ladder.value.units
  }

  @inline(__always)
  static func units(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>
  ) -> (base: Int64, quote: Int64) { (ladder.value.baseUnits, ladder.value.quoteUnits) }
}

extension Int128: LedgerUnits {
  @inline(__always)
  static func rows(of wallets: borrowing WalletTable) -> Row<WalletRow<Int128>> { wallets.wideRow }

  @inline(__always)
  static func cost(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> Int128? {
    markets[ladder.value.market].isTradable(Price(ticks: ticks), Quantity(lots: lots))
      ? locked(ladder, markets, ticks: ticks, lots: lots) : nil
  }

  @inline(__always)
  static func locked(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> Int128 {
    markets[ladder.value.market].lockedAmount(
      ladder.value.sideMask == 0 ? .bid : .ask, Price(ticks: ticks), Quantity(lots: lots)
    ).minorUnits
  }

  @inline(__always)
  static func units(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>
  ) -> (base: Int128, quote: Int128) {
    let market = markets.ref(ladder.value.market)
    return (market.value.baseUnitsPerLot, market.value.quoteUnitsPerTickLot)
  }
}

extension LedgerUnits {
  /// What an order of a ladder pays and receives for one fill.
  ///
  /// What the resting order has locked fits, so the products need no check of their own.
  @inline(__always)
  static func amounts(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> (pays: Self, gets: Self) {
    let units = Self.units(ladder, markets)
    let base = Self(truncatingIfNeeded: lots) &* units.base
    let quote = Self(truncatingIfNeeded: lots) &* Self(truncatingIfNeeded: ticks) &* units.quote
    // A choice by side without a branch: which side an order has cannot be foreseen.
    let turn = (base ^ quote) & Self(truncatingIfNeeded: ladder.value.sideMask)
    return (quote ^ turn, base ^ turn)
  }
}
