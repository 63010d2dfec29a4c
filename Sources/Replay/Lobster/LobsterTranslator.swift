import Domain
import Matching
import Simulation

/// Turns LOBSTER messages into commands, so that the venue's book follows the recorded one.
///
/// - A submission places a limit order. A partial cancel amends it, a deletion cancels it.
/// - An execution is what an incoming order did to the book: an immediate-or-cancel order of its size,
///   at its price, from the other side.
/// - Hidden executions, auctions and halts leave the visible book alone and send nothing.
///
/// What rests without a recorded id - all that was placed before the first row or out of sight - is
/// **background**: orders of known price and size, which messages about unknown ids draw on. Where the
/// queue of a price turns out to be other than thought, the whole price becomes background, so that
/// sizes stay right when identities cannot be.
struct LobsterTranslator<V: FlowVenue & ~Copyable>: ~Copyable {
  var sender: FlowSender<V>
  var counts = LobsterCounts()
  /// Whether trading is halted.
  var isHalted = false
  /// Whether what rested before the first message is known from an order-book file.
  var isSeeded = false
  /// Whether the last message could not be carried out in full.
  var lastWasUnknown = false
  private var orders = RestingOrders()
  private var background: [Level: [RestingOrder]] = [:]

  /// One price of one side.
  private struct Level: Hashable {
    let side: Side
    let price: Int64
  }

  static var market: MarketIndex { MarketIndex(0) }

  init(sender: consuming FlowSender<V>) { self.sender = sender }

  /// Carries out one message.
  @inline(__always)
  mutating func apply(_ message: LobsterMessage) {
    counts.messages[Int(message.kind.rawValue)] += 1
    lastWasUnknown = false
    sender.time = message.time
    switch message.kind {
    case .submission: submit(message)
    case .deletion: delete(message)
    case .partialCancel: reduce(message)
    case .execution: execute(message)
    case .hiddenExecution, .cross: break
    case .halt: isHalted = message.price == -1
    }
  }

  /// Lets `size` more rest at a price, behind what is there, without a recorded id.
  mutating func addBackground(_ side: Side, at price: Int64, size: Int64) {
    let sequence = sender.nextSequence
    guard let filled = place(side, price, size), filled < size else { return }
    background[Level(side: side, price: price), default: []].append(
      RestingOrder(
        sequence: sequence, price: price, total: size, leaves: size - filled, side: side))
  }

  /// Forgets which orders rest at a price and lets `size` rest there; nil leaves as much as there is.
  mutating func takeOver(_ side: Side, at price: Int64, size: Int64?) {
    takeOver(Level(side: side, price: price), size: size, filled: [:])
  }

  /// - Parameter filled: what the last command took from orders, by their ids at the venue; not yet
  ///   subtracted from what is known of them.
  private mutating func takeOver(_ level: Level, size: Int64?, filled: [UInt64: Int64]) {
    let resting =
      orders.removeAll(level.side, at: level.price)
      + (background.removeValue(forKey: level) ?? [])
    var found: Int64 = 0
    for order in resting where filled[order.sequence, default: 0] < order.leaves {
      found += cancel(order)
    }
    let wanted = size ?? found
    if wanted > 0 { addBackground(level.side, at: level.price, size: wanted) }
  }

  // MARK: Messages

  @inline(__always)
  private mutating func submit(_ message: LobsterMessage) {
    if let place = orders.place(of: message.order) { replace(orderAt: place) }
    let sequence = sender.nextSequence
    guard let filled = place(message.side, message.price, message.size) else { return }
    if filled > 0 {
      counts.crossedSubmissions += 1
      settleSurprises(expected: nil)
    }
    guard filled < message.size else { return }
    orders.insert(
      message.order,
      RestingOrder(
        sequence: sequence, price: message.price, total: message.size,
        leaves: message.size - filled, side: message.side))
  }

  @inline(__always)
  private mutating func delete(_ message: LobsterMessage) {
    guard let place = orders.place(of: message.order) else { return reduceBackground(message) }
    let order = orders[place]
    orders.remove(at: place)
    if order.leaves == message.size { _ = cancel(order) } else { settle(message, with: order) }
  }

  @inline(__always)
  private mutating func reduce(_ message: LobsterMessage) {
    guard let place = orders.place(of: message.order) else { return reduceBackground(message) }
    var order = orders[place]
    guard message.size < order.leaves else { return delete(message) }
    amend(&order, by: message.size)
    orders[place] = order
  }

  @inline(__always)
  private mutating func execute(_ message: LobsterMessage) {
    let taker = OrderCommand.limit(
      ClientOrderID(sequence: 0), account: FlowTerms.account(message.side.opposite),
      market: Self.market, message.side.opposite, price: Price(ticks: message.price),
      quantity: Quantity(lots: message.size), timeInForce: .immediateOrCancel)
    guard let place = orders.place(of: message.order) else {
      return executeBackground(message, taker)
    }
    _ = sender.send(taker)
    let order = orders[place]
    let events = sender.events.count
    if events > 0 {
      guard events == 1, case .fill(let fill) = sender.events[0],
        fill.maker.sequence == order.sequence, fill.quantity.lots == message.size
      else { return settleSurprises(expected: nil) }
    }
    if order.leaves <= message.size {
      orders.remove(at: place)
    } else {
      orders[place].leaves -= message.size
    }
  }

  // MARK: What is not known

  /// An order is deleted that is known with another size: what was recorded is taken from its price,
  /// and what it has more stays there without an id.
  @inline(never)
  private mutating func settle(_ message: LobsterMessage, with order: RestingOrder) {
    let level = Level(side: order.side, price: order.price)
    var order = order
    if order.leaves > message.size {
      amend(&order, by: message.size)
      background[level, default: []].append(order)
    } else {
      _ = cancel(order)
      reduceBackground(message, by: message.size - order.leaves)
    }
  }

  private mutating func executeBackground(_ message: LobsterMessage, _ taker: OrderCommand) {
    let level = Level(side: message.side, price: message.price)
    let known = size(ofBackgroundAt: level, atLeast: message.size)
    if known < message.size { noteUnknown() }
    guard known > 0 else { return }
    var taker = taker
    taker.quantity = Quantity(lots: min(message.size, known))
    _ = sender.send(taker)
    settleSurprises(expected: level)
  }

  private mutating func reduceBackground(_ message: LobsterMessage, by size: Int64? = nil) {
    let level = Level(side: message.side, price: message.price)
    var missing = size ?? message.size
    _ = self.size(ofBackgroundAt: level, atLeast: missing)
    guard var resting = background[level] else { return noteUnknown() }
    while missing > 0, var last = resting.popLast() {
      if last.leaves > missing {
        amend(&last, by: missing)
        missing = 0
        resting.append(last)
      } else {
        missing -= cancel(last)
      }
    }
    background[level] = resting.isEmpty ? nil : resting
    if missing > 0 { noteUnknown() }
  }

  /// How much of a level is background. If that is too little, and sizes are known from an order-book
  /// file, all of the level becomes background: orders changed there while it was out of sight.
  private mutating func size(ofBackgroundAt level: Level, atLeast wanted: Int64) -> Int64 {
    let size = background[level]?.reduce(0) { $0 + $1.leaves } ?? 0
    guard size < wanted && isSeeded else { return size }
    takeOver(level, size: nil, filled: [:])
    return background[level]?.reduce(0) { $0 + $1.leaves } ?? 0
  }

  /// Books the fills of the last command; a maker that is not in the background of `expected` makes
  /// its whole price background.
  private mutating func settleSurprises(expected: Level?) {
    let events = sender.events
    var surprises: Set<Level> = []
    var filled: [UInt64: Int64] = [:]
    for case .fill(let fill) in events {
      let level = Level(side: fill.takerSide.opposite, price: fill.price.ticks)
      if level == expected && book(fill, at: level) { continue }
      surprises.insert(level)
      filled[fill.maker.sequence, default: 0] += fill.quantity.lots
    }
    guard !surprises.isEmpty else { return }
    counts.otherMakers += 1
    for level in surprises.sorted(by: { $0.price < $1.price }) {
      takeOver(level, size: nil, filled: filled)
    }
  }

  /// Takes a fill from the background of a level; false when its maker is not there.
  private mutating func book(_ fill: Fill, at level: Level) -> Bool {
    guard var resting = background[level],
      let place = resting.firstIndex(where: { $0.sequence == fill.maker.sequence })
    else { return false }
    resting[place].leaves -= fill.quantity.lots
    if resting[place].leaves == 0 { resting.remove(at: place) }
    background[level] = resting.isEmpty ? nil : resting
    return true
  }

  private mutating func noteUnknown() {
    lastWasUnknown = true
    counts.unknownOrders += 1
  }

  private mutating func replace(orderAt place: Int) {
    counts.repeatedOrders += 1
    let order = orders[place]
    orders.remove(at: place)
    _ = cancel(order)
  }

  // MARK: Commands

  /// Places a limit order; returns how much of it traded at once, or nil where it was not taken.
  @inline(__always)
  private mutating func place(_ side: Side, _ price: Int64, _ size: Int64) -> Int64? {
    let answer = sender.send(
      .limit(
        ClientOrderID(sequence: 0), account: FlowTerms.account(side), market: Self.market, side,
        price: Price(ticks: price), quantity: Quantity(lots: size)))
    guard case .done(let result) = answer else { return nil }
    return result.cumulative.lots
  }

  /// Cancels an order; returns how much of it was left.
  @inline(__always)
  private mutating func cancel(_ order: RestingOrder) -> Int64 {
    let answer = sender.send(
      .cancel(
        ClientOrderID(sequence: 0), account: FlowTerms.account(order.side), market: Self.market,
        target: ClientOrderID(sequence: order.sequence)))
    guard case .done(let result) = answer else { return 0 }
    return result.canceled.lots
  }

  @inline(__always)
  private mutating func amend(_ order: inout RestingOrder, by size: Int64) {
    order.total -= size
    order.leaves -= size
    _ = sender.send(
      .amend(
        ClientOrderID(sequence: 0), account: FlowTerms.account(order.side), market: Self.market,
        target: ClientOrderID(sequence: order.sequence), price: Price(ticks: order.price),
        quantity: Quantity(lots: order.total)))
  }
}
