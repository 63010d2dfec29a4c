internal import CBenchmark
internal import Domain
internal import Matching

/// The engine's books behind the benchmark's messages, and the reports that come of them.
///
/// The benchmark calls from one thread. Invariants: `outlet` leads to the queue that `engine_init` was
/// given, either our own ring or one behind `push`; an order's id is its id in the books.
@safe
struct Adapter: ~Copyable {
  private var books = BookEngine(markets: 1, orderCapacity: 1 << 12)
  private let outlet: bm_outlet

  init(_ transport: UnsafePointer<bm_transport>?, _ sink: UnsafeMutableRawPointer?) {
    let isOwn = unsafe transport == bm_own_transport()
    unsafe outlet = bm_outlet(
      own: isOwn ? sink : nil, push: transport?.pointee.push, sink: sink)
  }

  @inline(__always)
  mutating func place(_ order: bm_new) {
    report(
      BM_ORDER_ACK, order.is_sell, order.sequence, order.order, order.price, order.quantity)
    let left = trade(
      order.order, order.sequence, order.is_sell, order.price, order.quantity,
      rests: order.is_immediate == 0)
    if order.is_immediate != 0 && left > 0 {
      report(BM_CANCEL_ACK, order.is_sell, order.sequence, order.order, order.price, left)
    }
  }

  @inline(__always)
  mutating func cancel(_ cancel: bm_cancel) {
    if let order = books.cancel(cancel.order) {
      report(
        BM_CANCEL_ACK, order.side.rawValue, cancel.sequence, cancel.order, order.ticks, 0)
    } else {
      report(BM_CANCEL_REJECT, 0, cancel.sequence, cancel.order, 0, 0)
    }
  }

  @inline(__always)
  mutating func modify(_ order: bm_modify) {
    guard books.cancel(order.order) != nil else {
      return report(BM_MODIFY_REJECT, 0, order.sequence, order.order, 0, 0)
    }
    _ = trade(
      order.order, order.sequence, order.is_sell, order.price, order.quantity, rests: true)
    report(
      BM_MODIFY_ACK, order.is_sell, order.sequence, order.order, order.price, order.quantity)
  }

  /// Makes all reports visible to whoever drains them.
  func flush() { if let own = unsafe outlet.own { unsafe bm_publish(own) } }

  /// The best price of a side, or `none`.
  func best(_ side: Side, none: Int64) -> Int64 { books.bestTicks(market: 0, side) ?? none }

  /// What rests at a price.
  func depth(_ price: Int64, _ side: Side) -> UInt64 {
    UInt64(books.lots(market: 0, side, ticks: price))
  }

  /// Lets an order trade and rest; gives what is left of it, in lots.
  @inline(__always)
  private mutating func trade(
    _ order: UInt64, _ sequence: UInt64, _ isSell: UInt8, _ price: Int64, _ quantity: UInt32,
    rests: Bool
  ) -> UInt32 {
    let left = books.place(
      order, market: 0, isSell == 0 ? .bid : .ask, ticks: price, lots: Int64(quantity),
      rests: rests)
    if left < Int64(quantity) { reportTrades(order, sequence) }
    return UInt32(truncatingIfNeeded: left)
  }

  @inline(never)
  private mutating func reportTrades(_ taker: UInt64, _ sequence: UInt64) {
    books.withExecutions { executions in
      for place in executions.indices {
        let execution = executions[place]
        send(
          BM_TRADE, 0, sequence, 0, execution.ticks,
          UInt32(truncatingIfNeeded: execution.lots), maker: execution.maker, taker: taker)
      }
    }
    books.clearExecutions()
  }

  @inline(__always)
  private func report(
    _ kind: Int, _ side: UInt8, _ sequence: UInt64, _ order: UInt64, _ price: Int64,
    _ quantity: UInt32
  ) {
    send(kind, side, sequence, order, price, quantity, maker: 0, taker: 0)
  }

  @inline(__always)
  private func send(
    _ kind: Int, _ side: UInt8, _ sequence: UInt64, _ order: UInt64, _ price: Int64,
    _ quantity: UInt32, maker: UInt64, taker: UInt64
  ) {
    unsafe bm_send(
      outlet, UInt8(truncatingIfNeeded: kind), side, sequence, order, price, quantity, maker,
      taker)
  }
}
