import Domain
import Matching
import Platform
import Simulation

/// What a command costs the matching engine, with everything that belongs to it: checks, wallets,
/// events, and the memory of ids.
enum EngineBenchmark {
  private struct Variant: Sendable {
    let name: String
    let what: String
    let nanosecondsPerCommand: @Sendable (EngineFlow, _ pairs: UInt64) throws -> Double
  }

  private static let variants = [
    Variant(name: "engine/cross", what: "place, then place and trade, empty book") {
      try crossing(pairs: $1)
    },
    Variant(name: "engine/cancel", what: "place, then cancel, empty book") {
      try canceling(pairs: $1)
    },
    Variant(name: "engine/mixed", what: "place, cancel and take at random, 10,000 resting") {
      flow, _ in try mixed(flow)
    },
  ]

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let pairs = UInt64(session.size(1_000_000, quick: 50_000))
    let flow = try EngineFlow(
      count: session.size(1_000_000, quick: 50_000), resting: 10_000, seed: 7)
    let figures = try session.interleaved(variants) {
      try $0.nanosecondsPerCommand(flow, pairs)
    }
    return zip(variants, figures).map { variant, figures in
      BenchResult(variant.name, variant.what, unit: "ns/command", figures)
    } + (try latencies(flow, session))
  }

  private static func crossing(pairs: UInt64) throws -> Double {
    var engine = try EngineFlow.engine()
    let nanoseconds = Stopwatch.processorNanoseconds {
      for pair in 0..<pairs {
        let place = Int(pair % 98)
        _ = engine.submit(order(2 * pair, account: place, .ask))
        _ = engine.submit(order(2 * pair + 1, account: place + 1, .bid))
      }
    }
    try check(engine, "engine/cross", open: 0, fills: pairs)
    return nanoseconds / Double(2 * pairs)
  }

  private static func canceling(pairs: UInt64) throws -> Double {
    var engine = try EngineFlow.engine()
    let nanoseconds = Stopwatch.processorNanoseconds {
      for pair in 0..<pairs {
        let placed = order(2 * pair, account: Int(pair % 98), .ask)
        _ = engine.submit(placed)
        _ = engine.submit(
          .cancel(
            ClientOrderID(sequence: 2 * pair + 1), account: placed.account,
            market: placed.market, target: placed.id))
      }
    }
    try check(engine, "engine/cancel", open: 0, fills: 0)
    return nanoseconds / Double(2 * pairs)
  }

  private static func order(_ sequence: UInt64, account: Int, _ side: Side) -> OrderCommand {
    .limit(
      ClientOrderID(sequence: sequence), account: AccountIndex(account), market: MarketIndex(0),
      side, price: Price(ticks: 5_000_000), quantity: Quantity(lots: 10))
  }

  private static func mixed(_ flow: EngineFlow) throws -> Double {
    var engine = try filledEngine(flow)
    let commands = flow.commands[flow.warmUpCount...]
    let nanoseconds = Stopwatch.processorNanoseconds {
      for command in commands { _ = engine.submit(command) }
    }
    try check(engine, flow)
    return nanoseconds / Double(commands.count)
  }

  /// Each command by itself, in passes of their own: reading the clock is part of every figure.
  private static func latencies(
    _ flow: EngineFlow, _ session: BenchSession
  ) throws -> [BenchResult] {
    let names = ["p50", "p99", "p999", "max"]
    var figures = names.map { _ in [Double]() }
    for _ in 0..<session.rounds {
      try session.stopIfAsked()
      let histogram = try latency(flow)
      let values =
        [500_000, 990_000, 999_000].map { histogram.percentile(perMillion: $0) }
        + [histogram.nanosecondsMax]
      for (place, value) in values.enumerated() { figures[place].append(Double(value)) }
    }
    return zip(names, figures).map { name, figures in
      BenchResult(
        "engine/mixed/\(name)", "the same flow, one clock reading per command included",
        unit: "ns", figures)
    }
  }

  private static func latency(_ flow: EngineFlow) throws -> LatencyHistogram {
    var engine = try filledEngine(flow)
    var histogram = LatencyHistogram()
    let clock = SystemClock()
    var before = clock.now()
    for command in flow.commands[flow.warmUpCount...] {
      _ = engine.submit(command)
      let after = clock.now()
      histogram.record(nanoseconds: (after - before).nanoseconds)
      before = after
    }
    try check(engine, flow)
    return histogram
  }

  private static func filledEngine(_ flow: EngineFlow) throws -> MatchingEngine {
    var engine = try EngineFlow.engine()
    for command in flow.commands[..<flow.warmUpCount] { _ = engine.submit(command) }
    return engine
  }

  private static func check(_ engine: borrowing MatchingEngine, _ flow: EngineFlow) throws {
    try check(
      engine, "engine/mixed", open: flow.openOrderCount, fills: flow.fillCount)
    let hash = engine.stateHash()
    try Benchmark.require(
      hash == flow.stateHash, "engine/mixed", "the book differs from one round to another")
  }

  /// The engine's own invariants, conservation of every asset among them, and the counts.
  private static func check(
    _ engine: borrowing MatchingEngine, _ name: String, open: Int, fills: UInt64
  ) throws {
    let violations = engine.checkInvariants()
    try Benchmark.require(violations.isEmpty, name, violations.first ?? "")
    let found = (open: engine.openOrderCount, fills: engine.lastFillSequence(MarketIndex(0)))
    try Benchmark.require(
      found == (open, fills), name,
      "\(found.open) orders and \(found.fills) fills, expected \(open) and \(fills)")
  }
}
