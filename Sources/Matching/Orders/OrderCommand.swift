public import Domain

/// One instruction to the engine: place, cancel or amend an order.
public struct OrderCommand: Equatable, Sendable {
  /// What is to be done.
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// Places a new order.
    case place = 0
    /// Cancels the open order `target`.
    case cancel = 1
    /// Gives the open order `target` a new price and total quantity.
    case amend = 2
  }

  /// The id of the command itself; for `place` it is the order's id.
  public var id: ClientOrderID
  /// The order to cancel or amend; unused by `place`.
  public var target: ClientOrderID
  /// The limit price; for a market order the worst price it accepts (its protection).
  public var price: Price
  /// How much is ordered in total (FIX 38); an amendment counts what was filled already.
  public var quantity: Quantity
  /// Who gives the command.
  public var account: AccountIndex
  /// The market of the order.
  public var market: MarketIndex
  /// What is to be done.
  public var kind: Kind
  /// Which way the order trades; unused by `cancel` and `amend`.
  public var side: Side
  /// Limit or market; unused by `cancel` and `amend`.
  public var type: OrderType
  /// How long the order stays; unused by `cancel` and `amend`.
  public var timeInForce: TimeInForce
  /// Whether the order is refused rather than traded at once; limit and good-till-cancel only.
  public var isPostOnly: Bool
  /// Nothing, so that a command is six whole words, see `CommandWords`.
  private var reserved1: UInt8 = 0
  private var reserved2: UInt8 = 0
  private var reserved3: UInt8 = 0

  /// Makes a command of all its parts.
  public init(
    kind: Kind, id: ClientOrderID, account: AccountIndex, market: MarketIndex, side: Side = .bid,
    type: OrderType = .limit, timeInForce: TimeInForce = .goodTillCancel, isPostOnly: Bool = false,
    price: Price = Price(ticks: 0), quantity: Quantity = .zero,
    target: ClientOrderID = ClientOrderID(sequence: 0)
  ) {
    self.kind = kind
    self.id = id
    self.account = account
    self.market = market
    self.side = side
    self.type = type
    self.timeInForce = timeInForce
    self.isPostOnly = isPostOnly
    self.price = price
    self.quantity = quantity
    self.target = target
  }

  /// Places a limit order.
  public static func limit(
    _ id: ClientOrderID, account: AccountIndex, market: MarketIndex, _ side: Side, price: Price,
    quantity: Quantity, timeInForce: TimeInForce = .goodTillCancel, isPostOnly: Bool = false
  ) -> OrderCommand {
    OrderCommand(
      kind: .place, id: id, account: account, market: market, side: side, type: .limit,
      timeInForce: timeInForce, isPostOnly: isPostOnly, price: price, quantity: quantity)
  }

  /// Places a market order that trades no worse than at `protection`.
  public static func market(
    _ id: ClientOrderID, account: AccountIndex, market: MarketIndex, _ side: Side,
    protection: Price, quantity: Quantity, timeInForce: TimeInForce = .immediateOrCancel
  ) -> OrderCommand {
    OrderCommand(
      kind: .place, id: id, account: account, market: market, side: side, type: .market,
      timeInForce: timeInForce, price: protection, quantity: quantity)
  }

  /// Cancels the open order `target` of the same account and market.
  public static func cancel(
    _ id: ClientOrderID, account: AccountIndex, market: MarketIndex, target: ClientOrderID
  ) -> OrderCommand {
    OrderCommand(kind: .cancel, id: id, account: account, market: market, target: target)
  }

  /// Gives the open order `target` of the same account and market a price and total quantity.
  public static func amend(
    _ id: ClientOrderID, account: AccountIndex, market: MarketIndex, target: ClientOrderID,
    price: Price, quantity: Quantity
  ) -> OrderCommand {
    OrderCommand(
      kind: .amend, id: id, account: account, market: market, price: price, quantity: quantity,
      target: target)
  }
}

extension OrderCommand {
  /// Whether what does not trade at once stays in the book.
  @inline(__always)
  var mayRest: Bool { type == .limit && timeInForce == .goodTillCancel }

  /// The same as six words.
  var words: CommandWords {
    let flags =
      UInt64(kind.rawValue) | UInt64(side.rawValue) &<< 8 | UInt64(type.rawValue) &<< 16
      | UInt64(timeInForce.rawValue) &<< 24 | (isPostOnly ? 1 &<< 32 : 0)
    let places =
      UInt64(UInt32(bitPattern: market.value)) &<< 32 | UInt64(UInt32(bitPattern: account.value))
    return CommandWords(
      id: id.sequence, target: target.sequence, ticks: price.ticks, lots: quantity.lots,
      places: places, flags: flags)
  }

  /// 64 bits of the whole content except the id, by which a repeat is told from a second use.
  var fingerprint: UInt64 { words.fingerprint }
}
