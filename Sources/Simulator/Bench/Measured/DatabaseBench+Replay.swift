import PostgreSQL
import PostgresVenue
import Replay
import Simulation

extension DatabaseBench {
  /// Writes a recording to be replayed.
  func record() throws -> String {
    let path = "\(session.folder)/message.csv"
    var generator = try LobsterGenerator(seed: 7, messages: path, book: nil)
    try generator.write(UInt64(session.size(20_000, quick: 2_000)))
    return path
  }

  /// Messages of a recording replayed a second on a book of its own, which is proven equal to the engine.
  func replay(_ path: String, batch: Int) throws -> Double {
    let schema = OrderBookSchema(name: "replay")
    var connection = try Connection.open(settings)
    _ = try schema.migrate(&connection)
    var database = DatabaseConfiguration()
    database.schema = schema.name
    var sending = OutsideFlowSettings(
      backoff: Backoff(baseNanoseconds: 0, nanosecondsMax: 0, seed: 0))
    sending.batchSize = batch
    let report = try Replay(ReplayOptions(path: path)).onOutside(sending) {
      [database, settings] (terms) throws(FlowError) in
      try PostgreSQLFlowVenue(terms, database, settings: settings)
    }
    try schema.drop(&connection)
    let check = report.outside?.check
    try Benchmark.require(
      report.outside?.stop == nil && check?.leftOutReason == nil && check?.differences == [],
      PostgreSQLBenchmark.name, "the replay differs: \(check?.differences ?? [])")
    return report.messagesPerSecond
  }
}
