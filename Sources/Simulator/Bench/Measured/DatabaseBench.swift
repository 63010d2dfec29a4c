import Domain
import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import Simulation

/// A private server with order books of different fullness, and means to send orders to them.
final class DatabaseBench {
  /// What an order book holds before it is measured.
  enum Book: String, CaseIterable {
    case empty
    /// Many closed orders and fills.
    case history
    /// Many resting orders on each side of each market.
    case depth
    /// Whole runs, and nothing of the functions that the venue is compared with: these number no
    /// commands, and an audit would find that.
    case runs
  }

  /// What sending orders came to.
  struct Measured {
    var ordersPerSecond: Double
    /// Processor time of the client for one order.
    var clientMicroseconds: Double
  }

  /// How long one figure is taken.
  let span: TimeSpan
  private let server: PrivateServer
  let session: BenchSession
  private static let accounts = 1000

  init(_ session: BenchSession) throws {
    self.session = session
    span = .milliseconds(session.isQuick ? 300 : 2000)
    server = PrivateServer(folder: "\(session.folder)/postgresql")
    do {
      try server.start()
    } catch {
      throw BenchError.unmeasurable(benchmark: PostgreSQLBenchmark.name, message: error.description)
    }
    for book in Book.allCases { try make(book) }
  }

  /// Stops the server.
  func stop() { try? server.stop() }

  var settings: ConnectionSettings { ConnectionSettings(url: server.connectionText()) }

  private func make(_ book: Book) throws {
    var connection = try Connection.open(settings)
    _ = try OrderBookSchema(name: book.rawValue).migrate(&connection)
    _ = try PopulationSeed(schema: book.rawValue).add(try plan(book).configuration, &connection)
    try make(Self.accounts, prefix: "test-account", in: book, &connection)
    try connection.execute(
      SQLTemplate.text(StraightforwardSQL.function, schema: book.rawValue), name: "straightforward")
  }

  private func make(
    _ count: Int, prefix: String, in book: Book, funded: Bool = true,
    _ connection: inout Connection
  ) throws {
    let funds = ["BTC", "ETH", "USD"].map { ($0, "1000000000000000000") }
    let generation = AccountGeneration(count: count, prefix: prefix, funds: funded ? funds : [])
    for start in stride(from: 1, through: count, by: AccountGeneration.accountsPerStep) {
      let end = min(count, start + AccountGeneration.accountsPerStep - 1)
      _ = try generation.make(start...end, schema: book.rawValue, &connection)
    }
    try AccountGeneration.analyze(schema: book.rawValue, &connection)
  }

  /// Fills the books that shall not be empty.
  func fill() throws {
    var connection = try Connection.open(settings)
    let closed = session.size(2_000_000, quick: 50_000)
    let resting = session.size(10_000, quick: 2_000)
    try connection.execute(
      SQLTemplate.text(StraightforwardSQL.history(closed), schema: Book.history.rawValue))
    try connection.execute(
      SQLTemplate.text(StraightforwardSQL.depth(resting), schema: Book.depth.rawValue))
    for book in Book.allCases {
      try connection.execute("ANALYZE \(book.rawValue).orders; ANALYZE \(book.rawValue).fills")
    }
  }

  /// A plan of pairs that trade, on the built-in markets.
  private func plan(_ book: Book) throws -> Plan {
    let text = """
      {"accounts": {"count": \(Self.accounts)}, "venue": {"type": "postgresql", "schema": "\(book.rawValue)"},
       "scheduler": {"trades_per_account": 100000}, "budget": {"budgets": [{"amount": 1000000000}]}}
      """
    return try Plan(Configuration.read(file: ("benchmark", Array(text.utf8))))
  }

  /// A lane that sends the slots of one market.
  func lane(_ book: Book, market: Int) throws -> DatabaseLane {
    let plan = try plan(book)
    let request = VenueRequest(
      plan: plan, orderKey: "bench.\(SystemRandom.word())", isFresh: true,
      stateDirectory: session.folder)
    return DatabaseLane(
      try PostgreSQLVenue(request, settings: settings), plan, MarketIndex(market))
  }

  /// Orders a second of several lanes, each on a thread of its own.
  static func together(
    _ lanes: [DatabaseLane], batch: Int, for span: TimeSpan
  ) throws -> Double {
    let rates = Monitor<[Double]>([])
    var threads = ThreadGroup()
    for lane in lanes {
      try threads.start {
        let measured = try? lane.place(batch: batch, for: span)
        rates.withLock { $0.append(measured?.ordersPerSecond ?? 0) }
      }
    }
    threads.joinAll()
    return rates.withLock { $0.reduce(0, +) }
  }

  /// Orders a second of pgbench with a script on the empty book.
  func pgbench(_ script: String, ordersPerScript: Int) throws -> Measured {
    let file = "\(session.folder)/script.sql"
    try File.writeAtomically(
      path: file, Array(SQLTemplate.text(script, schema: Book.empty.rawValue).utf8))
    let seconds = max(1, span.nanoseconds / 1_000_000_000)
    let child = try ChildProcess(
      "/bin/bash",
      [
        "-c",
        "TIMEFORMAT='cpu %U %S'; time \"$0\" -n -M prepared -T \(seconds) -f '\(file)' -d \"$1\"",
        try Self.pgbenchPath(), server.connectionText() ?? "",
      ])
    let end = try child.waitForExit(timeout: .seconds(60))
    guard end == .exited(0) else {
      throw BenchError.unmeasurable(
        benchmark: PostgreSQLBenchmark.name, message: "pgbench \(end): \(child.standardError)")
    }
    return try Self.read(child.standardOutput, child.standardError, ordersPerScript)
  }

  private static func read(
    _ output: String, _ errors: String, _ ordersPerScript: Int
  ) throws -> Measured {
    func numbers(_ text: String, behind mark: String) -> [Double] {
      guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(mark) }) else {
        return []
      }
      return line.dropFirst(mark.count).split(separator: " ").compactMap { Double($0) }
    }
    let scripts = numbers(output, behind: "number of transactions actually processed: ")
    let rate = numbers(output, behind: "tps = ")
    let cpu = numbers(errors, behind: "cpu ")
    guard let scripts = scripts.first, let rate = rate.first, cpu.count == 2, scripts > 0 else {
      throw BenchError.unmeasurable(
        benchmark: PostgreSQLBenchmark.name, message: "pgbench said: \(output)")
    }
    let orders = Double(ordersPerScript)
    return Measured(
      ordersPerSecond: rate * orders,
      clientMicroseconds: cpu.reduce(0, +) * 1_000_000 / (scripts * orders))
  }

  private static func pgbenchPath() throws -> String {
    let versions = ((try? FileSystem.list("/usr/lib/postgresql")) ?? [])
      .sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
    let folders = versions.map { "/usr/lib/postgresql/\($0)/bin" } + ["/usr/bin", "/usr/local/bin"]
    guard let folder = folders.first(where: { FileSystem.exists("\($0)/pgbench") }) else {
      throw BenchError.unmeasurable(
        benchmark: PostgreSQLBenchmark.name, message: "pgbench is not installed")
    }
    return "\(folder)/pgbench"
  }

  /// Seconds that it takes to make accounts.
  func generate(_ count: Int, prefix: String, funded: Bool = true) throws -> Double {
    var connection = try Connection.open(settings)
    return try Stopwatch.nanoseconds {
      try make(count, prefix: prefix, in: .empty, funded: funded, &connection)
    } / 1e9
  }

  /// Seconds that it takes to discover accounts and to plan with them.
  func discover(prefix: String, count: Int) throws -> Double {
    var connection = try Connection.open(settings)
    var found = 0
    let nanoseconds = try Stopwatch.nanoseconds {
      let overrides = try Discovery(schema: Book.empty.rawValue).overrides(
        of: ["accounts", "assets", "markets"], accountFilter: prefix, &connection)
      found = try Plan(Configuration.read(file: nil, overrides: overrides)).accounts.count
    }
    try Benchmark.require(
      found == count, PostgreSQLBenchmark.name, "\(found) of \(count) accounts were discovered")
    return nanoseconds / 1e9
  }

  /// Slots a second of a run of the program, which must pass its audit.
  func run(slots: Int, batch: Int) throws -> Double {
    let file = "\(session.folder)/run.json"
    let text = """
      {"accounts": {"count": 1000}, "budget": {"budgets": [{"amount": 1000000000}]},
       "scheduler": {"trades_per_account": \(slots / 1000)},
       "venue": {"type": "postgresql", "schema": "\(Book.runs.rawValue)", "batch": \(batch)}}
      """
    try File.writeAtomically(path: file, Array(text.utf8))
    let child = try ChildProcess(
      session.executable,
      [
        "run", "--config", file, "--state-dir", session.folder, "--json", "--progress", "none",
        "--no-input", "--run-id", "bench-\(SystemRandom.word())",
      ], environment: ["PATH": "/usr/bin:/bin", "DATABASE_URL": server.connectionText() ?? ""])
    let end = try child.waitForExit(timeout: .seconds(120))
    try Benchmark.require(
      end == .exited(0), PostgreSQLBenchmark.name, "\(end): \(child.standardError)")
    let summary = try JSONParser.parse(Array(child.standardOutput.utf8))
    let verdict = summary["audit"]?["verdict"]?.stringValue ?? "no audit"
    try Benchmark.require(
      verdict == "pass", PostgreSQLBenchmark.name, "the audit of a run says \(verdict)")
    guard let rate = summary["slots_per_second"]?.numberText.flatMap({ Double($0) }) else {
      throw BenchError.wrong(
        benchmark: PostgreSQLBenchmark.name, message: "the run's summary tells no rate")
    }
    return rate
  }

  /// Rows a second read back from the book with history.
  func readBack(orders readsOrders: Bool) throws -> Double {
    let records = try PostgresRecords(
      schema: Book.history.rawValue, orderKey: "bench", settings: settings)
    var count = 0
    let nanoseconds = try Stopwatch.nanoseconds {
      if readsOrders {
        var orders = try records.orders()
        while try orders.next() != nil { count += 1 }
      } else {
        var fills = try records.fills()
        while try fills.next() != nil { count += 1 }
      }
    }
    let expected = records.markets.reduce(UInt64(0)) {
      $0 + (readsOrders ? $1.commandCount : $1.fillCount)
    }
    try Benchmark.require(
      UInt64(count) == expected, PostgreSQLBenchmark.name, "\(count) of \(expected) rows were read")
    return Double(count) * 1e9 / nanoseconds
  }

  /// Asserts that what was measured was right.
  func requireSound() throws {
    var connection = try Connection.open(settings)
    for book in [Book.empty, .runs] {
      for result in try ConsistencyCheck.all(schema: book.rawValue, &connection) {
        try Benchmark.require(
          result.violationCount == 0, PostgreSQLBenchmark.name, "\(result.name): \(result.example)")
      }
    }
  }
}

/// One connection that sends the pairs of one market.
///
/// Used by one thread at a time; that is why it may be shared unchecked.
final class DatabaseLane: @unchecked Sendable {
  private let venue: PostgreSQLVenue
  private let plan: Plan
  private let market: MarketIndex
  private var nextPair: UInt64 = 0

  init(_ venue: PostgreSQLVenue, _ plan: Plan, _ market: MarketIndex) {
    self.venue = venue
    self.plan = plan
    self.market = market
  }

  /// Sends orders for so long, some at a time.
  func place(batch: Int, for span: TimeSpan) throws -> DatabaseBench.Measured {
    let clock = SystemClock()
    let start = clock.now()
    let processor = ProcessorTime.ofThisThread
    var count = 0
    var waiting: [ActionSlot] = []
    while (clock.now() - start) < span {
      if waiting.isEmpty { waiting = next(max(batch, 2)) }
      let slots = Array(waiting.prefix(batch))
      waiting.removeFirst(slots.count)
      try send(slots)
      count += slots.count
    }
    let seconds = Double((clock.now() - start).nanoseconds) / 1e9
    let used = Double(ProcessorTime.ofThisThread.nanoseconds - processor.nanoseconds) / 1e3
    return DatabaseBench.Measured(
      ordersPerSecond: Double(count) / seconds, clientMicroseconds: used / Double(count))
  }

  private func send(_ slots: [ActionSlot]) throws {
    if slots.count == 1 {
      var events: [VenueEvent] = []
      return try check(venue.submit(slots[0], into: &events))
    }
    for answer in venue.submitBatch(slots) { try check(answer.answer) }
  }

  private func check(_ answer: VenueAnswer) throws {
    guard case .done = answer else {
      throw BenchError.wrong(benchmark: PostgreSQLBenchmark.name, message: "\(answer)")
    }
  }

  /// The next slots of the lane's market; a whole number of pairs.
  private func next(_ count: Int) -> [ActionSlot] {
    var slots: [ActionSlot] = []
    while slots.count < count {
      let pair = plan.scheduler.pair(at: nextPair)
      nextPair += 1
      if pair.first.market == market { slots += [pair.first, pair.second] }
    }
    return slots
  }
}
