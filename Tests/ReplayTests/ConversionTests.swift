import Budgets
import Matching
import Platform
import Simulation
import Testing

@testable import Replay

@Suite("Conversion and pace") struct ConversionTests {
  let files: Recording
  init() throws { files = try Recording() }

  @Test(
    "what LOBSTER messages were turned into gives the same tape and book again",
    arguments: 51...54 as ClosedRange<UInt64>)
  func conversion(seed: UInt64) throws {
    let paths = try files.generate(seed: seed, 3000, after: 2000, visibleOnly: true)
    let converted = files.path("converted.csv")
    let first = try files.replay(paths.messages, book: paths.book, convertTo: converted)
    let second = try files.replay(converted, convertTo: files.path("again.csv"))
    #expect(second.format == .csv)
    #expect(second.tape == first.tape, "seed \(seed)")
    #expect(second.counts == first.counts, "seed \(seed)")
    #expect(second.openOrders == first.openOrders, "seed \(seed)")
    #expect(first.convertedRows == first.counts.commands)
    #expect(second.tape.count > 100)
    #expect(try File.read(path: converted) == File.read(path: files.path("again.csv")))
  }

  @Test("what cannot be written is an error")
  func unwritable() throws {
    let text = "1,1,5,10,1000000,1\n"
    #expect(throws: FlowError.self) {
      try files.replay(files.write(text), convertTo: files.path("none/a.csv"))
    }
    #expect(throws: FlowError.self) {
      let rows = String(repeating: text, count: 10)
      try files.replay(files.write(rows), skipsBad: true, convertTo: "/dev/full")
    }
  }

  @Test(
    "speeds are read exactly",
    arguments: [
      ("max", .max), ("1x", .recorded(thousandths: 1000)), ("10x", .recorded(thousandths: 10_000)),
      ("0.5x", .recorded(thousandths: 500)), ("1e3x", .recorded(thousandths: 1_000_000)),
      ("0x", nil), ("-1x", nil), ("x", nil), ("", nil), ("2", nil), ("0.0001x", nil), ("Max", nil),
      ("1000001x", nil),
    ] as [(String, ReplaySpeed?)])
  func speeds(text: String, speed: ReplaySpeed?) {
    #expect(ReplaySpeed(parsing: text) == speed)
  }

  @Test(
    "a recorded pace is kept", arguments: [("1x", 3000), ("10x", 300), ("0.5x", 6000)])
  func pace(speed: String, milliseconds: Int64) throws {
    var options = ReplayOptions(
      path: try files.write(
        "34200,1,5,10,1000000,1\n34201,1,6,10,1000000,1\n34203,3,6,10,1000000,1"))
    options.speed = try #require(ReplaySpeed(parsing: speed))
    let clock = ManualClock(start: Instant(nanoseconds: 77))
    let report = try Replay(options).onEmbedded(clock: clock)
    #expect(report.elapsedNanoseconds == milliseconds * 1_000_000)
    #expect(report.latency.lag.count == 3 && report.latency.lag.nanosecondsMax == 0)
  }

  @Test("at full speed one message in sixteen is timed")
  func sampling() throws {
    let paths = try files.generate(seed: 61, 1600)
    let report = try files.replay(paths.messages)
    #expect(report.latency.service.count == (report.flow.messages + 15) / 16)
  }

  @Test("spread and depth are those of the book")
  func summary() throws {
    var options = ReplayOptions(
      path: try files.write(
        "1,1,5,10,1000000,1\n1,1,6,20,1000500,-1\n2,1,7,5,1000200,1\n2.5,3,7,5,1000200,1\n"))
    options.summarizes = true
    let report = try Replay(options).onEmbedded()
    let book = report.flow.books[0]
    #expect(book.spreadCount == 3 && book.spreadMin == 3 && book.spreadMax == 5)
    #expect(book.spreadMeanThousandths == 4333)
    #expect(report.flow.messagesPerSecondMax == 2)
    #expect(report.flow.spanNanoseconds == 1_500_000_000)
  }

  @Test("memory does not grow with the file's length")
  func memory() throws {
    var generator = try LobsterGenerator(seed: 71, messages: files.path("big.csv"), book: nil)
    try generator.write(600_000)
    _ = try files.replay(text: "1,1,5,10,1000000,1\n")
    let before = ProcessIdentity.residentBytes ?? 0
    let report = try files.replay(files.path("big.csv"))
    let growth = (ProcessIdentity.residentBytes ?? 0) - before
    #expect(report.flow.messages >= 600_000)
    #expect(report.byteCount > 20_000_000)
    #expect(growth < 12_000_000, "\(growth) bytes for \(report.byteCount) bytes of rows")
  }
}
