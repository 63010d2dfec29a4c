import Domain
import Matching
import Platform
import Simulation

extension Replay {
  /// Replays an order flow.
  func orderFlow<V: FlowVenue & ~Copyable, Clock: SimulatorClock>(
    _ reader: consuming FlowReader, _ venue: consuming V, _ clock: Clock
  ) throws(FlowError) -> ReplayReport {
    let terms = reader.terms
    var run = OrderFlowRun(
      reader: reader,
      driver: FlowDriver(
        sender: FlowSender(venue: venue, recorder: try recorder(terms)), ledger: FlowLedger(terms)),
      pacer: FlowPacer(clock: clock, speed: options.speed, timesAll: V.isOutside),
      flow: FlowSummary())
    if options.summarizes {
      run.flow.books = terms.markets.indices.map { BookSummary(MarketIndex($0)) }
    }
    let isStopped: Bool
    do throws(FlowError) {
      isStopped = try follow(&run)
    } catch {
      // What came before a bad row takes effect, on every venue.
      run.pacer.flush(&run.driver.sender.venue)
      throw error
    }
    run.pacer.flush(&run.driver.sender.venue)
    let elapsed = run.pacer.elapsedNanoseconds
    let rows = try finish(run.driver.sender.recorder)
    let outside = run.driver.sender.finish()
    return ReplayReport(
      options: options, format: .csv, venue: run.driver.sender.venue.name, terms: terms,
      wasInterrupted: isStopped || run.reader.rows.wasInterrupted, elapsedNanoseconds: elapsed,
      byteCount: run.reader.rows.byteCount, flow: run.flow, counts: run.driver.sender.counts,
      tape: run.driver.sender.tape, latency: run.pacer.latency,
      badRows: [(run.reader.name, run.reader.badRows)],
      budgets: outside?.stop == nil ? run.driver.ledger.store : nil, lobster: nil, comparison: nil,
      actions: run.driver.actions,
      openOrders: outside?.stop == nil
        ? run.driver.sender.venue.reading { $0.openOrderCount } : nil, convertedRows: rows,
      outside: outside, lastLine: run.pacer.line)
  }

  /// Carries out row after row; true when a stop was asked for.
  private func follow<V: FlowVenue & ~Copyable, Clock: SimulatorClock>(
    _ run: inout OrderFlowRun<V, Clock>
  ) throws(FlowError) -> Bool {
    while let row = try run.reader.next() {
      guard run.pacer.begin(row.time, &run.driver.sender.venue) else { return true }
      run.driver.apply(row)
      run.pacer.end(line: run.reader.rows.line, run.driver.sender.venue)
      run.flow.add(time: row.time)
      if V.isOutside && run.mustEnd() { return false }
      if !run.flow.books.isEmpty { lookAtBook(row.command.market, run.driver, &run.flow) }
      guard run.pacer.isPaced || V.isOutside || run.flow.messages % Self.progressEvery == 0 else {
        continue
      }
      progress(
        ReplayProgress(
          messages: run.flow.messages, byteCount: run.reader.rows.byteCount,
          elapsedNanoseconds: run.pacer.elapsedNanoseconds))
    }
    return false
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

/// What a replay of an order flow works with.
struct OrderFlowRun<V: FlowVenue & ~Copyable, Clock: SimulatorClock>: ~Copyable {
  var reader: FlowReader
  var driver: FlowDriver<V>
  var pacer: FlowPacer<Clock>
  var flow: FlowSummary

  /// Whether the venue takes no more. What it holds back does not wait for an input that does.
  mutating func mustEnd() -> Bool {
    if reader.rows.needsInput { pacer.flush(&driver.sender.venue) }
    return driver.sender.venue.delivery.stop != nil
  }
}
