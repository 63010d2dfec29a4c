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
  /// What an admitted order of a ladder, or a part of it, locks for `lots`.
  static func locked(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> Self
  /// What an order of a level has locked for `lots`, which is what it pays for them when it trades.
  static func locked(
    _ level: Ref<PriceLevel>, _ markets: Row<MarketState>, lots: Int64
  ) -> Self
  /// What an order of a level receives for `lots` when it trades.
  static func received(
    _ level: Ref<PriceLevel>, _ markets: Row<MarketState>, lots: Int64
  ) -> Self
}

extension Int64: LedgerUnits {
  @inline(__always)
  static func rows(of wallets: borrowing WalletTable) -> Row<WalletRow<Int64>> { wallets.narrowRow }

  @inline(__always)
  static func cost(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> Int64? {
    ladder.value.paid.of(lots, at: ticks)
  }

  // What an admitted order may lock fits, so the products of its parts need no check of their own.

  @inline(__always)
  static func locked(
    _ ladder: Ref<Ladder>, _ markets: Row<MarketState>, ticks: Int64, lots: Int64
  ) -> Int64 {
    lots &* ladder.value.paid.at(ticks)
  }

  @inline(__always)
  static func locked(
    _ level: Ref<PriceLevel>, _ markets: Row<MarketState>, lots: Int64
  ) -> Int64 { lots &* level.value.lockedPerLot }

  @inline(__always)
  static func received(
    _ level: Ref<PriceLevel>, _ markets: Row<MarketState>, lots: Int64
  ) -> Int64 { lots &* level.value.receivedPerLot }
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
  static func locked(
    _ level: Ref<PriceLevel>, _ markets: Row<MarketState>, lots: Int64
  ) -> Int128 {
    markets[level.value.market].lockedAmount(
      level.value.side, level.value.price, Quantity(lots: lots)
    ).minorUnits
  }

  @inline(__always)
  static func received(
    _ level: Ref<PriceLevel>, _ markets: Row<MarketState>, lots: Int64
  ) -> Int128 {
    markets[level.value.market].lockedAmount(
      level.value.side.opposite, level.value.price, Quantity(lots: lots)
    ).minorUnits
  }
}
