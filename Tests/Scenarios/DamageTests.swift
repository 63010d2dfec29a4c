import Glibc
import Platform
import TestSupport
import Testing

@Suite("Damaged and foreign files of a run")
struct DamageTests {
  private let place: Workplace
  private let reference: Summary

  /// Run `a`: 100 of 300 slots are done, a checkpoint stands at 100.
  init() throws {
    place = try Workplace()
    let plan = ["run", "--iterations", "3", "--budget", "1000000"]
    reference = try place.run(plan + ["--json"]).summary()
    let terminal = try place.terminal(plan + ["--run-id", "a", "--no-auto-continue"])
    try terminal.waitForOutput("[Y/n] ")
    try terminal.press("n\r")
    _ = try terminal.waitForExit()
  }

  private var journal: String { place.file("journal", of: "a") }
  private var checkpoint: String { place.file("checkpoint.json", of: "a") }

  private func removeCheckpoint() throws { _ = try place.shell("rm \(checkpoint)") }

  /// Replaces `count` bytes at a place by their complement.
  private func flip(_ path: String, at offset: Int64, count: Int = 1) throws {
    let file = try File(path: path, mode: .readWrite)
    try file.write(file.read(at: offset, count: count).map { ~$0 }, at: offset)
  }

  private func cut(_ path: String, by byteCount: Int64) throws {
    let file = try File(path: path, mode: .readWrite)
    try file.truncate(to: file.size() - byteCount)
  }

  /// Resuming must work, say `note`, and end like the reference.
  private func expectRepair(saying note: String) throws {
    let answer = try place.run(["resume", "a", "--json"])
    #expect(answer.end == .exited(0), "\(answer.error)")
    #expect(answer.error.contains(note), "\(answer.error)")
    let summary = try answer.summary()
    #expect(summary.essence == reference.essence)
    #expect(summary.verdict == "pass")
    #expect(try JournalFile(path: journal).slotsOfMainPass == Array(0..<300))
  }

  /// Resuming must be refused by one error that holds `words`, and change nothing.
  private func expectRefusal(_ words: String...) throws {
    let before = try File.read(path: journal)
    for command in [["resume", "a", "--json"], ["resume", "a", "--failed"]] {
      let answer = try place.run(command)
      #expect(answer.end == .exited(65), "\(answer.error)")
      let errors = answer.errorLines.filter { $0.hasPrefix("simulator: error: ") }
      #expect(errors.count == 1, "\(answer.error)")
      for word in words {
        #expect(errors.first?.contains(word) == true, "'\(word)' in \(answer.error)")
      }
      #expect(answer.output.isEmpty)
    }
    let after = try File.read(path: journal)
    #expect(after == before)
  }

  @Test("an undamaged run goes on")
  func control() throws { try expectRepair(saying: "run a") }

  @Test("a torn tail is cut off and executed again", arguments: [1, 20, 63])
  func tornTail(byteCount: Int64) throws {
    try removeCheckpoint()
    try cut(journal, by: byteCount)
    try expectRepair(saying: "a record torn by the interruption at byte ")
  }

  @Test("zeros behind the last record, as a killed writer leaves them, are nothing")
  func reservedTail() throws {
    try removeCheckpoint()
    let file = try File(path: journal, mode: .readWrite)
    try file.truncate(to: file.size() + 65_536)
    try expectRepair(saying: "there is no checkpoint; the run is rebuilt from its journal")
  }

  @Test("a flipped bit in the middle is refused, with file and position", arguments: [0, 5, 90])
  func flippedByte(record: Int64) throws {
    try removeCheckpoint()
    try flip(journal, at: 64 + 64 * record + 33)
    try expectRefusal("/a/journal", "record \(record)", "byte \(64 + 64 * record)")
  }

  @Test("a missing checkpoint is made up for")
  func missingCheckpoint() throws {
    try removeCheckpoint()
    try expectRepair(saying: "there is no checkpoint; the run is rebuilt from its journal")
  }

  @Test("a damaged checkpoint is made up for", arguments: ["flip", "empty", "cut", "binary"])
  func damagedCheckpoint(way: String) throws {
    switch way {
    case "flip": try flip(checkpoint, at: 120)
    case "empty": try TextFile.write("", to: checkpoint)
    case "cut": try cut(checkpoint, by: 200)
    default: _ = try place.shell("head -c 5000 /dev/urandom > \(checkpoint)")
    }
    try expectRepair(saying: "the checkpoint is not usable")
  }

  @Test("a damaged or missing state file is made up for", arguments: ["flip", "cut", "remove"])
  func damagedState(way: String) throws {
    let names = Directory.entries(of: "\(place.state)/a").filter { $0.hasPrefix("state-") }
    #expect(names.count == 1)
    let path = place.file(names[0], of: "a")
    switch way {
    case "flip": try flip(path, at: 400)
    case "cut": try cut(path, by: 8)
    default: _ = try place.shell("rm \(path)")
    }
    try expectRepair(saying: "the checkpoint is not usable")
  }

  @Test("a checkpoint of another moment with the same number of records is made up for")
  func contradictingHalves() throws {
    var file = try CheckpointFile(path: checkpoint)
    try file.addToFirstBudget(of: "USD", members: ["initial", "locked"])
    try file.save()
    try expectRepair(saying: "contradict each other; the run is rebuilt from its journal")
  }

  @Test("a checkpoint of another run is not used")
  func foreignCheckpoint() throws {
    try place.run(["run", "--run-id", "b"])
    _ = try place.shell(
      "cp simulator_state/b/checkpoint.json simulator_state/b/state-* \(place.state)/a")
    try expectRepair(saying: "belongs to another run")
  }

  @Test("a checkpoint of another version is not used, and both versions are named")
  func newerCheckpoint() throws {
    var file = try CheckpointFile(path: checkpoint)
    try file.replace("simulator.checkpoint/1", by: "simulator.checkpoint/2")
    try file.save()
    try expectRepair(saying: "names schema simulator.checkpoint/2, expected simulator.checkpoint/1")
  }

  @Test("a journal shorter than its checkpoint is refused", arguments: [64, 640, -1, -2])
  func shortJournal(byteCount: Int64) throws {
    switch byteCount {
    case -1: try File(path: journal, mode: .readWrite).truncate(to: 0)
    case -2: try File(path: journal, mode: .readWrite).truncate(to: 64)
    default: try cut(journal, by: byteCount)
    }
    try expectRefusal("/a/journal holds ", "but its checkpoint counts 150")
  }

  @Test("a journal that is gone is refused")
  func missingJournal() throws {
    _ = try place.shell("rm \(journal)")
    let answer = try place.run(["resume", "a"])
    #expect(answer.end == .exited(65), "\(answer.error)")
    #expect(answer.error.contains("there is no journal at"), "\(answer.error)")
    #expect(!TextFile.exists(journal))
  }

  @Test("a journal of another version, kind or plan is refused")
  func foreignJournal() throws {
    try flip(journal, at: 0)
    try expectRefusal("found another kind of file, expected a simulator journal")
    try flip(journal, at: 0)
    try flip(journal, at: 11)
    try expectRefusal("found journal format version ", "expected version 1")
    try flip(journal, at: 11)
    try flip(journal, at: 20)
    try expectRefusal("the header of the journal", "is damaged")
    try flip(journal, at: 20)
    try expectRepair(saying: "run a")
  }

  @Test("the journal of another plan is refused")
  func otherPlan() throws {
    try place.run(["run", "--run-id", "b", "--seed", "9"])
    _ = try place.shell("cp simulator_state/b/journal \(journal); rm \(checkpoint)")
    try expectRefusal("belongs to another plan")
  }

  @Test("a plan that was changed, damaged or made by another version is refused")
  func runFile() throws {
    let path = place.file("run.json", of: "a")
    let text = try #require(TextFile.read(path))
    for (old, new, words) in [
      ("simulator.run/1", "simulator.run/2", ["simulator.run/2", "expected simulator.run/1"]),
      ("\"iterations\": 3", "\"iterations\": 4", ["plans ", "use the version that started it"]),
      ("\"iterations\": 3", "\"iterations\": 0", ["run.json", "iterations", "is 0"]),
      ("\"plan_hash\"", "\"plan\"", ["run.json", "lacks", "plan_hash"]),
      ("\"seed\"", "\"seed", ["run.json:"]),
    ] {
      let range = try #require(text.firstRange(of: old))
      try TextFile.write(text.replacingCharacters(in: range, with: new), to: path)
      let answer = try place.run(["resume", "a"])
      #expect(answer.end == .exited(65), "\(new): \(answer.error)")
      #expect(answer.errorLines.count == 1, "\(answer.error)")
      for word in words { #expect(answer.error.contains(word), "'\(word)' in \(answer.error)") }
      let list = try place.run(["runs", "--json"])
      #expect(list.end == .exited(0), "\(list.error)")
      #expect(list.output.contains("\"damaged\""), "\(new)")
    }
    try TextFile.write(text, to: path)
    try expectRepair(saying: "run a")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    var copy = self
    copy.replaceSubrange(range, with: text)
    return copy
  }
}
