public import Domain

/// Where a violation was found. What does not apply is nil.
public struct AuditPlace: Hashable, Sendable {
  /// The slot.
  public var slot: UInt64?
  /// The order, as the venue's records name it.
  public var order: String?
  /// The id of the account.
  public var account: String?
  /// The id of the market.
  public var market: String?
  /// The id of the asset.
  public var asset: String?

  /// Makes a place of what is known of it.
  public init(
    slot: UInt64? = nil, order: String? = nil, account: String? = nil, market: String? = nil,
    asset: String? = nil
  ) {
    self.slot = slot
    self.order = order
    self.account = account
    self.market = market
    self.asset = asset
  }

  /// The place in words, such as `slot 4, account 7, market BTC/USD`; empty when nothing is known.
  public var text: String {
    let parts = [
      slot.map { "slot \($0)" }, order.map { "order \($0)" }, account.map { "account \($0)" },
      market.map { "market \($0)" }, asset.map { "asset \($0)" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}

/// One thing that is wrong.
public struct AuditViolation: Hashable, Sendable {
  /// What does not hold.
  public let invariant: Invariant
  /// Where.
  public let place: AuditPlace
  /// What would be right.
  public let expected: String
  /// What is there.
  public let found: String
  /// How far apart the two are, in lots or minor units; 0 where that says nothing.
  public let magnitude: Int128

  /// Makes a violation of its parts.
  public init(
    _ invariant: Invariant, _ place: AuditPlace, expected: String, found: String,
    magnitude: Int128 = 0
  ) {
    self.invariant = invariant
    self.place = place
    self.expected = expected
    self.found = found
    self.magnitude = magnitude
  }

  /// The name of what does not hold.
  public var check: String { invariant.name }

  /// Place, expected and found in one line.
  public var message: String {
    let place = place.text
    return (place.isEmpty ? "" : place + ": ") + "expected \(expected), found \(found)"
  }
}
