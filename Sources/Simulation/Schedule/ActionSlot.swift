public import Domain

/// What a slot does.
public enum SlotAction: UInt8, CaseIterable, Sendable {
  /// Places an order.
  case place = 0
  /// Cancels the order of an earlier slot.
  case cancel = 1

  /// `place` or `cancel`.
  public var name: String { self == .place ? "place" : "cancel" }
}

/// The part a slot plays in its pair.
public enum SlotRole: UInt8, Sendable {
  /// Comes first and rests, to be met by the taker.
  case maker = 0
  /// Comes second and crosses the maker.
  case taker = 1
  /// Rests away from all planned trades.
  case resting = 2
  /// Cancels a resting order.
  case canceling = 3

  /// The name used in JSON.
  public var name: String {
    switch self {
    case .maker: "maker"
    case .taker: "taker"
    case .resting: "resting"
    case .canceling: "canceling"
    }
  }
}

/// One planned action of one account.
///
/// Its client order id is its sequence. A slot is a pure function of the plan and its sequence.
public struct ActionSlot: Hashable, Sendable {
  /// Position in the plan, from 0; also the client order id.
  public var sequence: UInt64
  /// How much to trade.
  public var quantity: Quantity
  /// The limit, or the protection price of a market order.
  public var price: Price
  /// The slot of the counterparty, or of the order to cancel; nil for a resting order.
  public var counterpart: UInt64?
  /// Who acts.
  public var account: AccountIndex
  /// Who is meant to be met; the account itself for resting and canceling slots.
  public var counterparty: AccountIndex
  /// Where.
  public var market: MarketIndex
  /// Which way.
  public var side: Side
  /// Limit or market.
  public var type: OrderType
  /// How long the order stays.
  public var timeInForce: TimeInForce
  /// Place or cancel.
  public var action: SlotAction
  /// Its part in the pair.
  public var role: SlotRole
  /// How the counterparty was chosen.
  public var strategy: MatchingStrategyKind

  /// The client order id, the same on every attempt.
  @inlinable
  public var clientOrderID: ClientOrderID { ClientOrderID(sequence: sequence) }

  /// The slot whose account is the planned counterparty; nil when there is none.
  public var plannedCounterpart: UInt64? {
    role == .maker || role == .taker ? counterpart : nil
  }
}

/// Two slots that belong together: maker and taker, two resting orders, or two cancels.
public struct SlotPair: Hashable, Sendable {
  /// The slot with the even sequence.
  public var first: ActionSlot
  /// The slot with the odd sequence.
  public var second: ActionSlot
}

/// How the counterparty of a slot is chosen, as recorded in the slot.
///
/// A price-time book matches by price and time alone, so no rule can force who meets whom; each
/// rule decides whom the scheduler pairs, and the run counts how many fills met the planned one.
public enum MatchingStrategyKind: UInt8, Sendable, CaseIterable {
  /// The next account in the population's order.
  case sequentialNext = 0
  /// Any other account, drawn from the seed; whoever fills is as good.
  case any = 1
  /// One given account is the counterparty of all others.
  case matchWith = 2

  /// The name used in JSON.
  public var name: String {
    switch self {
    case .sequentialNext: "sequential_next"
    case .any: "any"
    case .matchWith: "match_with"
    }
  }
}
