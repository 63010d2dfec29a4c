import Domain
import Matching
import Simulation

/// Drives a venue with the rows of an order flow: finds the orders that rows name, locks what they may
/// cost, sends them, and settles what comes of them.
struct FlowDriver<V: FlowVenue & ~Copyable>: ~Copyable {
  var sender: FlowSender<V>
  var ledger: FlowLedger
  /// Rows by action, in the order of `OrderCommand.Kind`.
  private(set) var actions: [UInt64] = [0, 0, 0]
  /// Open orders by their id at the venue.
  private var open: [UInt64: OpenOrder] = [:]
  /// Ids at the venue of open orders by the key of their client order id.
  private var sequences: [TextKey: UInt64] = [:]

  private struct OpenOrder {
    let key: TextKey
    let account: AccountIndex
    let market: MarketIndex
    let side: Side
    var total: Int64
    var leaves: Int64
  }

  init(sender: consuming FlowSender<V>, ledger: FlowLedger) {
    self.sender = sender
    self.ledger = ledger
  }

  /// Carries out one row.
  mutating func apply(_ row: FlowRow) {
    sender.time = row.time
    actions[Int(row.command.kind.rawValue)] += 1
    switch row.command.kind {
    case .place: place(row)
    case .cancel: cancel(row)
    case .amend: amend(row)
    }
  }

  private mutating func place(_ row: FlowRow) {
    let id = ClientOrderID(sequence: sender.nextSequence)
    var command = row.command
    command.id = id
    if sequences[row.order] != nil { return sender.refuse(command, .duplicateClientOrderID) }
    if let refusal = ledger.lock(command, as: id) { return sender.refuse(command, refusal) }
    guard case .done(let result) = sender.send(command) else { return ledger.release(id) }
    settle(takerPrice: command.price)
    guard result.status.isOpen else { return ledger.close(id) }
    open[id.sequence] = OpenOrder(
      key: row.order, account: command.account, market: command.market, side: command.side,
      total: command.quantity.lots, leaves: command.quantity.lots - result.cumulative.lots)
    sequences[row.order] = id.sequence
  }

  private mutating func cancel(_ row: FlowRow) {
    var command = row.command
    command.target = target(of: row)
    guard case .done = sender.send(command) else { return }
    ledger.close(command.target)
    forget(command.target.sequence)
  }

  private mutating func amend(_ row: FlowRow) {
    var command = row.command
    command.target = target(of: row)
    let id = command.target
    // What is not open, another's or elsewhere, the venue refuses; it costs nothing.
    guard let order = open[id.sequence], order.account == command.account,
      order.market == command.market
    else {
      _ = sender.send(command)
      return
    }
    command.side = order.side
    let filled = order.total - order.leaves
    let held = ledger.held(by: id)
    if let refusal = ledger.relock(command, as: id, filled: Quantity(lots: filled)) {
      return sender.refuse(command, refusal)
    }
    guard case .done(let result) = sender.send(command) else {
      return ledger.restore(command, id, to: held)
    }
    settle(takerPrice: command.price)
    guard result.status.isOpen else {
      ledger.close(id)
      return forget(id.sequence)
    }
    open[id.sequence]?.total = command.quantity.lots
    open[id.sequence]?.leaves = command.quantity.lots - result.cumulative.lots
  }

  /// The id at the venue of the order that a row names. One that is not open gets the command's own id,
  /// which no order has.
  private func target(of row: FlowRow) -> ClientOrderID {
    ClientOrderID(sequence: sequences[row.order] ?? sender.nextSequence)
  }

  /// Books what the last command made happen.
  private mutating func settle(takerPrice price: Price) {
    guard !sender.events.isEmpty else { return }
    for event in sender.events {
      switch event {
      case .fill(let fill):
        ledger.settle(fill, takerPrice: price)
        reduce(fill.maker.sequence, by: fill.quantity.lots)
      case .canceled(let order, _):
        ledger.close(order)
        forget(order.sequence)
      }
    }
  }

  private mutating func reduce(_ sequence: UInt64, by lots: Int64) {
    guard var order = open[sequence] else { return }
    order.leaves -= lots
    if order.leaves > 0 { open[sequence] = order } else { forget(sequence) }
  }

  private mutating func forget(_ sequence: UInt64) {
    guard let order = open.removeValue(forKey: sequence) else { return }
    sequences[order.key] = nil
  }
}
