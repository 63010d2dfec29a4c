import DatabaseTestSupport
import Domain
import Glibc
import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import TestSupport
import Testing

/// Runs that something happens to: to the program, its connections or its server.
@Suite(.serialized) struct InterruptionTests {
  @Test func `a run is what it is on the embedded venue`() throws {
    let place = try BookPlace()
    let answer = try place.execute(place.runWords("plain"))
    #expect(answer.end == .exited(0), "\(answer.error)")
    try place.expectSound(try answer.json(), run: "plain")
  }

  @Test func `lanes share accounts and do not lock each other out`() throws {
    let place = try BookPlace()
    let answer = try place.execute(place.runWords("lanes", ["--lanes", "2"]))
    #expect(answer.end == .exited(0), "\(answer.error)")
    try place.expectSound(try answer.json(), run: "lanes")
  }

  @Test(
    arguments: [
      (["--batch", "7"], "100000"), (["--batch", "50", "--lanes", "2"], "100000"),
      (["--batch", "50"], "4000"),
    ])
  func `batches come to what their orders come to`(words: [String], budget: String) throws {
    let place = try BookPlace()
    place.trades = 60
    place.budget = budget
    let answer = try place.execute(place.runWords("batches", words))
    let json = try answer.json()
    let isTight = try #require(json["slots"]?["failed"]?.uint64Value) > 10
    #expect(isTight == (budget == "4000"))
    #expect(answer.end == .exited(isTight ? 1 : 0), "\(answer.error)")
    try place.expectSound(json, run: "batches")
    let transactions = try place.schema.row(
      "SELECT count(DISTINCT created_at) FROM $schema.orders")[0]
    #expect(try #require(transactions.flatMap { Int($0) }) < 150)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4], [1, 20])
  func `a killed program goes on where it was`(seed: UInt64, batch: Int) throws {
    let place = try BookPlace()
    place.trades = 60
    var random = SplitMix64(seed: seed)
    let words = batch > 1 ? ["--batch", "\(batch)"] : []
    let process = try place.start(place.runWords("killed", words))
    usleep(useconds_t(80_000 + UInt64(random.next(below: UInt64(200_000)))))
    process.send(signal: SIGKILL)
    try process.waitForExit()
    var answer = try place.execute(["resume", "killed", "--json", "--quiet", "--no-input"])
    if answer.end == .exited(65) {
      // It was killed before it had begun.
      answer = try place.execute(place.runWords("killed2", words))
    }
    #expect(answer.end == .exited(0), "seed \(seed): \(answer.error)")
    let json = try answer.json()
    try place.expectSound(json, run: json["run_id"]?.stringValue ?? "")
  }

  @Test func `connections that the server ends are made again`() throws {
    let place = try BookPlace()
    let process = try place.start(place.runWords("ended", ["--lanes", "2"]))
    var ended = 0
    for _ in 0..<60 {
      usleep(15_000)
      if process.status != nil { break }
      let row = try place.schema.row(
        "SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
          + "application_name = 'simulator' AND pid <> pg_backend_pid() AND query LIKE "
          + "'%place_orders%' AND query LIKE '%\(place.schema.schema.name.prefix(7))%' "
          + "ORDER BY random() LIMIT 1) e")
      ended += Int(row[0] ?? "") ?? 0
    }
    let end = try process.waitForExit(timeout: .seconds(60))
    #expect(end == .exited(0), "\(process.standardError)")
    #expect(ended > 0)
    let answer = Ended(end: end, output: process.standardOutput, error: process.standardError)
    try place.expectSound(try answer.json(), run: "ended")
  }

  @Test(arguments: ["immediate", "fast"])
  func `a server that stops and starts again is waited for`(mode: String) throws {
    let server = try TestServer()
    defer { try? server.server.stop() }
    let place = try BookPlace(on: server)
    let process = try place.start(place.runWords("restart"))
    usleep(150_000)
    try server.server.stop(mode: mode)
    usleep(300_000)
    try server.server.start()
    let end = try process.waitForExit(timeout: .seconds(60))
    #expect(end == .exited(0), "\(process.standardError)")
    let answer = Ended(end: end, output: process.standardOutput, error: process.standardError)
    try place.expectSound(try answer.json(), run: "restart")
  }

  @Test func `a killed server loses nothing`() throws {
    let server = try TestServer()
    defer { try? server.server.stop() }
    let place = try BookPlace(on: server)
    let process = try place.start(place.runWords("crash"))
    usleep(150_000)
    try server.kill()
    try server.server.start()
    let end = try process.waitForExit(timeout: .seconds(60))
    #expect(end == .exited(0), "\(process.standardError)")
    let answer = Ended(end: end, output: process.standardOutput, error: process.standardError)
    try place.expectSound(try answer.json(), run: "crash")
  }

  @Test(arguments: CutCampaign.seeds)
  func `connections cut around commits leave every order placed once`(seed: UInt64) throws {
    try CutCampaign(seed: seed, cuts: CutCampaign.cutsPerSeed).perform()
  }
}

/// Runs through a proxy that cuts connections; every other one sends its orders in batches.
struct CutCampaign {
  let seed: UInt64
  let cuts: Int

  /// `SIMULATOR_CUTS` asks for a longer campaign.
  static let cutsPerSeed = 20
  static var seeds: ClosedRange<UInt64> {
    let wanted = unsafe getenv("SIMULATOR_CUTS").flatMap { unsafe Int(String(cString: $0)) } ?? 40
    return 1...UInt64(max(1, wanted / cutsPerSeed))
  }

  func perform() throws {
    let place = try BookPlace()
    let server = place.schema.server.server
    let proxy = try CuttingProxy(
      serverSocket: "\(server.folder)/.s.PGSQL.5432", seed: seed, cuts: cuts, permille: 250)
    defer { proxy.stop() }
    place.url = place.url.replacing(
      "host='\(server.folder)' port=5432", with: "host=127.0.0.1 port=\(proxy.port)")
    let isBatching = seed % 2 == 0
    if isBatching { place.trades = 120 }
    let words = isBatching ? ["--batch", "6"] : []
    let answer = try place.execute(place.runWords("cut", words))
    #expect(answer.end == .exited(0), "seed \(seed): \(answer.error)")
    #expect(proxy.cuts == cuts, "seed \(seed)")
    try place.expectSound(try answer.json(), run: "cut")
  }
}
