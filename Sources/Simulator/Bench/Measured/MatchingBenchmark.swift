import Domain
import Matching
import OrderFlow
import Platform
import Simulation

/// What the matching engine costs under the flows by which engines are compared, see
/// `Benchmarks/order-flows.md`: full service, and every trade held against the known outcome.
enum MatchingBenchmark {
  private static let name = "matching"
  private static let flows: [CanonicalFlow] = [.f1, .f10, .w1, .w10, .x1, .x10]

  /// How commands get to the engine.
  private enum Way: String, CaseIterable {
    case batch, single

    var what: String {
      self == .batch ? "256 commands at a time, events read back" : "one by one, events read back"
    }
  }

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    try flows.flatMap { kind in
      try session.stopIfAsked()
      return try measure(flow(kind, session), session)
    }
  }

  /// The flow in full, checked against what is known of it; or a short form of it.
  private static func flow(_ kind: CanonicalFlow, _ session: BenchSession) throws -> OrderFlow {
    var shape = kind.shape
    shape.commands = session.size(shape.commands, quick: 50_000)
    shape.restingPerMarket = session.size(shape.restingPerMarket, quick: 1_000)
    let flow = OrderFlow(shape)
    try Benchmark.require(
      session.isQuick || flow.outcome == kind.outcome, "\(name)/\(kind)",
      "the flow makes \(flow.outcome), not \(kind.outcome)")
    return flow
  }

  private static func measure(
    _ flow: OrderFlow, _ session: BenchSession
  ) throws -> [BenchResult] {
    let path = "\(name)/\(flow.shape.name)"
    let figures = try session.interleaved(Way.allCases) {
      try nanosecondsPerCommand(flow, $0, path)
    }
    let costs = zip(Way.allCases, figures).flatMap { way, figures in
      [
        BenchResult("\(path)/\(way)", way.what, unit: "ns/command", figures),
        BenchResult(
          "\(path)/\(way)/rate", "the same, as a rate", unit: "commands/s",
          figures.map { 1e9 / $0 }),
      ]
    }
    try session.stopIfAsked()
    return costs + (try latencies(flow, path))
  }

  private static func nanosecondsPerCommand(
    _ flow: OrderFlow, _ way: Way, _ path: String
  ) throws -> Double {
    var engine = filledEngine(flow)
    var outcome = FlowOutcome()
    let nanoseconds = Stopwatch.processorNanoseconds {
      switch way {
      case .batch: submitBatches(flow, to: &engine, &outcome)
      case .single: submitEach(flow, to: &engine, &outcome)
      }
    }
    try check(engine, outcome, flow, path)
    return nanoseconds / Double(flow.shape.commands)
  }

  private static func submitEach(
    _ flow: OrderFlow, to engine: inout MatchingEngine, _ outcome: inout FlowOutcome
  ) {
    for position in flow.prefillCount..<flow.commands.count {
      _ = engine.submit(flow.command(at: position))
      outcome.addTrades(of: engine)
    }
  }

  private static func submitBatches(
    _ flow: OrderFlow, to engine: inout MatchingEngine, _ outcome: inout FlowOutcome
  ) {
    var batch: [OrderCommand] = []
    var reports: [OrderReport] = []
    batch.reserveCapacity(256)
    var position = flow.prefillCount
    while position < flow.commands.count {
      let end = min(position + 256, flow.commands.count)
      batch.removeAll(keepingCapacity: true)
      while position < end {
        batch.append(flow.command(at: position))
        position += 1
      }
      engine.submit(batch, reports: &reports)
      outcome.addTrades(of: engine)
    }
  }

  /// Each command by itself, in a pass of its own: reading the clock is part of every figure.
  private static func latencies(_ flow: OrderFlow, _ path: String) throws -> [BenchResult] {
    var engine = filledEngine(flow)
    var outcome = FlowOutcome()
    var histogram = LatencyHistogram()
    let clock = SystemClock()
    for position in flow.prefillCount..<flow.commands.count {
      let command = flow.command(at: position)
      let start = clock.now()
      _ = engine.submit(command)
      histogram.record(nanoseconds: (clock.now() - start).nanoseconds)
      outcome.addTrades(of: engine)
    }
    try check(engine, outcome, flow, path)
    let percentiles: [(String, UInt64)] = [
      ("p50", histogram.percentile(perMillion: 500_000)),
      ("p99", histogram.percentile(perMillion: 990_000)),
      ("p999", histogram.percentile(perMillion: 999_000)), ("max", histogram.nanosecondsMax),
    ]
    return percentiles.map {
      BenchResult(
        "\(path)/\($0)", "one command, two clock readings included", unit: "ns", [Double($1)])
    } + [
      BenchResult(
        "\(path)/memory", "what the books hold, room kept for more included",
        unit: "bytes/resting order",
        [Double(engine.bookByteCount) / Double(engine.openOrderCount)])
    ]
  }

  private static func filledEngine(_ flow: OrderFlow) -> MatchingEngine {
    var engine = flow.makeEngine()
    for position in 0..<flow.prefillCount { _ = engine.submit(flow.command(at: position)) }
    return engine
  }

  /// Every trade, and the engine's own invariants, conservation of every asset among them.
  private static func check(
    _ engine: borrowing MatchingEngine, _ outcome: FlowOutcome, _ flow: OrderFlow, _ path: String
  ) throws {
    try Benchmark.require(
      outcome == flow.outcome, path, "the engine makes \(outcome), not \(flow.outcome)")
    let violations = engine.checkInvariants()
    try Benchmark.require(violations.isEmpty, path, violations.first ?? "")
  }
}
