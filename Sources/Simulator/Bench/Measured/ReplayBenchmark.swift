import Platform
import Replay
import Simulation

/// How many recorded messages a second are replayed as fast as possible, reading and parsing included.
enum ReplayBenchmark {
  private struct Variant: Sendable {
    let name: String
    let what: String
    let target: BenchTarget?
    let replay: @Sendable (Files) throws -> ReplayReport
  }

  /// What is replayed.
  private struct Files {
    let messages: String
    let shortMessages: String
    let book: String
    let flow: String
  }

  private static let variants = [
    Variant(
      name: "replay/lobster", what: "LOBSTER messages on the embedded venue",
      target: .atLeast(5_000_000)
    ) { try replay($0.messages) },
    Variant(
      name: "replay/lobster/null", what: "the same on the null venue: parsing and translation",
      target: nil
    ) { try Replay(ReplayOptions(path: $0.messages)).onNull() },
    Variant(
      name: "replay/lobster/compared", what: "book compared with ten levels after every message",
      target: nil
    ) { try replay($0.shortMessages, book: $0.book) },
    Variant(
      name: "replay/csv", what: "an order flow, budgets locked and settled", target: nil
    ) { try replay($0.flow) },
  ]

  static func measure(_ session: BenchSession) throws -> [BenchResult] {
    let files = try makeFiles(session)
    var tapes: [String: Set<String>] = [:]
    let figures = try session.interleaved(variants) { variant in
      var made: ReplayReport?
      let nanoseconds = try Stopwatch.processorNanoseconds { made = try variant.replay(files) }
      guard let report = made else { preconditionFailure("a replay without a report") }
      try check(report, variant.name)
      tapes[variant.name, default: []].insert(report.tape.digest)
      try Benchmark.require(
        tapes[variant.name]?.count == 1, variant.name, "the tape differs from round to round")
      return Double(report.flow.messages) * 1e9 / nanoseconds
    }
    return zip(variants, figures).map { variant, figures in
      BenchResult(
        variant.name, variant.what, unit: "messages/s", figures, target: variant.target)
    }
  }

  private static func replay(_ path: String, book: String? = nil) throws -> ReplayReport {
    var options = ReplayOptions(path: path)
    options.bookPath = book
    return try Replay(options).onEmbedded()
  }

  private static func makeFiles(_ session: BenchSession) throws -> Files {
    let files = Files(
      messages: "\(session.folder)/message.csv", shortMessages: "\(session.folder)/short.csv",
      book: "\(session.folder)/orderbook.csv", flow: "\(session.folder)/flow.csv")
    var long = try LobsterGenerator(seed: 7, messages: files.messages, book: nil)
    try long.write(UInt64(session.size(2_000_000, quick: 100_000)))
    let count = UInt64(session.size(200_000, quick: 20_000))
    var short = try LobsterGenerator(seed: 8, messages: files.shortMessages, book: files.book)
    try short.write(count)
    var options = ReplayOptions(path: files.shortMessages)
    options.conversionPath = files.flow
    _ = try Replay(options).onEmbedded()
    return files
  }

  /// A recording from its beginning is followed to the letter, or the figure says nothing.
  private static func check(_ report: ReplayReport, _ name: String) throws {
    try Benchmark.require(
      report.counts.refused == 0 && report.badRowCount == 0, name,
      "\(report.counts.refused) commands refused, \(report.badRowCount) bad rows")
    if let comparison = report.comparison {
      try Benchmark.require(
        comparison.equalRows == report.flow.messages, name,
        "the book differs at \(report.flow.messages - comparison.equalRows) messages")
    }
    if let lobster = report.lobster {
      try Benchmark.require(
        lobster.unknownOrders == 0 && lobster.otherMakers == 0, name,
        "\(lobster.unknownOrders) orders unknown, \(lobster.otherMakers) executions elsewhere")
    }
  }
}
