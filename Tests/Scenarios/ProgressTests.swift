import Glibc
import JSONText
import TestSupport
import Testing

@Suite("Watching a run")
struct ProgressTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test("a live display is drawn over itself and gone at the end", arguments: [20, 40, 80, 200])
  func live(columns: Int) throws {
    let terminal = try place.terminal(["run", "--trades-per-second", "200"], columns: columns)
    #expect(try terminal.waitForExit() == .exited(0))
    let drawn = terminal.output.components(of: "\u{1B}[K").dropLast().map(Self.lastLine)
    #expect(drawn.count > 3, "\(terminal.output)")
    for line in drawn { #expect(line.count < columns, "\(line)") }
    #expect(drawn.contains { $0.contains("%") })
    let last = terminal.output.components(of: "\u{1B}[J").last ?? ""
    #expect(last.hasPrefix("\u{1B}[1mRun "), "after the last erasure there is the summary alone")
  }

  /// What stands in the line that an erasure ends.
  private static func lastLine(_ text: Substring) -> String {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    var bare = ""
    for scalar in lines[lines.count - 1] where scalar != "\r" { bare.unicodeScalars.append(scalar) }
    guard let escape = bare.firstRange(of: "\u{1B}["), let end = bare.firstIndex(of: "A") else {
      return bare
    }
    return escape.lowerBound == bare.startIndex ? String(bare[bare.index(after: end)...]) : bare
  }

  @Test("a resize is followed, a narrow terminal too")
  func resize() throws {
    let terminal = try place.terminal(["run", "--trades-per-second", "50"], columns: 100)
    try terminal.waitForOutput("Response   p50")
    try terminal.resize(columns: 20, rows: 5)
    let mark = terminal.mark
    try terminal.waitForOutput("p99 ", after: mark)
    try terminal.resize(columns: 120, rows: 50)
    let wide = terminal.mark
    try terminal.waitForOutput("on average", after: wide)
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("a terminal that is closed interrupts the run, which can be resumed")
  func hangUp() throws {
    let terminal = try place.terminal(["run", "--run-id", "a", "--trades-per-second", "50"])
    try terminal.waitForOutput("Response   p50")
    terminal.hangUp()
    #expect(try terminal.waitForExit() == .exited(143))
    let rest = try place.run(["resume", "a", "--json"])
    #expect(rest.end == .exited(0), "\(rest.error)")
    #expect(try rest.summary().verdict == "pass")
  }

  @Test("JSON lines, one a second, on standard error")
  func json() throws {
    let answer = try place.run(["run", "--trades-per-second", "40", "--progress", "json", "--json"])
    #expect(answer.end == .exited(0))
    let lines = answer.errorLines.filter { $0.hasPrefix("{") }
    #expect((1...3).contains(lines.count), "\(answer.error)")
    for line in lines {
      let json = try JSONParser.parse(Array(line.utf8))
      #expect(json["schema"]?.stringValue == "simulator.progress/1")
      #expect(json["slots"]?.intValue == 100)
    }
  }

  @Test("SIGUSR1 prints a summary and the run goes on", arguments: [["--progress", "none"], []])
  func summaryOnRequest(words: [String]) throws {
    let process = try place.start(
      ["run", "--trades-per-second", "50", "--threshold", "unknown == 0", "--json"] + words)
    try process.waitForError("run ")
    process.send(signal: SIGUSR1)
    try process.waitForError("  Threshold  slots.unknown == 0: passed, 0")
    #expect(process.standardError.contains("  Response   p50 "))
    #expect(process.standardError.contains("  Budgets    USD "))
    #expect(try process.waitForExit() == .exited(0))
  }

  @Test("no progress, no escape sequences where a terminal is not wanted")
  func none() throws {
    let terminal = try place.terminal(
      ["run", "--trades-per-second", "200", "--progress", "none", "--no-color"])
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(!terminal.output.contains("\u{1B}"))
  }

  @Test("metrics are there while the run goes on, whole at every moment")
  func metrics() throws {
    let process = try place.start(["run", "--trades-per-second", "40", "--metrics-file", "m.prom"])
    try process.waitForError("run ")
    var seen = 0
    while process.status == nil {
      guard let text = TextFile.read("\(place.path)/m.prom") else { continue }
      #expect(text.hasSuffix("# EOF\n"))
      if text.contains("simulator_run_active 1\n") { seen += 1 }
    }
    #expect(seen > 0)
    #expect(TextFile.read("\(place.path)/m.prom")?.contains("simulator_run_active 0\n") == true)
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The parts between occurrences of `separator`.
  fileprivate func components(of separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[startIndex...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}
