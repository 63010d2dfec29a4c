internal import Domain

/// The width in which an engine counts minor units: 64 bits where they suffice, else 128.
///
/// The way of a command is compiled for each, so that neither pays for the other.
protocol LedgerUnits: FixedWidthInteger & SignedInteger & BitwiseCopyable & Sendable {
  /// The wallet at a position.
  static func wallet(at position: Int, in wallets: borrowing WalletTable) -> WalletRow<Self>
  /// Adds, perhaps negative amounts, to what a wallet has available and locked.
  static func add(
    available: Self, locked: Self, at position: Int, in wallets: inout WalletTable)
  /// What an order on a side of a market must lock; nil when it is more than the width holds or more
  /// than the engine admits.
  static func cost(_ market: MarketState, _ side: Side, ticks: Int64, lots: Int64) -> Self?
  /// What an admitted order on a side locks for `lots`.
  static func locked(_ market: MarketState, _ side: Side, ticks: Int64, lots: Int64) -> Self
  /// What a taker pays and receives for `lots` at a price, of orders that were admitted.
  static func exchanged(
    _ market: MarketState, _ taker: Side, ticks: Int64, lots: Int64
  ) -> (paid: Self, received: Self)
}

extension Int64: LedgerUnits {
  @inline(__always)
  static func wallet(at position: Int, in wallets: borrowing WalletTable) -> WalletRow<Int64> {
    wallets[narrow: position]
  }

  @inline(__always)
  static func add(
    available: Int64, locked: Int64, at position: Int, in wallets: inout WalletTable
  ) {
    wallets[narrow: position].available += available
    wallets[narrow: position].locked += locked
  }

  @inline(__always)
  static func cost(_ market: MarketState, _ side: Side, ticks: Int64, lots: Int64) -> Int64? {
    let tickLots = side.select(ticks, 1).multipliedReportingOverflow(by: lots)
    let amount = tickLots.partialValue.multipliedReportingOverflow(
      by: side.select(market.quoteUnitsPerTickLot64, market.baseUnitsPerLot64))
    return tickLots.overflow || amount.overflow ? nil : amount.partialValue
  }

  @inline(__always)
  static func locked(_ market: MarketState, _ side: Side, ticks: Int64, lots: Int64) -> Int64 {
    side.select(ticks, 1) &* lots
      &* side.select(market.quoteUnitsPerTickLot64, market.baseUnitsPerLot64)
  }

  // What an admitted order may lock fits, so the products of its parts need no check of their own.

  @inline(__always)
  static func exchanged(
    _ market: MarketState, _ taker: Side, ticks: Int64, lots: Int64
  ) -> (paid: Int64, received: Int64) {
    let quote = ticks &* lots &* market.quoteUnitsPerTickLot64
    let base = lots &* market.baseUnitsPerLot64
    return (taker.select(quote, base), taker.select(base, quote))
  }
}

extension Int128: LedgerUnits {
  @inline(__always)
  static func wallet(at position: Int, in wallets: borrowing WalletTable) -> WalletRow<Int128> {
    wallets[wide: position]
  }

  @inline(__always)
  static func add(
    available: Int128, locked: Int128, at position: Int, in wallets: inout WalletTable
  ) {
    wallets[wide: position].available += available
    wallets[wide: position].locked += locked
  }

  @inline(__always)
  static func cost(_ market: MarketState, _ side: Side, ticks: Int64, lots: Int64) -> Int128? {
    market.isTradable(Price(ticks: ticks), Quantity(lots: lots))
      ? locked(market, side, ticks: ticks, lots: lots) : nil
  }

  @inline(__always)
  static func locked(_ market: MarketState, _ side: Side, ticks: Int64, lots: Int64) -> Int128 {
    market.lockedAmount(side, Price(ticks: ticks), Quantity(lots: lots)).minorUnits
  }

  @inline(__always)
  static func exchanged(
    _ market: MarketState, _ taker: Side, ticks: Int64, lots: Int64
  ) -> (paid: Int128, received: Int128) {
    let quote = market.notional(Price(ticks: ticks), Quantity(lots: lots)).minorUnits
    let base = market.baseAmount(Quantity(lots: lots)).minorUnits
    return taker == .bid ? (quote, base) : (base, quote)
  }
}
