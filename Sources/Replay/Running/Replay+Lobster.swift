import Domain
import Matching
import Platform
import Simulation

extension Replay {
  /// What the stock and tick of the options make.
  func lobsterTerms() throws(FlowError) -> FlowTerms {
    do {
      return try FlowTerms(lobster: options.symbol, tickUnits: options.tickUnits)
    } catch {
      throw .file("a tick of \(options.tickUnits) / 10,000 dollars is not possible: \(error)")
    }
  }

  /// Replays a LOBSTER message file.
  func lobster<V: FlowVenue & ~Copyable, Clock: SimulatorClock>(
    _ rows: consuming RowReader, _ terms: FlowTerms, _ venue: consuming V, _ clock: Clock
  ) throws(FlowError) -> ReplayReport {
    var run = LobsterRun(
      reader: LobsterMessageReader(
        rows: rows, tickUnits: options.tickUnits, skipsBad: options.skipsBad),
      translator: LobsterTranslator(
        sender: FlowSender(venue: venue, recorder: try recorder(terms))),
      pacer: FlowPacer(clock: clock, speed: options.speed, timesAll: V.isOutside),
      flow: FlowSummary())
    if options.summarizes { run.flow.books = [BookSummary(MarketIndex(0))] }
    let wasInterrupted: Bool
    var comparison: BookComparisonResult?
    var badRows: [(file: String, rows: BadRows)] = []
    if let path = options.bookPath {
      var book = try LobsterBookReader(
        path: path, tickUnits: options.tickUnits, skipsBad: options.skipsBad)
      var differences = BookComparison()
      wasInterrupted = try sending(&run) { (run) throws(FlowError) in
        try follow(&run, comparing: &book, &differences)
      }
      comparison = differences.result
      badRows = [(book.name, book.badRows)]
    } else {
      wasInterrupted = try sending(&run) { (run) throws(FlowError) in try follow(&run) }
    }
    let elapsed = run.pacer.elapsedNanoseconds
    let converted = try finish(run.translator.sender.recorder)
    let outside = run.translator.sender.finish()
    return ReplayReport(
      options: options, format: .lobster, venue: run.translator.sender.venue.name, terms: terms,
      wasInterrupted: wasInterrupted, elapsedNanoseconds: elapsed,
      byteCount: run.reader.byteCount, flow: run.flow, counts: run.translator.sender.counts,
      tape: run.translator.sender.tape, latency: run.pacer.latency,
      badRows: [(run.reader.name, run.reader.badRows)] + badRows, budgets: nil,
      lobster: run.translator.counts, comparison: comparison, actions: [],
      openOrders: outside?.stop == nil
        ? run.translator.sender.venue.reading { $0.openOrderCount } : nil,
      convertedRows: converted, outside: outside, lastLine: run.pacer.line)
  }

  /// Follows a file; what the venue holds back at the end is sent, however it comes.
  private func sending<V: FlowVenue & ~Copyable, Clock: SimulatorClock>(
    _ run: inout LobsterRun<V, Clock>,
    _ follow: (inout LobsterRun<V, Clock>) throws(FlowError) -> Bool
  ) throws(FlowError) -> Bool {
    do throws(FlowError) {
      let wasInterrupted = try follow(&run)
      run.pacer.flush(&run.translator.sender.venue)
      return wasInterrupted
    } catch {
      run.pacer.flush(&run.translator.sender.venue)
      throw error
    }
  }

  /// Follows the messages alone; true when a stop was asked for.
  private func follow<V: FlowVenue & ~Copyable, Clock: SimulatorClock>(
    _ run: inout LobsterRun<V, Clock>
  ) throws(FlowError) -> Bool {
    while let message = try run.reader.next() {
      guard run.apply(message) else { return true }
      if V.isOutside && run.mustEnd() { return false }
      if run.isTimeToTell { progress(run.progress) }
    }
    return run.reader.wasInterrupted
  }

  /// Follows the messages and compares the book after each; true when a stop was asked for.
  private func follow<V: FlowVenue & ~Copyable, Clock: SimulatorClock>(
    _ run: inout LobsterRun<V, Clock>, comparing book: inout LobsterBookReader,
    _ comparison: inout BookComparison
  ) throws(FlowError) -> Bool {
    while let message = try run.reader.next() {
      let row = try book.read(line: run.reader.line)
      if row == .end && !options.skipsBad { throw lengths(book, shorterThan: run.reader.name) }
      if row == .read && !run.translator.isSeeded {
        run.translator.seed(from: book, before: message)
      }
      guard run.apply(message) else { return true }
      if V.isOutside && run.mustEnd() { return false }
      switch row {
      case .read:
        comparison.compare(
          book, after: message, line: run.reader.line,
          badRows: run.reader.badRows.count + book.badRows.count, &run.translator)
      case .bad: break
      case .end: comparison.noteMissingRow()
      }
      if run.isTimeToTell { progress(run.progress) }
    }
    if run.reader.wasInterrupted { return true }
    let messages = run.reader.line
    let extra = try book.countRest(beyond: messages)
    comparison.noteExtraRows(extra)
    if extra > 0 && !options.skipsBad {
      throw .file(
        "\(book.name) has \(messages + extra) rows, \(run.reader.name) has \(messages); "
          + "the order-book file has one row for each message")
    }
    return false
  }

  private func lengths(
    _ book: borrowing LobsterBookReader, shorterThan messages: String
  ) -> FlowError {
    .file(
      "\(book.name) ends after \(book.line) rows, \(messages) goes on; the order-book file has one "
        + "row for each message")
  }
}

/// What a replay of LOBSTER messages works with.
struct LobsterRun<V: FlowVenue & ~Copyable, Clock: SimulatorClock>: ~Copyable {
  var reader: LobsterMessageReader
  var translator: LobsterTranslator<V>
  var pacer: FlowPacer<Clock>
  var flow: FlowSummary

  /// Waits until a message is due and carries it out; false when a stop was asked for instead.
  @inline(__always)
  mutating func apply(_ message: LobsterMessage) -> Bool {
    guard pacer.begin(message.time, &translator.sender.venue) else { return false }
    translator.apply(message)
    pacer.end(line: reader.line, translator.sender.venue)
    flow.add(time: message.time)
    if !flow.books.isEmpty { lookAtBook() }
    return true
  }

  /// Whether the venue takes no more. What it holds back does not wait for an input that does.
  mutating func mustEnd() -> Bool {
    if reader.needsInput { pacer.flush(&translator.sender.venue) }
    return translator.sender.venue.delivery.stop != nil
  }

  /// Whether it is time to tell how far it is.
  var isTimeToTell: Bool {
    pacer.isPaced || V.isOutside || flow.messages % Replay.progressEvery == 0
  }

  /// How far it is.
  var progress: ReplayProgress {
    ReplayProgress(
      messages: flow.messages, byteCount: reader.byteCount,
      elapsedNanoseconds: pacer.elapsedNanoseconds)
  }

  private mutating func lookAtBook() {
    let isTimeForDepth = flow.messages % BookSummary.depthEvery == 1
    let summary = flow.books[0]
    let looked = translator.sender.venue.reading { engine in
      var summary = summary
      summary.lookAtSpread(engine)
      if isTimeForDepth { summary.lookAtDepth(engine) }
      return summary
    }
    if let looked { flow.books[0] = looked }
  }
}
