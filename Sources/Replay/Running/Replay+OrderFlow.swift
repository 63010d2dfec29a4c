import Domain
import Matching
import Platform
import Simulation

extension Replay {
  /// Replays an order flow.
  func orderFlow<V: FlowVenue & ~Copyable, Clock: SimulatorClock>(
    _ reader: consuming FlowReader, _ venue: consuming V, _ clock: Clock
  ) throws(FlowError) -> ReplayReport {
    var reader = reader
    let terms = reader.terms
    var driver = FlowDriver(
      sender: FlowSender(venue: venue, recorder: try recorder(terms)), ledger: FlowLedger(terms))
    var pacer = FlowPacer(clock: clock, speed: options.speed)
    var flow = FlowSummary()
    if options.summarizes {
      flow.books = terms.markets.indices.map { BookSummary(MarketIndex($0)) }
    }
    var isStopped = false
    while let row = try reader.next() {
      guard pacer.begin(row.time) else {
        isStopped = true
        break
      }
      driver.apply(row)
      pacer.end()
      flow.add(time: row.time)
      if !flow.books.isEmpty { lookAtBook(row.command.market, driver, &flow) }
      guard pacer.isPaced || flow.messages % Self.progressEvery == 0 else { continue }
      progress(
        ReplayProgress(
          messages: flow.messages, byteCount: reader.rows.byteCount,
          elapsedNanoseconds: pacer.elapsedNanoseconds))
    }
    let elapsed = pacer.elapsedNanoseconds
    let rows = try finish(driver.sender.recorder)
    return ReplayReport(
      options: options, format: .csv, venue: driver.sender.venue.name, terms: terms,
      wasInterrupted: isStopped || reader.rows.wasInterrupted, elapsedNanoseconds: elapsed,
      byteCount: reader.rows.byteCount, flow: flow, counts: driver.sender.counts,
      tape: driver.sender.tape, latency: pacer.latency, badRows: [(reader.name, reader.badRows)],
      budgets: driver.ledger.store, lobster: nil, comparison: nil, actions: driver.actions,
      openOrders: driver.sender.venue.reading { $0.openOrderCount }, convertedRows: rows)
  }

  private func lookAtBook<V: FlowVenue & ~Copyable>(
    _ market: MarketIndex, _ driver: borrowing FlowDriver<V>, _ flow: inout FlowSummary
  ) {
    let isTimeForDepth = flow.messages % BookSummary.depthEvery == 1
    let summary = flow.books[market.position]
    let looked = driver.sender.venue.reading { engine in
      var summary = summary
      summary.lookAtSpread(engine)
      if isTimeForDepth { summary.lookAtDepth(engine) }
      return summary
    }
    if let looked { flow.books[market.position] = looked }
  }
}
