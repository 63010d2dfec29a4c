import Domain
import Matching
import OrderFlow
import Platform
import Simulation

/// A flow on its way through an engine that its prefill has filled.
struct FlowRun: ~Copyable {
  /// Commands in a batch: few enough to stay near, many enough to pay for the call.
  private static let batchSize = 128

  let flow: OrderFlow
  private(set) var engine: MatchingEngine
  /// What came of the commands behind the prefill.
  private(set) var outcome = FlowOutcome()

  init(_ flow: OrderFlow) {
    self.flow = flow
    engine = flow.makeEngine()
    for position in 0..<flow.prefillCount { _ = engine.submit(flow.command(at: position)) }
  }

  /// Carries out all commands in batches. `InstructionCount` knows this function by its name.
  @inline(never)
  mutating func submitBatches() {
    var batch: [OrderCommand] = []
    Self.forEachBatch(of: flow) { range in
      flow.makeCommands(range, into: &batch)
      engine.submit(batch)
      outcome.addTrades(of: engine)
    }
  }

  /// Carries out all commands one by one.
  mutating func submitEach() {
    for position in flow.prefillCount..<flow.commands.count {
      _ = engine.submit(flow.command(at: position))
      outcome.addTrades(of: engine)
    }
  }

  /// Carries out all commands one by one and takes the time of each.
  mutating func submitTimed() -> LatencyHistogram {
    var histogram = LatencyHistogram()
    let clock = SystemClock()
    for position in flow.prefillCount..<flow.commands.count {
      let command = flow.command(at: position)
      let start = clock.now()
      _ = engine.submit(command)
      histogram.record(nanoseconds: (clock.now() - start).nanoseconds)
      outcome.addTrades(of: engine)
    }
    return histogram
  }

  private static func forEachBatch(of flow: OrderFlow, _ body: (Range<Int>) -> Void) {
    var position = flow.prefillCount
    while position < flow.commands.count {
      let end = min(position + batchSize, flow.commands.count)
      body(position..<end)
      position = end
    }
  }

  /// The same for books without a ledger.
  struct OfBooks: ~Copyable {
    private let flow: OrderFlow
    private var books: BookEngine
    /// What came of the commands behind the prefill.
    private(set) var outcome = FlowOutcome()

    init(_ flow: OrderFlow) {
      self.flow = flow
      books = BookEngine(markets: flow.shape.markets)
      for position in 0..<flow.prefillCount { books.submit([flow.command(at: position)]) }
    }

    /// Carries out all commands in batches.
    mutating func submitBatches() {
      var batch: [OrderCommand] = []
      FlowRun.forEachBatch(of: flow) { range in
        flow.makeCommands(range, into: &batch)
        books.submit(batch)
        outcome.addTrades(of: books)
      }
    }
  }
}
