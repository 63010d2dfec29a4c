import Domain
public import Replay

/// Spread and depth of a market as text, in quote and base units.
public struct BookSummaryFields: Sendable {
  /// The market's id.
  public let market: String
  /// The smallest spread.
  public let spreadMin: String
  /// The mean spread, three decimals finer than a tick, rounded down.
  public let spreadMean: String
  /// The largest spread.
  public let spreadMax: String
  /// The mean quantity on the bid side, three decimals finer than a lot, rounded down.
  public let bidDepth: String
  /// The mean quantity on the ask side, likewise.
  public let askDepth: String

  /// Shows what was seen of one market.
  public init(_ summary: BookSummary, _ terms: FlowTerms) {
    let market = terms.markets[summary.market.position]
    let (tick, lot) = (market.tickSize, market.lotSize)
    self.market = market.id
    spreadMin = market.text(Price(ticks: summary.spreadMin))
    spreadMax = market.text(Price(ticks: summary.spreadMax))
    spreadMean = Self.thousandths(summary.spreadMeanThousandths, of: tick)
    bidDepth = Self.thousandths(summary.depthMeanThousandths(.bid), of: lot)
    askDepth = Self.thousandths(summary.depthMeanThousandths(.ask), of: lot)
  }

  private static func thousandths(_ count: Int128, of unit: ExactDecimal) -> String {
    ExactDecimal(significand: count * unit.significand, scale: min(unit.scale + 3, 38)).description
  }
}
