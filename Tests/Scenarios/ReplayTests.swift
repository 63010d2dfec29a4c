import JSONText
import Platform
import TestSupport
import Testing

@Suite("Replay, as a person uses it")
struct ReplayTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private static let messages = """
    34200.1,1,11,100,5850000,1
    34200.2,1,12,40,5850300,-1
    34200.9,4,11,60,5850000,1
    """

  private func report(_ answer: Answer) throws -> JSONNode {
    let json = try JSONParser.parse(Array(answer.output.utf8))
    #expect(json["schema"]?.stringValue == "simulator.replay/1", "\(answer.error)")
    return json
  }

  @Test(
    "an exported plan gives the tape and ledger of its run, in files of every kind",
    arguments: [
      [], ["--seed", "9", "--resting-share", "0.3", "--cancel-share", "0.2"],
      ["--order-types", "limit=2,market=1", "--time-in-force", "goodTillCancel=2,fillOrKill=1"],
      [
        "--budget", "5000", "--budget", "BTC=0.3", "--no-recycle-proceeds", "--trades-per-second",
        "3000",
      ],
    ])
  func export(options: [String]) throws {
    let export = try place.run(
      ["schedule", "--export", "flow.csv"]
        + options.filter { $0 != "--trades-per-second" && $0 != "3000" })
    #expect(export.end == .exited(0) && export.output.isEmpty, "\(export.error)")
    let run = try place.run(["run", "--json", "--on-failure", "continue"] + options).summary()
    let replay = try place.run(["replay", "flow.csv", "--json"])
    #expect(replay.end == .exited(run.slots("failed") > 0 ? 1 : 0), "\(replay.error)")
    let json = try report(replay)
    #expect(json["tape_hash"]?.stringValue == run.tape)
    #expect(json["ledger_hash"]?.stringValue == run.ledger)
    #expect(json["commands"]?["refused"]?.uint64Value == run.slots("failed"))
  }

  @Test("files, pipes, gzip and zstd are read alike, on a terminal and without")
  func sources() throws {
    try place.write(Self.messages, as: "a.csv")
    var ways = [
      "$0 replay a.csv --json", "$0 replay - --json < a.csv", "cat a.csv | $0 replay - --json",
    ]
    for (tool, suffix) in [("gzip", "gz"), ("zstd", "zst")]
    where try place.shell("command -v \(tool)").end == .exited(0) {
      ways.append("\(tool) -c a.csv > a.\(suffix) && $0 replay a.\(suffix) --json")
      ways.append("\(tool) -c a.csv | $0 replay - --json")
    }
    for way in ways {
      let answer = try place.shell(way)
      #expect(answer.end == .exited(0), "\(way): \(answer.error)")
      let json = try report(answer)
      #expect(json["messages"]?.uint64Value == 3, "\(way)")
      #expect(json["bytes"]?.intValue == Self.messages.utf8.count, "\(way)")
      #expect(json["matches"]?.uint64Value == 1, "\(way)")
    }
    let terminal = try place.terminal(["replay", "a.csv"])
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.output.contains("2 submission, 1 execution"))
    #expect(try place.run(["replay", "a.csv", "--quiet"]).output.isEmpty)
  }

  @Test("a recorded pace is kept, and Ctrl-C tells what was done", arguments: [2, 15] as [Int32])
  func interruption(signal: Int32) throws {
    try place.write(Self.messages + "\n34300,3,12,40,5850300,-1\n", as: "a.csv")
    let process = try place.start(["replay", "a.csv", "--speed", "1x", "--json"])
    try? process.waitForError("something that never comes", timeout: .milliseconds(1500))
    let watch = Measured()
    process.send(signal: signal)
    #expect(try process.waitForExit() == .exited(128 + signal))
    #expect(watch.elapsed < .seconds(1))
    let json = try JSONParser.parse(Array(process.standardOutput.utf8))
    #expect(json["status"]?.stringValue == "interrupted")
    #expect(json["messages"]?.uint64Value == 3)
    #expect(json["exit_code"]?.intValue == Int(128 + signal))
    #expect((json["elapsed_seconds"]?.numberText.flatMap(Double.init) ?? 0) >= 0.8)
  }

  @Test("Ctrl-C ends the wait for a pipe that says nothing, with part of a row or without")
  func idlePipe() throws {
    for end in ["", "34300,3,12,4"] {
      let process = try place.start(["replay", "-", "--json"])
      try process.write(Self.messages + "\n" + end)
      try? process.waitForError("something that never comes", timeout: .milliseconds(500))
      process.send(signal: 2)
      #expect(try process.waitForExit(timeout: .seconds(5)) == .exited(130))
      let json = try JSONParser.parse(Array(process.standardOutput.utf8))
      #expect(json["messages"]?.uint64Value == 3)
    }
  }

  @Test("what is replayed is never overwritten")
  func overwriting() throws {
    try place.write(Self.messages, as: "a.csv")
    let answer = try place.shell("ln -s a.csv b.csv && $0 replay a.csv --convert b.csv")
    #expect(answer.end == .exited(65))
    #expect(answer.error.contains("b.csv is what is replayed; convert to another file"))
    #expect(TextFile.read("\(place.path)/a.csv") == Self.messages)
  }

  @Test(
    "what is wrong ends it with a line that says so, and its exit code",
    arguments: [
      (["replay"], 64, "command 'replay' needs FILE"),
      (["replay", "none.csv"], 65, "cannot open none.csv: No such file or directory"),
      (["replay", "."], 65, "cannot read .: Is a directory"),
      (["replay", "empty.csv"], 65, "empty.csv is empty; there is nothing to replay"),
      (
        ["replay", "bad.csv"], 65,
        "bad.csv:1:1: expected the time, seconds with up to nine decimals, found 'bad'; --skip-bad leaves bad rows out"
      ),
      (["replay", "a.csv", "--speed", "fast"], 64, "--speed: 'fast' is no speed"),
      (["replay", "a.csv", "--tick-size", "0.00001"], 64, "--tick-size: 0.00001 is no tick"),
      (["replay", "a.csv", "--orderbook", "a.csv"], 65, "a.csv:1:6: expected a comma, found '.1'"),
      (
        ["replay", "a.csv", "--orderbook", "a.csv", "--venue", "null"], 65,
        "the venue null has no book"
      ),
      (["replay", "a.csv", "--convert", "none/a.csv"], 65, "cannot open none/a.csv: No such file"),
      (["replay", "a.csv", "--format", "csv"], 65, "a.csv:1:1: expected #simulator.order_flow/1"),
      (["replay", "a.csv", "--json", "--convert", "/dev/full"], 65, " /dev/full: "),
      (["schedule", "--export", "none/a.csv"], 65, "cannot open none/a.csv: No such file"),
      (
        ["schedule", "--export", "a", "--csv"], 64,
        "options '--export' and '--csv' exclude each other"
      ),
    ] as [([String], Int32, String)])
  func failures(words: [String], code: Int32, message: String) throws {
    try place.write(Self.messages, as: "a.csv")
    try place.write("", as: "empty.csv")
    try place.write("bad\n", as: "bad.csv")
    let answer = try place.run(words)
    #expect(answer.end == .exited(code), "\(answer.error)")
    #expect(answer.output.isEmpty)
    #expect(answer.errorLines.first?.contains(message) ?? false, "\(answer.error)")
  }

  @Test("a book that differs for no reason is exit code 80")
  func unexplained() throws {
    try place.write(Self.messages, as: "SPY_message_1.csv")
    let rows = ["5850300,0,5850000,100", "5850300,40,5850000,100", "5850300,40,5850000,41"]
    try place.write(rows.joined(separator: "\n"), as: "book.csv")
    let answer = try place.run(["replay", "SPY_message_1.csv", "--orderbook", "book.csv", "--json"])
    #expect(answer.end == .exited(80), "\(answer.error)")
    let comparison = try report(answer)["comparison"]
    #expect(comparison?["equal_rows"]?.intValue == 2)
    #expect(comparison?["differing_levels"]?["unexplained"]?.intValue == 1)
    #expect(comparison?["examples"]?.elements?.first?["price"]?.stringValue == "585.00")
  }

  @Test("a command that the venue refuses is exit code 1")
  func refused() throws {
    _ = try place.shell("$0 schedule --export flow.csv")
    _ = try place.shell("echo '9,BTC/USD,none,cancel,,,,,,test-account-1' >> flow.csv")
    let answer = try place.run(["replay", "flow.csv", "--json"])
    #expect(answer.end == .exited(1))
    #expect(try report(answer)["refusals"]?["unknownOrder"]?.intValue == 1)
  }
}
