import Glibc
import JSONText
import Journal
import Platform
import TestSupport
import Testing

@Suite("simulator audit, as a process")
struct AuditCommandTests {
  /// A small plan on which every kind of order trades.
  private static let small = [
    "--accounts", "6", "--trades-per-account", "20", "--resting-share", "0.2", "--cancel-share",
    "0.1",
  ]

  @Test("a clean run passes, in words and as JSON")
  func pass() throws {
    let run = try SavedRun.executed(Self.small)
    let text = try run.call(["audit", "nightly"])
    #expect(text.status == .exited(0) && text.error.isEmpty)
    let lines = text.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "Run nightly completed")
    #expect(lines.count { $0.contains("held") || $0.contains("nothing to check") } >= 16)
    #expect(lines.contains { $0.hasPrefix("Audit      pass, ") })
    let json = try run.call(["audit", "nightly", "--json"])
    #expect(json.status == .exited(0) && json.error.isEmpty)
    let tree = try json.json()
    #expect(tree["schema"]?.stringValue == "simulator.audit/1")
    #expect(tree["run_id"]?.stringValue == "nightly")
    #expect(tree["status"]?.stringValue == "completed")
    #expect(tree["exit_code"]?.intValue == 0)
    #expect(tree["venue"]?.stringValue == "embedded")
    let shown = try run.call(["show", "nightly", "--json"]).json()
    #expect(tree["plan_hash"] == shown["plan_hash"])
    #expect(tree["audit"]?["verdict"]?.stringValue == "pass")
    #expect(tree["audit"]?["violation_count"]?.intValue == 0)
    let invariants = try #require(tree["audit"]?["invariants"]?.elements)
    #expect(invariants.map { $0["number"]?.intValue } == (1...16).map { $0 })
    #expect(invariants.allSatisfy { ["held", "vacuous"].contains($0["status"]?.stringValue) })
  }

  @Test("docs/formats/summary.md describes every key of every verdict")
  func keys() throws {
    let text = try #require(TextFile.read("\(RepositoryRoot.path)/docs/formats/summary.md"))
    let run = try SavedRun.executed(Self.small)
    let pass = try run.call(["audit", "nightly", "--json"]).json()
    #expect(try AuditTampering(path: run.journal).changeFill { $0.priceTicks += 1 })
    let fail = try run.call(["audit", "nightly", "--json"]).json()
    var found: Set<String> = []
    Self.collectKeys(pass, &found)
    Self.collectKeys(fail, &found)
    #expect(found.contains("worst") && found.contains("market"))
    #expect(found.filter { !text.contains("`\($0)`") }.sorted() == [])
  }

  private static func collectKeys(_ node: JSONNode, _ found: inout Set<String>) {
    for member in node.members ?? [] {
      found.insert(member.key)
      collectKeys(member.node, &found)
    }
    for element in node.elements ?? [] { collectKeys(element, &found) }
  }

  @Test("unknown outcomes give 81 and say what was left out")
  func unknown() throws {
    let run = try SavedRun.executed(
      [
        "--fault", "timeout_after_apply=0.4", "--max-retries", "0", "--retry-base-delay-ms", "0",
        "--on-failure", "continue",
      ])
    let text = try run.call(["audit", "nightly"])
    #expect(text.status == .exited(81))
    #expect(text.output.contains("\nAudit      unknown: "))
    #expect(text.output.contains("left out: invariants "))
    let json = try run.call(["audit", "nightly", "--json"])
    #expect(json.status == .exited(81))
    #expect(try json.json()["exit_code"]?.intValue == 81)
    #expect(try json.json()["audit"]?["left_out"]?.elements?.isEmpty == false)
  }

  @Test("quiet is quiet, and the exit code says it all")
  func quiet() throws {
    let run = try SavedRun.executed(Self.small)
    let pass = try run.call(["audit", "nightly", "--quiet"])
    #expect(pass.status == .exited(0) && pass.output.isEmpty && pass.error.isEmpty)
    #expect(try AuditTampering(path: run.journal).changeFill { $0.priceTicks += 1 })
    let fail = try run.call(["audit", "nightly", "--quiet"])
    #expect(fail.status == .exited(80) && fail.output.isEmpty && fail.error.isEmpty)
  }

  @Test("a damaged journal is refused with its path and record")
  func damagedJournal() throws {
    let run = try SavedRun.executed(Self.small)
    for name in ["checkpoint.json", "checkpoint.bin"] {
      try? FileSystem.remove("\(run.folder.path)/state/nightly/\(name)")
    }
    try AuditTampering(path: run.journal).damage(record: 3)
    let answer = try run.call(["audit", "nightly"])
    #expect(answer.status == .exited(65))
    #expect(answer.output.isEmpty)
    #expect(answer.error.contains("state/nightly/journal"))
    #expect(answer.error.contains("record 3"))
  }

  @Test("an empty run is unknown, since nothing was executed")
  func emptyRun() throws {
    let run = try SavedRun()
    let child = try run.start([
      "run", "--run-id", "nightly", "--fault", "failure=1", "--retry-base-delay-ms", "60000",
      "--retry-max-delay-ms", "60000", "--quiet",
    ])
    try run.wait { FileSystem.exists(run.journal) }
    child.send(signal: SIGINT)
    #expect(try child.waitForExit() == .exited(130))
    let answer = try run.call(["audit", "nightly", "--json"])
    let json = try answer.json()
    let slots = try run.call(["show", "nightly", "--json"]).json()["slots"]
    try #require(slots?["completed"]?.intValue == 0)
    #expect(answer.status == .exited(81))
    #expect(json["audit"]?["verdict"]?.stringValue == "unknown")
    let reasons = json["audit"]?["left_out"]?.elements?.compactMap(\.stringValue) ?? []
    #expect(reasons.contains { $0.hasSuffix(": no slot was executed") })
    #expect(
      try run.call(["audit", "nightly"]).output.contains("\nAudit      unknown: invariants 1, "))
  }

  @Test("a run that is executed at the moment is not audited")
  func runningRun() throws {
    let run = try SavedRun()
    let child = try run.start([
      "run", "--run-id", "nightly", "--trades-per-second", "100", "--quiet",
      "--trades-per-account", "100000", "--budget", "100000000",
    ])
    try run.wait { FileSystem.exists(run.journal) }
    let answer = try run.call(["audit", "nightly"])
    child.send(signal: SIGKILL)
    try child.waitForExit()
    #expect(answer.status == .exited(65))
    #expect(answer.output.isEmpty)
    #expect(answer.error.contains("process \(child.id) executes run 'nightly'"))
  }

  @Test("without an audit a run says so, and the audit can be had later")
  func leftOut() throws {
    let run = try SavedRun()
    let told = try run.call(["run", "--run-id", "nightly", "--no-audit"])
    #expect(told.status == .exited(0))
    #expect(told.output.contains("\nAudit      left out\n"))
    let resumed = try run.call(["resume", "nightly", "--no-audit", "--json"])
    #expect(resumed.status == .exited(0))
    let audit = try resumed.json()["audit"]
    #expect(audit?["verdict"]?.stringValue == "unknown")
    #expect(audit?["checks"]?.elements?.isEmpty == true)
    #expect(try run.call(["audit", "nightly"]).status == .exited(0))
  }

  @Test("records of another version are refused")
  func otherVersion() throws {
    let run = try SavedRun.executed(Self.small)
    var bytes = try File.read(path: run.journal)
    bytes[8] = 9
    try File.writeAtomically(path: run.journal, bytes, isDurable: false)
    let journal = try run.call(["audit", "nightly"])
    #expect(journal.status == .exited(65))
    #expect(journal.output.isEmpty)
    #expect(journal.error.contains("state/nightly/journal") && journal.error.contains("version"))
  }
}

extension SavedRun {
  /// The path of the journal of the run's only lane.
  var journal: String { "\(folder.path)/state/\(runID)/journal" }

  /// Waits until something is so, for ten seconds at most.
  func wait(until isSo: () -> Bool) throws {
    for _ in 0..<1000 {
      if isSo() { return }
      usleep(10_000)
    }
    Issue.record("it did not come about")
  }
}
