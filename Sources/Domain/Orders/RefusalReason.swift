/// Why an order was refused: an expected answer, never retried.
///
/// Where several apply, the venue answers with the first in the order of this list. The raw values
/// are part of the journal's format.
public enum RefusalReason: UInt8, CaseIterable, Sendable, Error {
  /// The same client order id came before with other content.
  case duplicateClientOrderID = 1
  /// The venue has no such market.
  case unknownMarket = 2
  /// The venue has no such account.
  case unknownAccount = 3
  /// The market does not take orders now.
  case marketNotActive = 4
  /// The quantity is zero or negative, or an amendment asks for what is already filled.
  case invalidQuantity = 5
  /// The price is zero or negative, or its product with the quantity is too large.
  case invalidPrice = 6
  /// The price lies outside the regulated band.
  case priceOutsideBand = 7
  /// Instructions that contradict each other, such as post-only and immediate-or-cancel.
  case invalidInstruction = 13
  /// The order to cancel or amend is not open, or belongs to another account.
  case unknownOrder = 8
  /// A post-only order would have traded at once.
  case postOnlyWouldCross = 9
  /// The venue's wallet holds too little.
  case insufficientBalance = 10
  /// The budget of the account holds too little; the order was never sent.
  case insufficientBudget = 11
  /// Refused on purpose by the configured faults.
  case injected = 12

  /// The reason as a stable name for JSON and SQL.
  public var name: String {
    switch self {
    case .duplicateClientOrderID: "duplicateClientOrderID"
    case .unknownMarket: "unknownMarket"
    case .unknownAccount: "unknownAccount"
    case .marketNotActive: "marketNotActive"
    case .invalidQuantity: "invalidQuantity"
    case .invalidPrice: "invalidPrice"
    case .priceOutsideBand: "priceOutsideBand"
    case .invalidInstruction: "invalidInstruction"
    case .unknownOrder: "unknownOrder"
    case .postOnlyWouldCross: "postOnlyWouldCross"
    case .insufficientBalance: "insufficientBalance"
    case .insufficientBudget: "insufficientBudget"
    case .injected: "injected"
    }
  }

  /// The reason in words.
  public var text: String {
    switch self {
    case .duplicateClientOrderID: "client order id was used before with other content"
    case .unknownMarket: "unknown market"
    case .unknownAccount: "unknown account"
    case .marketNotActive: "market is not active"
    case .invalidQuantity: "invalid quantity"
    case .invalidPrice: "invalid price"
    case .priceOutsideBand: "price outside the market's band"
    case .invalidInstruction: "instructions contradict each other"
    case .unknownOrder: "no such open order of this account"
    case .postOnlyWouldCross: "post-only order would have traded"
    case .insufficientBalance: "insufficient balance at the venue"
    case .insufficientBudget: "insufficient budget"
    case .injected: "refused by an injected fault"
    }
  }
}
