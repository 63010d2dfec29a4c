/// What must hold of every run. `docs/audit.md` tells of each what it says, from which evidence it is
/// checked, and what a violation looks like.
public enum Invariant: Int, CaseIterable, Comparable, Sendable {
  /// Every completed slot has exactly one order, every refused one none, an unknown one at most one,
  /// and there is no order without a slot.
  case oneOrderPerSlot = 1
  /// The same client order id and content again is the same order; with other content it is refused.
  case repeatsTakeEffectOnce = 2
  /// Quantity = cumulative + leaves + canceled, cumulative = sum of the fills, status goes forward.
  case quantitiesAddUp = 3
  /// Fill ids are unique, and the sequence of a market rises without gaps.
  case fillSequence = 4
  /// Every fill has one bid and one ask of one market, a price within both limits and equal to the
  /// resting one, a quantity, and two accounts.
  case fillTerms = 5
  /// A replay through the reference matcher gives the same tape and the same book.
  case priority = 6
  /// The book is never crossed at rest; what rests is what is open.
  case soundBook = 7
  /// available + locked + spent = initial + received; assets are conserved; nothing is negative.
  case balances = 8
  /// What is locked is what open orders still need, to the minor unit.
  case locks = 9
  /// Every fill debits and credits both sides once; price improvement is given back.
  case settlement = 10
  /// Budgets of the simulator and balances of the venue agree, and so does what was printed.
  case agreement = 11
  /// A canceled order never fills later.
  case noFillAfterCancel = 12
  /// Within a market an order acknowledged before another was sent comes first.
  case orderOfArrival = 13
  /// Every refusal is justified by the state at its place in the order.
  case refusals = 14
  /// What was acknowledged is still there, whatever happened to the venue since.
  case durability = 15
  /// An interrupted and resumed run has applied the same slots as an uninterrupted one.
  case resumption = 16

  /// The name that stands in results.
  public var name: String {
    switch self {
    case .oneOrderPerSlot: "one order per slot"
    case .repeatsTakeEffectOnce: "repeats take effect once"
    case .quantitiesAddUp: "quantities add up"
    case .fillSequence: "fills are numbered without gaps"
    case .fillTerms: "fills keep the terms of their orders"
    case .priority: "price-time priority"
    case .soundBook: "the book is sound"
    case .balances: "budgets balance"
    case .locks: "locks match open orders"
    case .settlement: "fills settle both sides once"
    case .agreement: "budgets and venue agree"
    case .noFillAfterCancel: "no fill after a cancel"
    case .orderOfArrival: "acknowledged first comes first"
    case .refusals: "refusals are justified"
    case .durability: "what was acknowledged is still there"
    case .resumption: "interruptions change nothing"
    }
  }

  /// Whether the number of the left is lower.
  public static func < (left: Invariant, right: Invariant) -> Bool {
    left.rawValue < right.rawValue
  }
}
