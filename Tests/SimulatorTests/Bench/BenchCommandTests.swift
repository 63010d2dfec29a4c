import JSONText
import TestSupport
import Testing

@testable import Simulator

@Suite("simulator bench as a process")
struct BenchCommandTests {
  /// Those that take a second or less.
  private static let cheap = [
    "schedule", "budgets", "engine", "matching", "journal", "replay", "run", "audit", "interrupt",
  ]

  private func run(_ words: [String]) throws -> (end: ProcessEnd, child: ChildProcess) {
    let child = try ChildProcess(SimulatorBinary.path, ["bench"] + words)
    return (try child.waitForExit(timeout: .seconds(120)), child)
  }

  @Test("measures what was named, leaves nothing behind, and says it as JSON")
  func json() throws {
    let directory = try TemporaryDirectory()
    let (end, child) = try run(
      Self.cheap.reversed() + ["--quick", "--json", "--quiet", "--state-dir", directory.path])
    #expect(end == .exited(0), "\(child.standardError)")
    #expect(child.standardError.isEmpty)
    #expect(Directory.entries(of: directory.path) == [])
    let report = try JSONParser.parse(Array(child.standardOutput.utf8))
    #expect(report["schema"]?.stringValue == "simulator.bench/1")
    #expect((report["machine"]?["cores"]?.intValue ?? 0) > 0)
    let results = try #require(report["results"]?.elements)
    let names = results.compactMap { $0["name"]?.stringValue }
    var benchmarks: [String] = []
    for name in names.compactMap({ $0.split(separator: "/").first.map(String.init) })
    where benchmarks.last != name {
      benchmarks.append(name)
    }
    #expect(benchmarks == Self.cheap)
    #expect(Set(names).count == names.count)
    for result in results where result["name"]?.stringValue != "schedule/memory" {
      #expect(result["rounds"]?.intValue == 3)
      #expect(result["target"]?.isNull == result["met"]?.isNull)
    }
  }

  @Test("an unknown name is a mistake on the command line")
  func unknownName() throws {
    let (end, child) = try run(["engine", "motor", "--quick"])
    #expect(end == .exited(64))
    #expect(child.standardOutput.isEmpty)
    #expect(child.standardError.contains("'motor'"), "\(child.standardError)")
  }

  @Test("Ctrl-C ends it, and its folder is removed")
  func interruption() throws {
    let directory = try TemporaryDirectory()
    let child = try ChildProcess(
      SimulatorBinary.path, ["bench", "engine", "--state-dir", directory.path])
    try child.waitForError("measuring engine")
    child.send(signal: 2)
    #expect(try child.waitForExit(timeout: .seconds(60)) == .exited(130))
    #expect(child.standardOutput.isEmpty)
    #expect(Directory.entries(of: directory.path) == [])
  }
}
