import Domain
import Matching
import OrderFlow
import Platform
import Simulation

/// What the matching engine costs under the flows by which engines are compared, see
/// `Benchmarks/order-flows.md`: every trade is held against the known outcome.
enum MatchingBenchmark {
  private static let name = "matching"

  /// What commands are given to.
  private enum Way: String, CaseIterable {
    case batch, single, books

    var what: String {
      switch self {
      case .batch: "full service, 128 commands at a time, events read back"
      case .single: "full service, one by one, reports and events read back"
      case .books: "the same books, matching alone, 128 commands at a time"
      }
    }
  }

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    try session.flows.flatMap { kind in
      try session.stopIfAsked()
      return try measure(flow(kind, session), kind, session)
    }
  }

  /// The flow in full, checked against what is known of it; or a short form of it.
  private static func flow(_ kind: CanonicalFlow, _ session: BenchSession) throws -> OrderFlow {
    var shape = kind.shape
    shape.commands = session.size(shape.commands, quick: 50_000)
    shape.restingPerMarket = session.size(
      shape.restingPerMarket, quick: max(10, 1_000 / shape.markets))
    let flow = OrderFlow(shape)
    try Benchmark.require(
      session.isQuick || flow.outcome == kind.outcome, "\(name)/\(kind)",
      "the flow makes \(flow.outcome), not \(kind.outcome)")
    return flow
  }

  private static func measure(
    _ flow: OrderFlow, _ kind: CanonicalFlow, _ session: BenchSession
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
    return try costs + latencies(flow, path, session)
      + InstructionCount.results(of: kind, path, session)
  }

  private static func nanosecondsPerCommand(
    _ flow: OrderFlow, _ way: Way, _ path: String
  ) throws -> Double {
    var nanoseconds = 0.0
    switch way {
    case .batch, .single:
      var run = FlowRun(flow)
      nanoseconds = Stopwatch.processorNanoseconds {
        if way == .batch { run.submitBatches() } else { run.submitEach() }
      }
      try check(run, path)
    case .books:
      var run = FlowRun.OfBooks(flow)
      nanoseconds = Stopwatch.processorNanoseconds { run.submitBatches() }
      try check(run.outcome, flow, path)
    }
    return nanoseconds / Double(flow.shape.commands)
  }

  /// Each command by itself, in passes of their own: reading the clock is part of every figure.
  private static func latencies(
    _ flow: OrderFlow, _ path: String, _ session: BenchSession
  ) throws -> [BenchResult] {
    let names = ["p50", "p99", "p999", "max"]
    var figures = names.map { _ in [Double]() }
    var bytesPerOrder: [Double] = []
    for _ in 0..<session.rounds {
      try session.stopIfAsked()
      var run = FlowRun(flow)
      let histogram = run.submitTimed()
      try check(run, path)
      let values =
        [500_000, 990_000, 999_000].map { histogram.percentile(perMillion: $0) }
        + [histogram.nanosecondsMax]
      for (place, value) in values.enumerated() { figures[place].append(Double(value)) }
      bytesPerOrder.append(Double(run.engine.bookByteCount) / Double(run.engine.openOrderCount))
    }
    return zip(names, figures).map { name, figures in
      BenchResult(
        "\(path)/\(name)", "one command, two clock readings included", unit: "ns", figures)
    } + [
      BenchResult(
        "\(path)/memory", "orders, levels and what finds them, at the most so far",
        unit: "bytes/resting order", bytesPerOrder)
    ]
  }

  /// Every trade, and the engine's own invariants, conservation of every asset among them.
  private static func check(_ run: borrowing FlowRun, _ path: String) throws {
    try check(run.outcome, run.flow, path)
    let violations = run.engine.checkInvariants()
    try Benchmark.require(violations.isEmpty, path, violations.first ?? "")
  }

  private static func check(_ outcome: FlowOutcome, _ flow: OrderFlow, _ path: String) throws {
    try Benchmark.require(
      outcome == flow.outcome, path, "the engine makes \(outcome), not \(flow.outcome)")
  }
}
