import Domain
import Matching
import Platform

/// Reads an order flow: first its terms, then row by row.
struct FlowReader: ~Copyable {
  /// What the flow trades.
  let terms: FlowTerms
  /// Rows that were left out.
  var badRows: BadRows
  var rows: RowReader
  private let markets: [TextKey: FlowMarket]
  private let accounts: [TextKey: AccountIndex]
  private let words = FlowWords()
  private var lastTime: Int64 = 0

  init(rows head: consuming RowReader, skipsBad: Bool) throws(FlowError) {
    var header = FlowHeaderReader(rows: head)
    terms = try header.read()
    rows = header.finished()
    badRows = BadRows(areSkipped: skipsBad)
    var markets: [TextKey: FlowMarket] = [:]
    for (place, market) in terms.markets.enumerated() {
      markets[TextKey(market.id)] = FlowMarket(market, at: MarketIndex(place))
    }
    self.markets = markets
    var accounts: [TextKey: AccountIndex] = [:]
    for (place, id) in terms.accounts.enumerated() { accounts[TextKey(id)] = AccountIndex(place) }
    self.accounts = accounts
  }

  /// The file's name for messages.
  var name: String { rows.name }

  /// The next row; nil at the end.
  mutating func next() throws(FlowError) -> FlowRow? {
    while true {
      do throws(StreamError) {
        guard try rows.beginRow() else { return nil }
      } catch {
        throw .stream(error)
      }
      do throws(FieldFault) {
        return try row()
      } catch {
        let row = rows.error(error)
        do throws(StreamError) {
          try rows.skipRow()
        } catch {
          throw .stream(error)
        }
        try badRows.note(row)
      }
    }
  }

  private mutating func row() throws(FieldFault) -> FlowRow {
    let timePlace = rows.offset
    let time = try rows.decimal(places: 9, "the time, seconds with up to nine decimals")
    guard time >= lastTime else {
      throw rows.fault(at: timePlace, "a time not before that of the row above")
    }
    try rows.comma()
    let market = try market()
    try rows.comma()
    let orderPlace = rows.offset
    let order = try rows.field()
    guard !order.isEmpty else { throw rows.fault(at: orderPlace, "a client order id") }
    try rows.comma()
    let action = try word(words.actions, "place, cancel or amend")
    try rows.comma()
    var command = OrderCommand(
      kind: action, id: ClientOrderID(sequence: 0), account: AccountIndex(0), market: market.index)
    try readTerms(of: &command, in: market)
    try rows.comma()
    command.account = try account()
    try rows.endRow()
    if rows.isTooLong { throw rows.fault(at: timePlace, "a line of at most 65,536 bytes") }
    lastTime = time
    return FlowRow(command: command, order: order.key, time: time)
  }

  /// Side, type, time in force, price and quantity: all for an order, the last two for an amendment,
  /// none for a cancellation.
  private mutating func readTerms(
    of command: inout OrderCommand, in market: FlowMarket
  ) throws(FieldFault) {
    if command.kind == .place {
      command.side = try word(words.sides, "bid or ask")
      try rows.comma()
      let type = try word(words.types, "limit, market or postOnly")
      (command.type, command.isPostOnly) = (type.type, type.isPostOnly)
      try rows.comma()
      command.timeInForce = try word(
        words.timesInForce, "goodTillCancel, immediateOrCancel or fillOrKill")
      try rows.comma()
    } else {
      for _ in 0..<3 {
        try nothing()
        try rows.comma()
      }
    }
    guard command.kind != .cancel else {
      try nothing()
      try rows.comma()
      return try nothing()
    }
    command.price = Price(
      ticks: try rows.units(market.tick, "the price, a multiple of the market's tick"))
    try rows.comma()
    command.quantity = Quantity(
      lots: try rows.units(market.lot, "the quantity, a multiple of the market's lot"))
  }

  private mutating func nothing() throws(FieldFault) {
    guard rows.byte == Byte.comma else { throw rows.fault("nothing here for this action") }
  }

  private mutating func market() throws(FieldFault) -> FlowMarket {
    let place = rows.offset
    let text = try rows.field()
    guard let market = markets[text.key] else {
      throw rows.fault(at: place, "a market that the file's head states")
    }
    return market
  }

  private mutating func account() throws(FieldFault) -> AccountIndex {
    let place = rows.offset
    let text = try rows.field()
    guard let account = accounts[text.key] else {
      throw rows.fault(at: place, "an account that the file's head states")
    }
    return account
  }

  private mutating func word<Value>(
    _ words: [TextKey: Value], _ expected: StaticString
  ) throws(FieldFault) -> Value {
    let place = rows.offset
    let text = try rows.field()
    guard let value = words[text.key] else { throw rows.fault(at: place, expected) }
    return value
  }
}

/// A market as rows refer to it.
struct FlowMarket {
  let index: MarketIndex
  let tick: FlowUnit
  let lot: FlowUnit

  init(_ market: Market, at index: MarketIndex) {
    self.index = index
    tick = FlowUnit(market.tickSize)
    lot = FlowUnit(market.lotSize)
  }
}

/// The size of a tick or lot: `size` x 10^-`places`.
struct FlowUnit {
  let size: Int64
  let places: Int

  /// The unit must fit; `canHold` says whether it does.
  init(_ decimal: ExactDecimal) {
    let unit = decimal.normalized
    precondition(Self.canHold(decimal), "a unit of more than 18 digits")
    size = Int64(unit.significand)
    places = unit.scale
  }

  /// Whether the unit has at most 18 digits and places.
  static func canHold(_ decimal: ExactDecimal) -> Bool {
    let unit = decimal.normalized
    return unit.scale <= Digits.countMax && unit.significand < Int128(Digits.power(Digits.countMax))
  }
}

/// The words that rows may hold.
private struct FlowWords {
  let actions: [TextKey: OrderCommand.Kind] = [
    TextKey("place"): .place, TextKey("cancel"): .cancel, TextKey("amend"): .amend,
  ]
  let sides = table(Side.allCases, \.name)
  let types: [TextKey: (type: OrderType, isPostOnly: Bool)] = [
    TextKey(OrderType.limit.name): (.limit, false),
    TextKey(OrderType.market.name): (.market, false),
    TextKey(FlowFormat.postOnly): (.limit, true),
  ]
  let timesInForce = table(TimeInForce.allCases, \.name)

  private static func table<Value>(
    _ values: [Value], _ name: KeyPath<Value, String>
  ) -> [TextKey: Value] {
    Dictionary(uniqueKeysWithValues: values.map { (TextKey($0[keyPath: name]), $0) })
  }
}
