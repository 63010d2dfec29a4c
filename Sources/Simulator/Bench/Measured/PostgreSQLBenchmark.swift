import Platform
import PostgreSQL
import PostgresVenue
import Simulation

/// The order-book database on a private server: against pgbench, in batches, with history and depth.
enum PostgreSQLBenchmark {
  static let name = "postgresql"
  static let batchSize = 100

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let server = try DatabaseBench(session)
    defer { server.stop() }
    session.say("filling a database with history and one with depth")
    try server.fill()
    return try population(server, session) + speed(server, session) + lanes(server, session)
      + runs(server, session) + reading(server, session) + replays(server, session)
  }

  /// What is measured in turns.
  private enum Variant: String, CaseIterable {
    case single
    case pgbench
    case batch
    case straightforward
    case history
    case depth
  }

  private static func speed(
    _ server: DatabaseBench, _ session: BenchSession
  ) throws -> [BenchResult] {
    let lane = try server.lane(.empty, market: 0)
    let history = try server.lane(.history, market: 0)
    let depth = try server.lane(.depth, market: 0)
    var clientCost: [Variant: [Double]] = [:]
    let rates = try session.interleaved(Variant.allCases) { variant in
      let measured: DatabaseBench.Measured
      switch variant {
      case .single: measured = try lane.place(batch: 1, for: server.span)
      case .batch: measured = try lane.place(batch: batchSize, for: server.span)
      case .history: measured = try history.place(batch: batchSize, for: server.span)
      case .depth: measured = try depth.place(batch: batchSize, for: server.span)
      case .pgbench:
        measured = try server.pgbench(StraightforwardSQL.pairScript, ordersPerScript: 2)
      case .straightforward:
        measured = try server.pgbench(StraightforwardSQL.batchScript, ordersPerScript: 50)
      }
      clientCost[variant, default: []].append(measured.clientMicroseconds)
      return measured.ordersPerSecond
    }
    try server.requireSound()
    let figures = Dictionary(uniqueKeysWithValues: zip(Variant.allCases, rates))
    return results(figures, clientCost)
  }

  private static func results(
    _ rates: [Variant: [Double]], _ clientCost: [Variant: [Double]]
  ) -> [BenchResult] {
    func ratio(_ a: [Double]?, _ b: [Double]?) -> [Double] { zip(a ?? [], b ?? []).map { $0 / $1 } }
    let whats: [Variant: String] = [
      .single: "the venue, one order a transaction, one connection",
      .pgbench: "pgbench with the same statement, prepared",
      .batch: "the venue, \(batchSize) orders a transaction",
      .straightforward: "a straightforward function, 50 orders a transaction",
      .history: "the venue in batches, behind many closed orders",
      .depth: "the venue in batches, in deep books",
    ]
    let speeds = Variant.allCases.map {
      BenchResult("\(name)/\($0.rawValue)", whats[$0] ?? "", unit: "orders/s", rates[$0] ?? [0])
    }
    let ratios: [(String, String, [Double], BenchTarget)] = [
      (
        "pgbench", "the venue's rate to pgbench's", ratio(rates[.single], rates[.pgbench]),
        .atLeast(1)
      ),
      (
        "client", "processor time of the client, to pgbench's",
        ratio(clientCost[.single], clientCost[.pgbench]), .atMost(1.2)
      ),
      ("batch", "batches to single orders", ratio(rates[.batch], rates[.single]), .atLeast(3)),
      (
        "straightforward", "batches to the straightforward function's",
        ratio(rates[.batch], rates[.straightforward]), .atLeast(2)
      ),
      ("history", "with history to without", ratio(rates[.history], rates[.batch]), .atLeast(0.9)),
      ("depth", "with depth to without", ratio(rates[.depth], rates[.batch]), .atLeast(0.9)),
    ]
    return speeds
      + ratios.map {
        BenchResult("\(name)/ratio/\($0.0)", $0.1, unit: "x", $0.2, target: $0.3)
      }
  }

  /// Whole runs of the program, one order a transaction and in batches.
  private static func runs(
    _ server: DatabaseBench, _ session: BenchSession
  ) throws -> [BenchResult] {
    let slots = session.size(6000, quick: 2000)
    let rates = try session.interleaved([1, batchSize]) { batch in
      try server.run(slots: batch > 1 ? slots * 5 : slots, batch: batch)
    }
    return [
      BenchResult("\(name)/run", "a run, one order a transaction", unit: "slots/s", rates[0]),
      BenchResult(
        "\(name)/run/batch", "a run, \(batchSize) orders a transaction", unit: "slots/s", rates[1]),
      BenchResult(
        "\(name)/ratio/run", "a run in batches to one without", unit: "x",
        zip(rates[1], rates[0]).map { $0 / $1 }, target: .atLeast(3)),
    ]
  }

  /// What the database remembers, read back.
  private static func reading(
    _ server: DatabaseBench, _ session: BenchSession
  ) throws -> [BenchResult] {
    let rates = try session.interleaved([true, false]) { try server.readBack(orders: $0) }
    return [
      BenchResult("\(name)/orders", "orders read back", unit: "orders/s", rates[0]),
      BenchResult("\(name)/fills", "fills read back", unit: "fills/s", rates[1]),
    ]
  }

  /// Recorded order flow, one command a transaction and in batches.
  private static func replays(
    _ server: DatabaseBench, _ session: BenchSession
  ) throws -> [BenchResult] {
    let recording = try server.record()
    let rates = try session.interleaved([1, replayBatchSize]) {
      try server.replay(recording, batch: $0)
    }
    return [
      BenchResult(
        "\(name)/replay", "LOBSTER messages, one command a transaction", unit: "messages/s",
        rates[0]),
      BenchResult(
        "\(name)/replay/batch", "the same, \(replayBatchSize) commands a transaction",
        unit: "messages/s", rates[1]),
    ]
  }

  private static let replayBatchSize = 200

  /// Two lanes on two markets against one lane on one.
  private static func lanes(
    _ server: DatabaseBench, _ session: BenchSession
  ) throws -> [BenchResult] {
    let first = try server.lane(.empty, market: 0)
    let second = try server.lane(.empty, market: 1)
    var ratios: [Double] = []
    for _ in 0..<session.rounds {
      try session.stopIfAsked()
      let alone = try first.place(batch: batchSize, for: server.span).ordersPerSecond
      let together = try DatabaseBench.together(
        [first, second], batch: batchSize, for: server.span)
      ratios.append(together / alone)
    }
    return [
      BenchResult(
        "\(name)/ratio/lanes", "two lanes on two markets to one on one",
        unit: "x", ratios)
    ]
  }

  private static func population(
    _ server: DatabaseBench, _ session: BenchSession
  ) throws -> [BenchResult] {
    var generation: [Double] = []
    for round in 0..<3 { generation.append(try server.generate(10_000, prefix: "made-\(round)")) }
    let count = session.size(100_000, quick: 20_000)
    _ = try server.generate(count, prefix: "found", funded: false)
    var discovery: [Double] = []
    for _ in 0..<3 { discovery.append(try server.discover(prefix: "found", count: count)) }
    return [
      BenchResult(
        "\(name)/accounts", "10,000 accounts made and funded", unit: "s", generation,
        target: .atMost(5)),
      BenchResult(
        "\(name)/discovery", "\(count) accounts discovered and planned", unit: "s", discovery,
        target: session.isQuick ? nil : .atMost(2)),
    ]
  }
}
