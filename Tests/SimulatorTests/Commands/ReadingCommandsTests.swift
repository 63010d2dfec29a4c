import JSONText
import TestSupport
import Testing

@Suite("The commands that read, as processes")
struct ReadingCommandsTests {
  @Test("the whole state agrees with the summary, and its slots with its counts")
  func state() throws {
    let run = try SavedRun.executed()
    _ = try run.call(["resume", "nightly", "--failed", "--on-failure", "continue"])
    let summary = try run.call(["show", "nightly", "--json"]).json()
    let state = try run.call(["show", "nightly", "--full"]).json()
    for name in ["total", "completed", "failed", "skipped", "pending", "unknown"] {
      let count = try #require(summary["slots"]?[name]?.uint64Value)
      #expect(state["stats"]?["\(name)_slots"]?.uint64Value == count)
      let states = (state["slots"]?.elements ?? []).compactMap { $0["state"]?.stringValue }
      let isNamed: (String) -> Bool = { name == "total" || $0.lowercased() == name }
      #expect(UInt64(states.filter(isNamed).count) == count, "\(name)")
    }
    #expect(
      state["stats"]?["total_matches"]?.uint64Value == summary["matches"]?.uint64Value)
    #expect(
      state["stats"]?["total_orders_created"]?.uint64Value
        == summary["orders_created"]?.uint64Value)
    #expect(summary["audit"]?["verdict"]?.stringValue != "fail")
    #expect(state["current_slot_index"]?.uint64Value == 720)
    #expect(state["id"]?.stringValue == "nightly")
  }

  @Test("show tells what run told")
  func summaries() throws {
    let run = try SavedRun()
    let told = try run.call(["run", "--run-id", "nightly", "--json"] + SavedRun.troubled)
    let shown = try run.call(["show", "nightly", "--json"])
    #expect(shown.status == .exited(0))
    #expect(told.status != .exited(0))
    let members = try #require(try told.json().members)
    #expect(members.contains { $0.key == "audit" })
    let lasting = members.filter { $0.key != "resident_bytes_peak" }
    #expect(try shown.json().members == lasting)
  }

  @Test("slots as lines and as a table name the same slots in the same states")
  func slots() throws {
    let run = try SavedRun.executed()
    let words = ["show", "nightly", "--slots", "--state", "failed", "--limit", "7"]
    let lines = try run.call(words + ["--json"]).jsonLines()
    let table = try run.call(words).output.split(separator: "\n").dropFirst()
      .map { $0.split(separator: " ") }
    #expect(lines.count == 7)
    #expect(lines.allSatisfy { $0["state"]?.stringValue == "failed" })
    #expect(table.map { UInt64($0[0]) } == lines.map { $0["sequence"]?.uint64Value })
    #expect(table.allSatisfy { $0.contains("failed") })
    let page = try run.call(words + ["--offset", "3", "--json"]).jsonLines()
    #expect(page.prefix(4) == lines.suffix(4))
  }

  @Test("the history ends at the budgets")
  func budgets() throws {
    let run = try SavedRun.executed()
    let history = try run.call(["budgets", "nightly", "--history", "--csv", "--quiet"])
    let budgets = try run.call(["budgets", "nightly", "--csv", "--quiet"])
    #expect(history.error.isEmpty && budgets.error.isEmpty)
    var last: [String: [Substring]] = [:]
    for line in history.output.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      last["\(fields[2]) \(fields[3])"] = Array(fields[6...])
    }
    let rows = budgets.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(rows.count == 30)
    for row in rows { #expect(last["\(row[0]) \(row[1])"] == Array(row[2..<7])) }
    let one = ["budgets", "nightly", "--account", "test-account-4", "--asset", "USD", "--csv"]
    #expect(try run.call(one).output.split(separator: "\n").count == 2)
  }

  @Test("the schedule is what is executed")
  func schedule() throws {
    let run = try SavedRun.executed()
    let plan = [
      "--accounts", "10", "--trades-per-account", "40", "--resting-share", "0.2",
      "--cancel-share", "0.1", "--budget", "30000", "--matching-strategy",
      "match_with:test-account-3",
    ]
    let planned = try run.call(["schedule", "--json"] + plan).jsonLines()
    let executed = try run.call(
      ["show", "nightly", "--slots", "--json", "--limit", "1000"]
    ).jsonLines()
    #expect(planned.first?["slots"]?.uint64Value == UInt64(executed.count))
    for (left, right) in zip(planned.dropFirst(), executed) {
      for member in left.members ?? [] where member.key != "schema" {
        #expect(right[member.key] == member.node)
      }
    }
    let table = try run.call(["schedule"] + plan)
    #expect(table.output.split(separator: "\n").count == 52)
    #expect(table.error.contains("the first 50 slots; --count N prints more"))
  }

  @Test(
    "a reader that goes away ends the output, and nothing else",
    arguments: [
      "schedule --json --trades-per-account 100000000", "schedule --count 1000000000",
      "show nightly --full", "budgets nightly --history --csv",
      "show nightly --slots --json --limit 1000000",
    ])
  func closedOutput(words: String) throws {
    let run = try SavedRun.executed(["--trades-per-account", "5000"])
    let shell = try ChildProcess(
      "/bin/bash",
      [
        "-c",
        "\(SimulatorBinary.path) \(words) --quiet --state-dir '\(run.folder.path)/state' | head -n 1"
          + "; echo \"${PIPESTATUS[0]}\"",
      ], workingDirectory: run.folder.path)
    #expect(try shell.waitForExit() == .exited(0))
    #expect(shell.standardOutput.split(separator: "\n").last == "0")
    #expect(shell.standardOutput.split(separator: "\n").count == 2)
    #expect(shell.standardError.isEmpty)
  }

  @Test("output that cannot be written is an error")
  func fullOutput() throws {
    let run = try SavedRun()
    let shell = try ChildProcess(
      "/bin/bash", ["-c", "\(SimulatorBinary.path) schedule --json --quiet > /dev/full"],
      workingDirectory: run.folder.path)
    #expect(try shell.waitForExit() == .exited(65))
    #expect(shell.standardError.contains("cannot write standard output"))
  }
}
