import Glibc
import JSONText
import Platform
import TestSupport
import Testing

@Suite("simulator history, as a process")
struct HistoryCommandTests {
  /// The checked history of a run.
  private func history(_ run: borrowing SavedRun, _ options: [String] = []) throws -> HistoryChecker
  {
    let answer = try run.call(["history", run.runID, "--quiet"] + options)
    #expect(answer.status == .exited(0) && answer.error.isEmpty)
    return try HistoryChecker(answer.output)
  }

  @Test("a run has a beginning and an end for every slot, and nothing that no venue could do")
  func clean() throws {
    let run = try SavedRun.executed([
      "--accounts", "6", "--trades-per-account", "40", "--resting-share", "0.2", "--cancel-share",
      "0.1",
    ])
    let history = try history(run)
    #expect(history.problems == [] && history.anomalies() == [])
    let summary = try run.call(["show", "nightly", "--json"]).json()
    let count = { (name: String) in summary["slots"]?[name]?.intValue }
    #expect(history.events.count { $0.type == "invoke" } == count("total"))
    #expect(history.events.count { $0.type == "ok" } == count("completed"))
    #expect(history.events.count { $0.type == "fail" } == count("failed"))
    let appends = history.events.filter { $0.type == "ok" }.flatMap(\.steps).filter(\.isAppend)
    #expect(appends.count { $0.list.contains(" fill ") } == summary["matches"]?.intValue)
  }

  @Test(
    "lost answers, refusals and further passes tell no contradiction",
    arguments: [["--lanes", "1"], ["--lanes", "2"]], [1, 2])
  func troubled(lanes: [String], seed: Int) throws {
    let run = try SavedRun.executed(
      lanes + [
        "--seed", "\(seed)", "--trades-per-account", "60", "--resting-share", "0.2",
        "--cancel-share", "0.1", "--fault", "failure=0.2", "--fault", "refusal=0.05", "--fault",
        "timeout_after_apply=0.2", "--max-retries", "1", "--retry-base-delay-ms", "0",
        "--on-failure", "continue",
      ])
    let once = try history(run)
    #expect(once.problems == [] && once.anomalies() == [])
    #expect(once.events.contains { $0.type == "info" })
    #expect(Set(once.events.map(\.process)).count > lanes[1].count)
    _ = try run.call(["resume", "nightly", "--failed", "--on-failure", "continue"])
    let twice = try history(run)
    #expect(twice.problems == [] && twice.anomalies() == [])
    #expect(twice.events.count > once.events.count)
  }

  @Test("operations of several lanes overlap in no process, and are merged by time")
  func lanes() throws {
    let run = try SavedRun.executed(["--lanes", "2", "--trades-per-account", "200"])
    let history = try history(run)
    #expect(history.problems == [] && history.anomalies() == [])
    #expect(Set(history.events.map(\.process)) == [0, 1])
  }

  @Test("a run that was killed has at most one operation without an end")
  func killed() throws {
    let run = try SavedRun()
    let options = ["--trades-per-account", "100000", "--budget", "100000000", "--quiet"]
    let child = try run.start(
      ["run", "--run-id", "nightly", "--trades-per-second", "2000"] + options)
    try run.wait { FileSystem.exists(run.journal) }
    usleep(300_000)
    let running = try HistoryChecker(run.call(["history", "nightly"]).output)
    child.send(signal: SIGKILL)
    try child.waitForExit()
    let killed = try history(run)
    for history in [running, killed] {
      #expect(history.problems == [] && history.anomalies() == [])
      let begun = history.events.count { $0.type == "invoke" }
      #expect(begun > 0)
      #expect(begun - history.beginnings.count == 1)
    }
  }

  @Test("a market is a whole history by itself, an account's operations are its own")
  func selection() throws {
    let run = try SavedRun.executed(["--trades-per-account", "40"])
    let market = try history(run, ["--market", "BTC/USD"])
    #expect(market.problems == [] && market.anomalies() == [])
    let lists = Set(market.events.flatMap(\.steps).map(\.list)).filter { $0.contains(" fill ") }
    #expect(!lists.isEmpty && lists.allSatisfy { $0.hasPrefix("BTC/USD fill ") })
    let account = try history(run, ["--account", "test-account-3"])
    #expect(account.problems == [] && account.events.count == 2 * 40)
    let unknown = try run.call(["history", "nightly", "--market", "BTCUSD"])
    #expect(unknown.status == .exited(64) && unknown.output.isEmpty)
    #expect(unknown.error.contains("did you mean 'BTC/USD'?"))
  }

  @Test("files are named by their end, hold what standard output has, and are replaced as a whole")
  func files() throws {
    let run = try SavedRun.executed(["--trades-per-account", "10"])
    let path = "\(run.folder.path)/h"
    for (name, options) in [("json", []), ("csv", ["--format", "csv"]), ("JSON", ["--json"])] {
      let told = try run.call(["history", "nightly"] + options).output
      let answer = try run.call(["history", "nightly", "--output", "\(path).\(name)"])
      #expect(answer.status == .exited(0) && answer.output.isEmpty && answer.error.isEmpty)
      #expect(TextFile.read("\(path).\(name)") == told)
    }
    let refused = try run.call(["history", "nightly", "--output", run.folder.path])
    #expect(refused.status == .exited(65))
    #expect(refused.error.contains("--output: "))
  }

  @Test("a damaged journal leaves no half file behind")
  func damaged() throws {
    let run = try SavedRun.executed(["--trades-per-account", "40"])
    try AuditTampering(path: run.journal).damage(record: 100)
    let path = "\(run.folder.path)/h.json"
    let answer = try run.call(["history", "nightly", "--output", path])
    #expect(answer.status == .exited(65))
    #expect(answer.error.contains("record 100"))
    #expect(!TextFile.exists(path))
    #expect(Directory.entries(of: run.folder.path).allSatisfy { !$0.contains("h.json") })
  }

  @Test("a run without operations is an empty history")
  func empty() throws {
    let run = try SavedRun.executed(["--trades-per-account", "4", "--accounts", "2"])
    let answer = try run.call([
      "history", "nightly", "--market", "ETH/USD", "--account", "test-account-1",
    ])
    let events = try HistoryChecker(answer.output).events
    #expect(answer.status == .exited(0))
    #expect(events.isEmpty == answer.error.contains("there are no such operations"))
  }

  @Test("a reader that goes away ends the output, and nothing else")
  func closedOutput() throws {
    let run = try SavedRun.executed(["--trades-per-account", "5000"])
    let shell = try ChildProcess(
      "/bin/bash",
      [
        "-c",
        "\(SimulatorBinary.path) history nightly --state-dir '\(run.folder.path)/state' | head -n 1"
          + "; echo \"${PIPESTATUS[0]}\"",
      ], workingDirectory: run.folder.path)
    #expect(try shell.waitForExit() == .exited(0))
    #expect(shell.standardOutput == "[\n0\n" && shell.standardError.isEmpty)
  }
}
