import Glibc
import JSONText
import Platform
import TestSupport
import Testing

@Suite("The commands that read, where something is missing or at work")
struct ReadingFailuresTests {
  @Test("an unknown run is explained with the nearest one")
  func unknownRun() throws {
    let run = try SavedRun.executed(["--accounts", "4", "--trades-per-account", "2"])
    for command in ["show", "budgets", "resume"] {
      let answer = try run.call([command, "nigthly"])
      #expect(answer.status == .exited(64))
      #expect(answer.output.isEmpty)
      #expect(
        answer.error == "simulator: error: there is no run 'nigthly' in \(run.folder.path)/state; "
          + "did you mean 'nightly'?\n")
    }
    #expect(try run.call(["show", "night", "--quiet"]).status == .exited(0))
    #expect(try run.call(["show", "other"]).error.contains("known runs: nightly"))
  }

  @Test("a state directory that is missing is named")
  func missingDirectory() throws {
    let run = try SavedRun()
    let show = try run.call(["show", "nightly"])
    #expect(show.status == .exited(64))
    #expect(show.error.contains("the state directory \(run.folder.path)/state does not exist"))
    let runs = try run.call(["runs"])
    #expect(runs.status == .exited(0))
    #expect(runs.output.isEmpty)
    #expect(
      runs.error == "note: \(run.folder.path)/state does not exist yet; start one with: simulator "
        + "run\n")
    #expect(try run.call(["runs", "--json", "--quiet"]).json()["runs"]?.elements?.count == 0)
  }

  @Test("a name that the plan does not know is explained")
  func unknownNames() throws {
    let run = try SavedRun.executed(["--accounts", "4", "--trades-per-account", "2"])
    let market = try run.call(["schedule", "--market", "BTCUSD"])
    #expect(market.status == .exited(64))
    #expect(
      market.error == "simulator: error: --market: the plan has no market 'BTCUSD'; did you mean "
        + "'BTC/USD'?\n")
    #expect(try run.call(["budgets", "nightly", "--asset", "USDT"]).status == .exited(64))
    #expect(try run.call(["budgets", "nightly", "--account", "nobody"]).status == .exited(64))
  }

  @Test("damaged runs are listed with their problem, beside the others")
  func damagedRun() throws {
    let run = try SavedRun.executed(["--accounts", "4", "--trades-per-account", "2"])
    let broken = "\(run.folder.path)/state/broken"
    try FileSystem.createDirectory(broken)
    try TextFile.write("{\"schema\": 1", to: "\(broken)/run.json")
    let answer = try run.call(["runs"])
    #expect(answer.status == .exited(0))
    let lines = answer.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[1].hasPrefix("broken   damaged"))
    #expect(lines[2].hasPrefix("nightly  completed  8 of 8 (100 %)"))
    #expect(lines[3].hasPrefix("broken: \(broken)/run.json:"))
    #expect(try run.call(["show", "broken"]).status == .exited(65))
  }

  /// Names, bytes and times of change of everything in a run's directory.
  private func state(of path: String) throws -> [String] {
    try Directory.entries(of: path).map { name in
      var status = stat()
      #expect(unsafe stat("\(path)/\(name)", &status) == 0)
      let bytes = try File.read(path: "\(path)/\(name)")
      return "\(name) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(bytes)"
    }
  }

  @Test("a run is shown while it is executed, and after it was killed, and left as it is")
  func killedRun() throws {
    let run = try SavedRun()
    let child = try run.start([
      "run", "--run-id", "nightly", "--trades-per-second", "2000", "--trades-per-account",
      "100000", "--budget", "100000000", "--quiet",
    ])
    let path = "\(run.folder.path)/state/nightly"
    try waitForSlots(of: run)
    let runs = try run.call(["runs", "--json"]).json()
    #expect(runs["runs"]?[0]?["state"]?.stringValue == "running")
    #expect(runs["runs"]?[0]?["process_id"]?.intValue == Int(child.id))
    let shown = try run.call(["show", "nightly"])
    #expect(shown.status == .exited(0))
    #expect(shown.error.contains("process \(child.id) is executing the run"))
    let next = try run.call([
      "show", "nightly", "--slots", "--json", "--state", "in_progress",
    ]).jsonLines()
    #expect(next.count == 1)
    child.send(signal: SIGKILL)
    try child.waitForExit()
    let before = try state(of: path)
    for words in [
      ["runs"], ["show", "nightly"], ["show", "nightly", "--full"], ["budgets", "nightly"],
      ["show", "nightly", "--slots", "--state", "completed"],
      ["budgets", "nightly", "--history"],
    ] {
      #expect(try run.call(words).status == .exited(0), "\(words)")
    }
    let summary = try run.call(["show", "nightly", "--json"]).json()
    #expect(summary["status"]?.stringValue == "killed")
    #expect(summary["audit"]?["verdict"]?.stringValue == "pass")
    let isUntouched = try state(of: path) == before
    #expect(isUntouched)
  }

  private func waitForSlots(of run: borrowing SavedRun) throws {
    for _ in 0..<500 {
      let shown = try? run.call(["show", "nightly", "--json"]).json()
      if let count = shown?["slots"]?["completed"]?.uint64Value, count > 200 { return }
      usleep(20_000)
    }
    Issue.record("no 200 slots were executed")
  }
}
