import JSONText
import Platform
import TestSupport
import Testing

@testable import Simulator

@Suite("Instructions per command")
struct InstructionCountTests {
  @Test("are read from what valgrind says")
  func reading() {
    let text = """
      ==12== Callgrind, a call-graph generating cache profiler
      ==12== Events    : Ir
      ==12== Collected : 7500000
      ==12==
      ==12== I   refs:      7,500,000
      """
    #expect(InstructionCount.collected(text) == 7_500_000)
    #expect(InstructionCount.collected("==12== Events : Ir") == nil)
    #expect(InstructionCount.collected("Collected :") == nil)
    #expect(InstructionCount.collected("Collected : many") == nil)
  }

  @Test(
    "stay within the limit, where valgrind is installed",
    .enabled(if: FileSystem.exists("/usr/bin/valgrind")))
  func ratchet() throws {
    let directory = try TemporaryDirectory()
    let child = try ChildProcess(
      SimulatorBinary.path,
      [
        "bench", "matching", "--flow", "f1", "--quick", "--instructions", "--json", "--quiet",
        "--state-dir", directory.path,
      ])
    #expect(try child.waitForExit(timeout: .seconds(300)) == .exited(0), "\(child.standardError)")
    let results = try #require(
      JSONParser.parse(Array(child.standardOutput.utf8))["results"]?.elements)
    let count = try #require(
      results.first { $0["name"]?.stringValue == "matching/f1/instructions" })
    #expect(count["met"]?.boolValue == true, "\(child.standardOutput)")
  }
}
