import DatabaseTestSupport
import Glibc
import JSONText
import Platform
import PostgreSQL
import PostgresVenue
import TestSupport
import Testing

/// Servers that are at odds with others, with their disk, with the time, or with this program.
@Suite(.serialized) struct TroubleTests {
  @Test(arguments: [[], ["--batch", "10"]])
  func `transactions that cannot be serialized are tried again`(words: [String]) throws {
    let place = try BookPlace()
    place.trades = 100
    place.url += " options='-c default_transaction_isolation=serializable'"
    var disturber = try place.schema.connect()
    let process = try place.start(place.runWords("serial", ["--lanes", "2"] + words))
    while process.status == nil {
      // The two may also lock each other out; then the server ends one of them.
      _ = try? disturber.execute(
        "UPDATE \(place.schema.quoted).balances SET available = available + 0")
      usleep(3000)
    }
    let end = try process.waitForExit(timeout: .seconds(60))
    #expect(end == .exited(0), "\(process.standardError)")
    let answer = Ended(end: end, output: process.standardOutput, error: process.standardError)
    let summary = try answer.json()
    #expect(try #require(summary["retries"]?.uint64Value) > 0)
    try place.expectSound(summary, run: "serial")
  }

  @Test func `deferred settlement ends with the same balances`() throws {
    let place = try BookPlace()
    let answer = try place.execute(place.runWords("deferred", ["--settlement", "deferred"]))
    #expect(answer.end == .exited(0), "\(answer.error)")
    try place.expectSound(try answer.json(), run: "deferred")
    let states = try place.schema.row(
      "SELECT count(*) FILTER (WHERE status = 'settled') > 0, count(*) FILTER (WHERE status <> "
        + "'settled') FROM $schema.fills")
    #expect(states == ["t", "0"])
  }

  @Test(.enabled(if: SmallDisk.canBeMade, "file systems cannot be mounted here"))
  func `a full disk is waited for and loses nothing`() throws {
    let disk = try SmallDisk(megabytes: 160)
    let server = try TestServer(below: disk.path)
    defer { try? server.server.stop() }
    let place = try BookPlace(on: server)
    place.trades = 400
    let process = try place.start(place.runWords("full"))
    while process.status == nil,
      try place.schema.row("SELECT count(*) < 20 FROM $schema.orders") == ["t"]
    {}
    try disk.fill()
    // What the server has room for in its files is written still. Then nothing goes on, while the program
    // answers that it waits.
    var finished: [Substring] = []
    for _ in 0..<100 where process.status == nil && Set(finished.suffix(4)).count != 1 {
      process.send(signal: SIGUSR1)
      try? process.waitForError("something that never comes", timeout: .milliseconds(200))
      finished = process.standardError.split(separator: "\n").filter { $0.contains(" slots, ") }
        .compactMap { $0.split(separator: " ").dropFirst(2).first }
      if finished.count < 4 { finished = [] }
    }
    #expect(finished.count >= 4 && process.status == nil, "the disk was never full")
    try disk.release()
    for _ in 0..<300 where process.status == nil {
      // A server that could not even write its log in the meantime has given up.
      try? server.server.start()
      try? process.waitForError("something that never comes", timeout: .milliseconds(200))
    }
    let end = try process.waitForExit(timeout: .seconds(60))
    #expect(end == .exited(0), "\(process.standardError)")
    let answer = Ended(end: end, output: process.standardOutput, error: process.standardError)
    try place.expectSound(try answer.json(), run: "full")
  }

  @Test(
    .enabled(if: SkewedClock.isInstalled, "libfaketime is not installed"),
    arguments: ["-30d", "+30d", "+5s x30", "-2h x0.2"])
  func `a program whose clock is wrong has the same results`(skew: String) throws {
    let place = try BookPlace()
    place.environment = SkewedClock.environment(skew)
    let answer = try place.execute(place.runWords("skewed"))
    #expect(answer.end == .exited(0), "\(answer.error)")
    place.environment = [:]
    try place.expectSound(try answer.json(), run: "skewed")
  }

  @Test func `a server that is too old is refused`() throws {
    let place = try BookPlace()
    let server = place.schema.server.server
    let proxy = try CuttingProxy(
      serverSocket: "\(server.folder)/.s.PGSQL.5432", seed: 1, cuts: 0, permille: 0,
      replacing: ("server_version\u{0}15.", "server_version\u{0}14."))
    defer { proxy.stop() }
    place.url = place.url.replacing(
      "host='\(server.folder)' port=5432", with: "host=127.0.0.1 port=\(proxy.port)")
    for words in [place.runWords("old"), ["db", "init"], ["db", "check"]] {
      let answer = try place.execute(words)
      #expect(answer.end == .exited(65), "\(words): \(answer.error)")
      #expect(
        answer.error.contains("the server is PostgreSQL 14; version 15 or later is needed"),
        "\(answer.error)")
    }
  }

  @Test func `markets without accounts are not traded`() throws {
    let place = try BookPlace()
    try place.schema.row("DELETE FROM $schema.balances")
    try place.schema.row("DELETE FROM $schema.accounts")
    let answer = try place.execute(place.runWords("nobody"))
    #expect(answer.end == .exited(65))
    #expect(
      answer.error.contains("accounts in the database: has 0 accounts; at least 2 are needed"),
      "\(answer.error)")
  }

  @Test func `libpq's own ways to name a server work, and passwords are not written down`() throws {
    let place = try BookPlace()
    let words = place.url.split(separator: " ").map(String.init)
    func value(_ name: String) -> String {
      let word = words.first { $0.hasPrefix(name + "=") } ?? ""
      return word.dropFirst(name.count + 1).filter { $0 != "'" }
    }
    let password = value("password")
    let line = "*:*:*:*:\(password)\n"
    try place.write(line, as: "pgpass")
    try place.write(
      "[book]\nhost=\(value("host"))\ndbname=orderbook\nuser=simulator\n", as: "service.conf")
    unsafe chmod(place.path("pgpass"), 0o600)
    place.url = ""
    let login = ["PGPASSFILE": place.path("pgpass")]
    let service = ["PGSERVICE": "book", "PGSERVICEFILE": place.path("service.conf")]
    let variables = ["PGHOST": value("host"), "PGDATABASE": "orderbook", "PGUSER": "simulator"]
    for (name, environment) in [
      ("service", service.merging(login) { $1 }), ("variables", variables.merging(login) { $1 }),
      ("word", variables.merging(["PGPASSWORD": password]) { $1 }),
    ] {
      place.environment = environment
      let answer = try place.execute(place.runWords(name))
      #expect(answer.end == .exited(0), "\(name): \(answer.error)")
      #expect(!answer.output.contains(password) && !answer.error.contains(password))
    }
    let leak = try ChildProcess("/bin/grep", ["-r", "-l", password, place.state])
    #expect(try leak.waitForExit() == .exited(1), "\(leak.standardOutput)")
  }
}

/// A file system of a few megabytes that can be filled.
struct SmallDisk: ~Copyable {
  private let folder: TemporaryDirectory
  var path: String { folder.path }

  /// Whether this user may mount one.
  static var canBeMade: Bool {
    do {
      _ = try SmallDisk(megabytes: 1)
      return true
    } catch {
      return false
    }
  }

  init(megabytes: Int) throws {
    let folder = try TemporaryDirectory()
    let mount = try ChildProcess(
      "/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m,mode=755", "tmpfs", folder.path])
    guard try mount.waitForExit() == .exited(0) else {
      throw SystemError(code: EPERM, operation: "mount")
    }
    self.folder = folder
  }

  /// Leaves no room.
  func fill() throws {
    let fill = try ChildProcess("/bin/dd", ["if=/dev/zero", "of=\(path)/filler", "bs=8k"])
    _ = try fill.waitForExit()
  }

  /// Gives the room back.
  func release() throws { try FileSystem.remove("\(path)/filler") }

  deinit {
    if let end = try? ChildProcess("/bin/umount", ["-l", path]) { _ = try? end.waitForExit() }
  }
}

/// Lets a program believe in another time.
enum SkewedClock {
  private static let library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"

  static var isInstalled: Bool { FileSystem.exists(library) }

  /// - Parameter skew: as libfaketime reads it, a distance and perhaps how fast time runs.
  static func environment(_ skew: String) -> [String: String] {
    ["LD_PRELOAD": library, "FAKETIME": skew, "FAKETIME_DONT_FAKE_MONOTONIC": "1"]
  }
}
