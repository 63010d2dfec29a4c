internal import Domain

/// The width in which an engine counts minor units: 64 bits where they suffice, else 128.
///
/// The way of a command is compiled for each, so that neither pays for the other. What is read of a
/// ladder counts for 64 bits, what is read of its market, named by its row and position, for 128.
protocol LedgerUnits: FixedWidthInteger & SignedInteger & BitwiseCopyable & Sendable {
  /// The wallets in this width; they must have it.
  static func rows(of wallets: borrowing WalletTable) -> Row<WalletRow<Self>>
  /// What an order of a ladder must lock; nil when it is more than the width holds or more than the
  /// engine admits.
  static func cost(
    _ ladder: Ref<Ladder>, _ market: (Row<MarketState>, Int), ticks: Int64, lots: Int64
  ) -> Self?
  /// What an admitted order of a ladder, or a part of it, locks for `lots`. So much an order of the
  /// ladder pays for them, too, when it trades at this price.
  static func locked(
    _ ladder: Ref<Ladder>, _ market: (Row<MarketState>, Int), ticks: Int64, lots: Int64
  ) -> Self
}

extension Int64: LedgerUnits {
  @inline(__always)
  static func rows(of wallets: borrowing WalletTable) -> Row<WalletRow<Int64>> { wallets.narrowRow }

  @inline(__always)
  static func cost(
    _ ladder: Ref<Ladder>, _ market: (Row<MarketState>, Int), ticks: Int64, lots: Int64
  ) -> Int64? {
    let (tickLots, isTooMuch) = lots.multipliedReportingOverflow(by: ladder.value.factor(ticks))
    if isTooMuch { return nil }
    let (amount, isTooLarge) = tickLots.multipliedReportingOverflow(by: ladder.value.units)
    return isTooLarge ? nil : amount
  }

  // What an admitted order may lock fits, so the products of its parts need no check of their own.

  @inline(__always)
  static func locked(
    _ ladder: Ref<Ladder>, _ market: (Row<MarketState>, Int), ticks: Int64, lots: Int64
  ) -> Int64 {
    lots &* ladder.value.factor(ticks) &* ladder.value.units
  }
}

extension Int128: LedgerUnits {
  @inline(__always)
  static func rows(of wallets: borrowing WalletTable) -> Row<WalletRow<Int128>> { wallets.wideRow }

  @inline(__always)
  static func cost(
    _ ladder: Ref<Ladder>, _ market: (Row<MarketState>, Int), ticks: Int64, lots: Int64
  ) -> Int128? {
    market.0[market.1].isTradable(Price(ticks: ticks), Quantity(lots: lots))
      ? locked(ladder, market, ticks: ticks, lots: lots) : nil
  }

  @inline(__always)
  static func locked(
    _ ladder: Ref<Ladder>, _ market: (Row<MarketState>, Int), ticks: Int64, lots: Int64
  ) -> Int128 {
    market.0[market.1].lockedAmount(
      ladder.value.sideMask == 0 ? .bid : .ask, Price(ticks: ticks), Quantity(lots: lots)
    ).minorUnits
  }
}
